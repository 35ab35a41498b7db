"""The money bar: one amount and the parts it went into, as whole hundredths of a per cent for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from pbvote.storage.queries.pages import ProjectView, projects
from pbvote.storage.queries.public_log import PublishedPot
from pbvote.web.language import _
from pbvote.web.presenters import money

COLOURS = 6
HUNDREDTHS = 10_000
ROOM_FOR_A_NUMBER = 450
"""A part narrower than 4.5 % has no room for its number on a phone; the list below has it anyway."""


@dataclass(frozen=True, slots=True)
class Part:
    """One project in the bar; positions are per cents as text."""

    number: int
    title: str
    amount: int
    colour: int
    x: str
    width: str
    middle: str
    wide: bool


@dataclass(frozen=True, slots=True)
class MoneyBar:
    """The bar, and the same in words."""

    amount: int
    left: int
    left_x: str
    parts: tuple[Part, ...]
    text: str
    left_name: str


def money_bar(amount: int, shares: Sequence[tuple[str, int]], left_name: str = "") -> MoneyBar:
    """How `amount` > 0 went to `shares` (title, pence); what is left over stands at the end, under `left_name`."""
    parts = []
    done = 0
    for place, (title, pence) in enumerate(shares):
        x, end = done * HUNDREDTHS // amount, (done + pence) * HUNDREDTHS // amount
        wide = end - x >= ROOM_FOR_A_NUMBER
        middle = per_cent((x + end) // 2)
        parts.append(Part(place + 1, title, pence, place % COLOURS + 1, per_cent(x), per_cent(end - x), middle, wide))
        done += pence
    said = [f"{title} {money(pence)}" for title, pence in shares]
    left = amount - done
    left_name = left_name or _("Left over")
    said += [_("%(name)s: %(amount)s") % {"name": left_name, "amount": money(left)}] if left else []
    left_x = per_cent(done * HUNDREDTHS // amount)
    return MoneyBar(amount, left, left_x, tuple(parts), ", ".join(said) + ".", left_name)


def bar_of_result(db: Session, published: PublishedPot) -> MoneyBar:
    """The bar of a pot's published result, in the order of funding."""
    pot = published.pot
    known = {project.id: project for project in projects(db, pot.round_id, pot.id)}
    return bar_of(pot.budget, [known[each] for each in published.result["funded"]])


def bar_of(budget: int, funded: Sequence[ProjectView]) -> MoneyBar:
    """The bar of these projects."""
    return money_bar(budget, [(project.title, project.cost) for project in funded])


def per_cent(hundredths: int) -> str:
    """`1033` as `10.33`, without a float."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}"
