"""The phases of a round in words: what each is called, and the way through them as stones with dates."""

from dataclasses import dataclass
from datetime import datetime

from pbvote.domain.phase import Phase
from pbvote.storage.queries.pages import RoundView
from pbvote.storage.queries.phases import PhaseView
from pbvote.web.language import _
from pbvote.web.presenters import day


@dataclass(frozen=True, slots=True)
class Stone:
    """A step of the way: what it is, when it begins, and where it stands: "done", "now" or "later"."""

    name: str
    when: str
    standing: str


def phase_name(phase: Phase) -> str:
    """What a phase is called on pages."""
    return {
        Phase.WAITING: _("Not begun yet"),
        Phase.QUESTIONS: _("Questions"),
        Phase.IDEAS: _("Ideas"),
        Phase.REVIEW: _("Reviews"),
        Phase.LIST: _("The list for the vote"),
    }[phase]


def phase_state(phase: Phase) -> str:
    """Where a round is, as a few words above its title."""
    return {
        Phase.WAITING: _("Not begun yet"),
        Phase.QUESTIONS: _("What should this round ask?"),
        Phase.IDEAS: _("Ideas are open"),
        Phase.REVIEW: _("Ideas are being reviewed"),
        Phase.LIST: _("The ballot is being put together"),
    }[phase]


def stones_of(present: RoundView, phases: PhaseView) -> tuple[Stone, ...]:
    """The phases that the round has, in order, and the vote after them."""
    ahead = [each for each in Phase if each is not Phase.WAITING and phases.dates.begins(each) is not None]
    order = [Phase.WAITING, *ahead]
    here = order.index(phases.phase)
    stones = [_stone(each, phases, place - here) for place, each in enumerate(order) if each is not Phase.WAITING]
    return (*stones, Stone(_("The vote"), _from(present.opens_at), "later"))


def days_of(phases: PhaseView) -> tuple[tuple[str, datetime], ...]:
    """What begins when, for a list of dates."""
    words = {
        Phase.QUESTIONS: _("Questions from"),
        Phase.IDEAS: _("Ideas from"),
        Phase.REVIEW: _("Reviews from"),
        Phase.LIST: _("Reviews are shown"),
    }
    found = ((name, phases.dates.begins(each)) for each, name in words.items())
    return tuple((name, begins) for name, begins in found if begins is not None)


def _stone(phase: Phase, phases: PhaseView, distance: int) -> Stone:
    begins = phases.dates.begins(phase)
    standing = "now" if distance == 0 else ("done" if distance < 0 else "later")
    return Stone(phase_name(phase), _from(begins) if begins and standing == "later" else "", standing)


def _from(at: datetime) -> str:
    return _("from %(day)s") % {"day": day(at)}
