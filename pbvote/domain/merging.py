"""Making one idea of two: facts that stop it. Each text is a sentence for whoever asked, or for an author."""

from pbvote.domain.errors import PbvoteError
from pbvote.domain.proposal import MOST_AUTHORS
from pbvote.domain.sentence import say


class MergeRefusedError(PbvoteError):
    """Two ideas that cannot become one; the text says why, and what to do."""


class TooManyTogetherError(MergeRefusedError):
    """Together the two ideas have more authors than one may have."""

    def __init__(self, together: int) -> None:
        super().__init__(
            say(
                "Together these ideas have %(together)s authors, and an idea can have %(most)s. They stay two ideas.",
                together=together,
                most=MOST_AUTHORS,
            )
        )


class MergeSettledError(PbvoteError):
    """An offer that was settled before, or that is not one of this author's: one text for both."""

    def __init__(self) -> None:
        super().__init__(say("There is nothing to say yes or no to any more. Look at your page for what was decided."))
