"""What two officers see of a list of changes before they agree to it: numbers, and the names of a short list."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from pbvote.storage.queries.acts import ActView
from pbvote.storage.queries.pages import PotView, round_view
from pbvote.storage.queries.roll_lists import (
    ChangeView,
    ListView,
    entitled_by_group,
    entitled_by_pot,
    lines_of,
    list_view,
)
from pbvote.web.language import _
from pbvote.web.presenters import number

MOST_NAMES = 10
"""A list of so many people is shown by name; a longer one is read on its own page."""


def roll_rows(db: Session, act: ActView) -> tuple[tuple[str, str], ...]:
    """The rows of the act "change the roll"."""
    given = act.arguments.get("list", "")
    listed = list_view(db, act.round_id or "", int(given)) if given.isascii() and given.isdigit() else None
    if listed is None:
        return ((_("List"), _("is not there any more")),)
    people = lines_of(db, listed.number, 1) if listed.lines <= MOST_NAMES else []
    comes = [each for each in people if not each.is_removal]
    leaves = [each for each in people if each.is_removal]
    rows = ((_("Added"), _said(listed.added, comes)), (_("Taken off"), _said(listed.removed, leaves)))
    return (*rows, (_("In each pot"), _pots(listed)))


def sealed_rows(db: Session, act: ActView) -> tuple[tuple[str, str], ...]:
    """The rows of the act "seal the roll": how many may vote in each pot, which is what goes into the log."""
    present = round_view(db, act.round_id or "")
    entitled, by_group = entitled_by_pot(db, present.id), entitled_by_group(db, present.id)
    return tuple(
        (_("May vote: %(pot)s") % {"pot": pot.title}, _with_groups(pot, entitled.get(pot.id, 0), by_group))
        for pot in present.pots
    )


def _with_groups(pot: PotView, entitled: int, by_group: Mapping[tuple[str, str], int]) -> str:
    """How many may vote, and where groups share the voting money how many of each."""
    groups = pot.shares.groups if pot.shares else ()
    each = ", ".join(f"{group.title}: {number(by_group.get((pot.id, group.id), 0))}" for group in groups)
    return f"{number(entitled)} ({each})" if each else number(entitled)


def _said(count: int, people: list[ChangeView]) -> str:
    return f"{number(count)}: {', '.join(each.name for each in people)}" if people else number(count)


def _pots(listed: ListView) -> str:
    words = _("%(pot)s: %(added)s added, %(removed)s taken off")
    return "; ".join(words % {"pot": pot.title, "added": pot.added, "removed": pot.removed} for pot in listed.pots)
