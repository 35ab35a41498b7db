"""How it looks over HTTP."""

from pbvote.web.path_parts import bound_path_parts

bound_path_parts()  # before any table of addresses is read
