"""The seven steps of closing night: which are done, by whom and when, which one waits, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pbvote.domain.round import RoundState
from pbvote.services.closing_night import Night
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.acts import ActView
from pbvote.web.board.closing_words import is_stopped
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import UK, moment, number, time

DONE, NOW, LATER = "done", "now", "later"

_PROTECTED = {4: "draw", 5: "count", 7: "publish"}


@dataclass(frozen=True, slots=True)
class Step:
    """A step. `tag` stands beside its title; `act` is what was done or waits; `slug` names the act to prepare."""

    number: int
    title: str
    state: str
    tag: str
    text: str
    act: ActView | None = None
    own: bool = False
    slug: str = ""


def steps_of(night: Night, seat: StaffSeat, lapsed: frozenset[int]) -> tuple[Step, ...]:
    """The seven steps as somebody of the staff sees them; `lapsed` are acts that nobody can confirm any more."""
    present = _present(night)
    return tuple(_step(night, seat, place, present, lapsed) for place in range(1, 8))


def waiting(night: Night, act: str, lapsed: frozenset[int]) -> ActView | None:
    """The newest act of a kind that can still be confirmed."""
    return next((each for each in night.acts if each.act == act and each.waits and each.number not in lapsed), None)


def _present(night: Night) -> int:
    """The step that comes next; 8 when all are done, 0 before the close or after a cancellation."""
    if night.round.state is RoundState.COUNTED:
        return 7 if night.check is not None and night.check.ok else 6
    steps = {RoundState.CLOSING: 2, RoundState.CLOSED: 4, RoundState.DRAWN: 5, RoundState.PUBLISHED: 8}
    return steps.get(night.round.state, 0)


def _step(night: Night, seat: StaffSeat, place: int, present: int, lapsed: frozenset[int]) -> Step:
    title, at = _titles()[place - 1], _when(night, place)
    act_name = _PROTECTED.get(place, "")
    if place < present:
        done = next((each for each in night.acts if each.act == act_name and each.confirmed), None)
        return Step(place, title, DONE, _done_tag(night, at), _done_text(night, place), done)
    if place > present or is_stopped(night):
        return Step(place, title, LATER, _("Later"), _later_text(night, place))
    act = waiting(night, act_name, lapsed)
    own = act is not None and act.prepared.role == seat.role
    tag = _("Waits for another officer") if own else _("Waits for you") if act_name else _("Going on")
    slug = act_name if act is None else ""
    return Step(place, title, NOW, tag, _now_text(night, place, act), act, own, slug)


def _titles() -> Sequence[str]:
    return (
        _("Voting closed"), _("Last votes put in the log"), _("Numbers agree"), _("The public draw"),
        _("Count"), _("Check"), _("Publish"),
    )  # fmt: skip


def _when(night: Night, place: int) -> datetime | None:
    kinds = {2: "round.closed", 3: "round.closed", 4: "draw.made", 5: "count.completed", 7: "result.published"}
    if place == 1:
        return night.round.closes_at
    if place == 6:  # noqa: PLR2004 - the check is in no entry of the log
        return night.check.at if night.check is not None else None
    line = night.lines.get(kinds[place])
    return line.at if line is not None else None


def _done_tag(night: Night, at: datetime | None) -> str:
    if at is None:
        return _("Done")
    same_day = at.astimezone(UK).date() == night.round.closes_at.astimezone(UK).date()
    return _("Done %(when)s") % {"when": time(at) if same_day else moment(at)}


def _done_text(night: Night, place: int) -> str:
    draw = night.lines.get("draw.made")
    checked = night.check.passed if night.check is not None else 0
    added = ngettext("One check code was added.", "%(num)s check codes were added, in mixed order.", night.last_votes)
    return {
        1: _("By itself, on the date two officers had agreed. Votes being sent at that moment still counted."),
        2: added % {"num": number(night.last_votes)} if night.last_votes else _("No vote was waiting."),
        3: _("All the balances below hold."),
        4: _("Drawn in public: %(seed)s") % {"seed": draw.entry["seed"] if draw is not None else ""},
        5: _("Each pot was counted, and its result was locked."),
        6: _("A second program checked everything: %(num)s checks passed.") % {"num": number(checked)},
        7: _("Residents can see the result."),
    }[place]


def _now_text(night: Night, place: int, act: ActView | None) -> str:
    if place == 4 and act is not None:  # noqa: PLR2004 - the draw
        said = _("Drawn in public: %(seed)s") % {"seed": act.arguments.get("seed", "")}
        return f"{said}. " + _("Check it against what was drawn. It settles ties.")
    return {
        2: _("No vote is taken any more. The last ones go into the public log now."),
        4: _("Draw numbers in public, where people can watch. They settle ties. Type what was drawn."),
        5: _("Takes a few seconds. Two officers start it."),
        6: _("A second program checks everything. It starts by itself within a minute."),
        7: _("Two officers. Residents see the result at once."),
    }.get(place, _later_text(night, place))


def _later_text(night: Night, place: int) -> str:
    return {
        1: _("By itself, at %(when)s. Nobody has to be here.") % {"when": moment(night.round.closes_at)},
        2: _("By itself. Check codes go into the public log in mixed order."),
        3: _("By itself. If a number is wrong, this page says which, and what to do."),
        4: _("Numbers drawn in public settle ties. Two officers enter them."),
        5: _("Takes a few seconds. Two officers start it."),
        6: _("A second program checks everything. Auditors get their files now."),
        7: _("Two officers. Residents see the result at once."),
    }[place]
