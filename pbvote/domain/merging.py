"""Making one idea of two: facts that stop it. Each text is a sentence for whoever asked, or for an author."""

from pbvote.domain.errors import PbvoteError
from pbvote.domain.proposal import MOST_AUTHORS


class MergeRefusedError(PbvoteError):
    """Two ideas that cannot become one; the text says why, and what to do."""


class TooManyTogetherError(MergeRefusedError):
    """Together the two ideas have more authors than one may have."""

    def __init__(self, together: int) -> None:
        super().__init__(
            f"Together these ideas have {together} authors, and an idea can have {MOST_AUTHORS}. They stay two ideas."
        )


class MergeSettledError(PbvoteError):
    """An offer that was settled before, or that is not one of this author's: one text for both."""

    def __init__(self) -> None:
        super().__init__("There is nothing to say yes or no to any more. Look at your page for what was decided.")
