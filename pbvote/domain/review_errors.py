"""Facts that stop whoever reviews an idea, answers a review or publishes reviews: a sentence for that person each."""

from collections.abc import Sequence

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say


class NotToReviewError(PbvoteError):
    """An idea that is not, or no longer, among those that are reviewed."""

    def __init__(self) -> None:
        super().__init__(say("This idea is not among those that are reviewed now. Go back to the list of reviews."))


class StaysOutError(PbvoteError):
    """A reviewer who has an interest in an idea, or may be an author of it. One text for both: it says no name."""

    def __init__(self) -> None:
        super().__init__(say("You stay out of the review of this idea. Somebody else reviews it."))


class NotYourAreaError(PbvoteError):
    """Somebody of the staff who does not review in this area."""

    def __init__(self) -> None:
        super().__init__(say("This person does not review in this area. Choose somebody who does."))


class ReviewTakenError(PbvoteError):
    """An idea that another reviewer of the area has taken, or was given."""

    def __init__(self) -> None:
        super().__init__(say("Somebody else reviews this idea now. Choose another one from the list."))


class NotYourReviewError(PbvoteError):
    """A review that this person has not taken, or that was given to somebody else meanwhile."""

    def __init__(self) -> None:
        super().__init__(say("You do not review this idea now. Take it first, or ask an officer who has it."))


class ReviewSignedError(PbvoteError):
    """A review that is signed: it can be signed anew, but not given away or thrown away."""

    def __init__(self) -> None:
        super().__init__(say("This review is signed already. Whoever signed it can change it and sign it again."))


class ReviewSavedElsewhereError(PbvoteError):
    """The same review was saved in another window meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            say("This review was saved in another window since you opened it. Compare both texts, then press again.")
        )


class IdeaChangedError(PbvoteError):
    """The authors changed the idea while it was reviewed. `version` is its present one."""

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            say("The authors have changed the idea since you opened it. Read what is new, then press again.")
        )


class NoReviewToAnswerError(PbvoteError):
    """An idea whose review is not ready, or is published."""

    def __init__(self) -> None:
        super().__init__(say("There is no review of this idea to answer now. We tell you when it is ready."))


class AnswerTooLateError(PbvoteError):
    """An answer after the last day."""

    def __init__(self) -> None:
        super().__init__(say("The time to answer this review is over. The review is shown to everybody soon."))


class AnswerRefusedError(PbvoteError):
    """An answer that cannot stand, with the reason as a sentence."""


class ReviewsNotReadyError(PbvoteError):
    """Reviews that cannot be published yet: `missing` says what is missing, a sentence each."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join((say("The reviews cannot be published yet."), *missing)))
