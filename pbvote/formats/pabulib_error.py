"""What can be wrong with a Pabulib file."""

from pbvote.formats.ballot_file import MisplacedError


class PabulibError(MisplacedError):
    """A file that is not a Pabulib file that can be counted; the column is the number of the cell in its row."""
