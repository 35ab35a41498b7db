"""The pbvote commands, one module each."""
