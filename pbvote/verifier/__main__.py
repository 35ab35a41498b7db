"""`python -m pbvote.verifier BUNDLE`, and the start of the one-file verifier."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main())
