"""How it looks over HTTP."""
