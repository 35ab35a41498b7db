"""Facts that stop whoever writes an idea. Each text is a sentence for that person."""

from collections.abc import Sequence

from pbvote.domain.errors import NotEligibleError, PbvoteError
from pbvote.domain.money import format_pounds
from pbvote.domain.proposal import MOST_AUTHORS, IdeaWords
from pbvote.domain.sentence import say


class UnknownIdeaError(PbvoteError):
    """No such idea, or none that this person may open: one text for both, so that a draft stays private."""

    def __init__(self) -> None:
        super().__init__(say("There is no such idea, or it is not one of yours."))


class DraftMovedError(PbvoteError):
    """Another author saved the same part meanwhile: `present` is what the idea says now."""

    def __init__(self, present: IdeaWords) -> None:
        self.present = present
        super().__init__(
            say("Another author saved this while you were writing. Both texts are below, and none is lost.")
        )


class IdeaIncompleteError(PbvoteError):
    """Parts are still missing, by their names."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(say("Some parts are still missing. Write them first, then send your idea."))


class IdeaTooDearError(PbvoteError):
    """An idea that costs more than the pot holds can never win. `budget` in pence."""

    def __init__(self, budget: int) -> None:
        sentence = say(
            "The pot holds %(budget)s, and your idea costs more. Take something off the costs, or choose another pot.",
            budget=format_pounds(budget),
        )
        super().__init__(sentence)


class IdeaClosedError(PbvoteError):
    """An idea that can no longer be changed or withdrawn."""

    def __init__(self) -> None:
        super().__init__(say("This idea can no longer be changed. You can still read it."))


class TooManyIdeasError(PbvoteError):
    """Somebody wrote as many ideas as one person may."""

    def __init__(self, most: int) -> None:
        text = say("You have %(most)s ideas in this round. Finish or throw away one of them first.", most=most)
        super().__init__(text)


class NotOnRollError(NotEligibleError):
    """A member of the trust who is not on the roll of this round."""

    def __init__(self) -> None:
        text = say("You are not on the list of members of this round. Ask us if you should be.")
        PbvoteError.__init__(self, text)


class TooManyAuthorsError(PbvoteError):
    """An idea with as many authors as it may have."""

    def __init__(self) -> None:
        super().__init__(say("An idea can have %(most)s authors. This one has as many.", most=MOST_AUTHORS))


class InvitationUselessError(PbvoteError):
    """A link to join an idea that is unknown, used, too old, or of an idea that is gone: one text for all."""

    def __init__(self) -> None:
        super().__init__(say("This link does not work any more. Ask whoever gave it to you for a new one."))


class LastAuthorError(PbvoteError):
    """An idea cannot stay behind alone."""

    def __init__(self) -> None:
        super().__init__(say("You are the only author. Withdraw the idea instead, or throw the draft away."))


class NotFirstAuthorError(PbvoteError):
    """Something that only the first author does."""

    def __init__(self) -> None:
        super().__init__(say("Only the person who began this idea can do that. You can leave it instead."))
