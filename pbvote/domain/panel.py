"""The youth panel of a round: young members who review ideas for pots of the young, and decide by their own vote."""

from dataclasses import dataclass

from pbvote.domain.errors import NotEligibleError, PbvoteError
from pbvote.domain.sentence import say

REVIEW, NOT_FEASIBLE = "review", "not-feasible"
"""What the panel votes on: to sign its own review, or whether it agrees with a “not feasible” of somebody else."""

LEAST_YES = 2
"""Nobody signs for the panel alone, however small it is."""


@dataclass(frozen=True, slots=True)
class PanelVotes:
    """How the panel's votes on a matter stand: `voters` is how many of its members may vote on it."""

    yes: int
    no: int
    voters: int

    @property
    def needed(self) -> int:
        """How many must say the same: more than half of those who may vote, and at least two."""
        return max(LEAST_YES, self.voters // 2 + 1)

    @property
    def cast(self) -> int:
        """How many have voted."""
        return self.yes + self.no

    @property
    def said(self) -> bool | None:
        """What the panel said; None while neither side has enough."""
        if self.yes >= self.needed:
            return True
        return False if self.no >= self.needed else None


class NotOnPanelError(NotEligibleError):
    """Somebody who is not on the panel of the round, or not any more."""

    def __init__(self) -> None:
        PbvoteError.__init__(self, say("This page is for the young people’s panel. You are not on it now."))


class NotYoungError(PbvoteError):
    """Somebody who is too old for the panel, and of no class of the young."""

    def __init__(self) -> None:
        super().__init__(
            say("Only young members can be on the panel. Choose somebody under 18, or of a class of the young.")
        )


class NothingForPanelError(PbvoteError):
    """An idea on which the panel has nothing to say now."""

    def __init__(self) -> None:
        super().__init__(say("The panel has nothing to say on this idea now. Go back to the panel’s page."))


class WriterVotesError(PbvoteError):
    """Whoever wrote the panel's review leaves the vote on it to the others."""

    def __init__(self) -> None:
        super().__init__(say("You wrote this review, so the others vote on it."))


class PanelTextMissingError(PbvoteError):
    """A vote on a review that nobody has finished."""

    def __init__(self) -> None:
        super().__init__(say("This review is still being written. You can vote when it is ready."))
