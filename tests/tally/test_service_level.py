"""Whom a set of funded projects serves."""

from collections.abc import Collection

from pbvote.domain.comparison import Unserved
from pbvote.tally.merging import merged
from pbvote.tally.prepared import prepare
from pbvote.tally.service_level import ServiceLevel
from tests.tally.examples import ballots_of, pot_of


def level(ballots: str, funded: Collection[str], **limits: object) -> tuple[int, int, Unserved | None]:
    """Served, first served, unserved, for projects A to D."""
    pot = pot_of(10, "A1 B1 C1 D1", **limits)
    found = ServiceLevel(prepare(pot, merged(ballots_of(ballots))), [pot.ids.index(each) for each in funded])
    return found.served, found.first_served, found.unserved


def test_any_place_serves() -> None:
    assert level("3*A>B>C, 2*D", "C") == (3, 0, Unserved("D", 2))


def test_one_of_several_tied_firsts_serves_first() -> None:
    assert level("3*A=B, 2*B>A", "A") == (5, 3, None)


def test_nothing_funded_serves_nobody() -> None:
    """All who rank a project are its unserved."""
    assert level("3*A>B, 2*B", "") == (0, 0, Unserved("B", 5))


def test_who_has_something_funded_is_not_unserved() -> None:
    """Four rank A, three of them have B."""
    assert level("3*A>B, A, 2*C", "B") == (3, 0, Unserved("C", 2))


def test_of_equals_the_first_of_the_pot_is_named() -> None:
    assert level("2*D, 2*C", "A")[2] == Unserved("C", 2)


def test_blank_ballots_and_removed_projects_are_nobodys_wish() -> None:
    """Two are blank; A was withdrawn, so those who want it alone share nothing that could be funded."""
    assert level("2*-, 3*A, B", "", withdrawn=frozenset("A")) == (0, 0, Unserved("B", 1))
    assert level("3*A", "", withdrawn=frozenset("A")) == (0, 0, None)
