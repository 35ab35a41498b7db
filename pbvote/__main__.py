"""`python -m pbvote` is `pbvote`."""

import sys

from pbvote.cli import main

sys.exit(main())
