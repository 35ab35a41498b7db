"""What the trust means: frozen dataclasses, enums and pure functions. Standard library only."""
