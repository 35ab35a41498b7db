"""Words for where an idea is: the tag of a card, the steps of its trail, and what support it still needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome, Stage
from pbvote.storage.queries.idea import TrailStep
from pbvote.web.language import _, ngettext


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of a trail: what happened, why if a reason was given, and the number of another idea if it names one."""

    at: datetime
    what: str
    reason: str
    other: int | None


def outcome_words(outcome: str) -> str:
    """What became of an idea, in a few words; empty while nothing has."""
    words = {
        Outcome.ON_BALLOT: _("On the ballot"),
        Outcome.NOT_FEASIBLE: _("Cannot be done"),
        Outcome.TOO_FEW_SUPPORTERS: _("Not enough support"),
        Outcome.NOT_CHOSEN: _("Not on the ballot"),
        Outcome.MERGED: _("Part of another idea"),
        Outcome.WITHDRAWN: _("Taken back"),
    }
    return words.get(Outcome(outcome), "") if outcome in set(Outcome) else ""


def tag_words(stage: Stage, outcome: str) -> str:
    """The tag of an idea that everybody can read; empty for one that is simply open."""
    return outcome_words(outcome) or (_("Part of another idea") if stage is Stage.MERGED else "")


def support_words(missing: int, phase: Phase) -> str:
    """How far an idea is from its review; nobody is told how many support it, and nothing once that time is over."""
    if phase not in {Phase.IDEAS, Phase.REVIEW}:
        return ""
    if missing == 0:
        return _("Enough members support this idea. It will be reviewed.")
    if phase is not Phase.IDEAS:
        return ""
    return ngettext(
        "%(number)s more member, and it will be reviewed.",
        "%(number)s more members, and it will be reviewed.",
        missing,
    ) % {"number": f"{missing:,}"}


def next_words(stage: Stage, phase: Phase, missing: int) -> str:
    """What its authors wait for while an idea can be read by everybody; empty for every other."""
    if stage is not Stage.OPEN:
        return ""
    if phase is Phase.REVIEW:
        if missing:
            return _("Too few members support it, so nobody reviews it. We tell you what becomes of it.")
        return _("People who know the work look at it now. You read what they say before others do.")
    if phase is Phase.LIST:
        return _("The officers put the ballot together now. We tell you what becomes of your idea, and why.")
    return support_words(missing, phase)


def step_words(step: TrailStep) -> StepWords:
    """A step of a trail in words; what its details do not hold is left out."""
    other = step.details.get("other", step.details.get("into"))
    return StepWords(
        step.at,
        _steps().get(step.kind, _("Something happened to it.")),
        str(step.details.get("reason", "")),
        other if isinstance(other, int) else None,
    )


def _steps() -> Mapping[str, str]:
    return {
        "submitted": _("The idea was sent."),
        "changed": _("The authors changed it."),
        "shown": _("We read it. Everybody can read it now."),
        "hidden": _("We hid it."),
        "shown-again": _("We looked again. Everybody can read it again."),
        "withdrawn": _("The authors took it back."),
        "reviewed": _("It was reviewed. The authors read the review first."),
        "answered": _("The authors answered the review."),
        "published": _("Everybody can read the reviews."),
        "panel-said": _("The young people’s panel had its say."),
        "merge-asked": _("The authors were asked to make it one with another idea."),
        "merged": _("It became part of another idea. All the authors agreed."),
        "merged-in": _("Another idea became part of this one. All the authors agreed."),
        "not-merged": _("It was not made one with another idea."),
        "decided": _("The officers decided about it."),
        "frozen": _("It is on the ballot. Nothing about it can change now."),
        "funded": _("The votes were counted. It gets its money."),
        "not-funded": _("The votes were counted. It does not get money in this round."),
        "delivery": _("There is news of its making."),
    }
