"""Who may vote in a pot, what a pot may be, and which rankings it takes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.errors import (
    PbvoteError,
    RankingRefusedError,
    RoundSetUpError,
    TooManyChoicesError,
    UnknownProjectError,
)
from pbvote.domain.pot import MOST_PENCE, Electorate, Pot, Project, check_ranking
from pbvote.domain.rules import UnknownMethodError

POT = Pot("youth", "Young people’s pot", 1000, (Project("bike", "Bikes", "", 600), Project("quiet", "Quiet", "", 500)))
YOUNG = Electorate(11, 19, date(2027, 3, 1))


@pytest.mark.parametrize(
    ("born", "admitted"),
    [
        (date(2016, 3, 1), True),
        (date(2016, 3, 2), False),
        (date(2007, 3, 2), True),
        (date(2007, 3, 1), False),
        (date(2008, 2, 29), True),
        (None, False),
    ],
)
def test_age_in_whole_years_on_the_day(born: date | None, admitted: bool) -> None:  # noqa: FBT001 - a column of the table
    assert YOUNG.admits(born, "Millgate") is admitted


def test_a_leapling_has_a_birthday_every_year() -> None:
    """Born on 29 February: eleven on 1 March of a common year."""
    assert Electorate(11, None, date(2027, 3, 1)).admits(date(2016, 2, 29), None)
    assert not Electorate(11, None, date(2027, 2, 28)).admits(date(2016, 2, 29), None)


def test_wards() -> None:
    wards = Electorate(wards=("Docks", "Millgate"))
    assert wards.admits(None, "Docks")
    assert not wards.admits(None, "Hill")
    assert not wards.admits(date(1980, 1, 1), None)
    assert Electorate().admits(None, None)


def test_classes_of_members() -> None:
    """A pot for tenants takes tenants; a member of no class has a vote only where no class is named."""
    tenants = Electorate(classes=("tenant", "leaseholder"))
    assert tenants.admits(None, None, "tenant")
    assert not tenants.admits(None, None, "Tenant")
    assert not tenants.admits(None, None)
    assert Electorate().admits(None, None, "tenant")
    assert not Electorate(wards=("Docks",), classes=("tenant",)).admits(None, "Hill", "tenant")


@pytest.mark.parametrize("names", [("Docks", "Docks"), ("Cafe\u0301",), ("a\0b",)])
def test_wards_and_classes_are_named_once_and_plainly(names: tuple[str, ...]) -> None:
    """Or the frozen round could not be read back by the verifier."""
    for electorate in (Electorate(wards=names), Electorate(classes=names)):
        with pytest.raises(RoundSetUpError):
            replace(POT, electorate=electorate)


def test_an_age_without_a_day_admits_nobody() -> None:
    assert not Electorate(from_age=11).admits(date(1980, 1, 1), None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "Youth"},
        {"id": "1st"},
        {"id": "a" * 41},
        {"id": "youth\n"},
        {"budget": 0},
        {"budget": -5},
        {"budget": MOST_PENCE + 1},
        {"max_ranks": 0},
        {"max_ranks": 11},
        {"projects": ()},
        {"groups": ()},
        {"groups": ("all", "all")},
        {"groups": ("All",)},
        {"minimum_supporters": -1},
        {"quorum": -1},
        {"conflicts": (("bike",),)},
        {"conflicts": (("bike", "bike"),)},
        {"conflicts": (("bike", "boat"),)},
        {"title": "Cafe\u0301"},
        {"title": "a\0b"},
        {"title": "Young\u202eelpoep"},
        {"title": "two\nlines"},
        {"blurb": "a\u2066b"},
        {"electorate": Electorate(wards=("Mill\u202agate",))},
        {"electorate": Electorate(classes=("a\0b",))},
    ],
    ids=repr,
)
def test_a_pot_that_cannot_be_set_up(wrong: dict[str, object]) -> None:
    with pytest.raises(RoundSetUpError):
        replace(POT, **wrong)  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "most-votes"},
        {"rule": "points-greedy"},
        {"rule": "expanding-approvals", "completion": "none"},
        {"rule": "equal-shares-cost"},
        {"completion": "all"},
        {"share_step": 0},
    ],
    ids=repr,
)
def test_a_rule_that_does_not_exist_or_go_together(wrong: dict[str, object]) -> None:
    """Found when the pot is set up, not on the night of the count."""
    with pytest.raises(UnknownMethodError):
        replace(POT, **wrong)  # type: ignore[arg-type] # fields by name


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": " bike"},
        {"id": "bike "},
        {"id": "a,b"},
        {"id": "a;b"},
        {"id": "a\nb"},
        {"id": "a" * 65},
        {"id": "cafe\u0301"},
        {"cost": 0},
        {"cost": -1},
        {"cost": 1001},
        {"summary": "a\0b"},
        {"summary": "two\nlines"},
        {"title": "Bike\u202edehs"},
        {"body": "a\u2069b"},
        {"body": "a\0b"},
        {"theme": "a\u2067b"},
        {"ward": "a\u202bb"},
        {"proposer": "a\u202db"},
        {"picture": "bike.jpg"},
        {"picture": "bike.jpg", "picture_alt": "a\u202cb"},
    ],
    ids=repr,
)
def test_a_project_that_cannot_be_set_up(wrong: dict[str, object]) -> None:
    with pytest.raises(RoundSetUpError):
        replace(POT, projects=(replace(POT.projects[0], **wrong),))  # type: ignore[arg-type] # fields by name


def test_two_projects_of_one_id() -> None:
    with pytest.raises(RoundSetUpError):
        replace(POT, projects=(POT.projects[0], POT.projects[0]))


def test_ids_of_one_sign_and_of_sixty_four() -> None:
    replace(POT, projects=tuple(Project(name, "T", "", 1000) for name in ("a", "a" * 64, "Ä b/c-1")))


@pytest.mark.parametrize(
    ("ranking", "error"),
    [
        (("bike", "bike"), RankingRefusedError),
        (("boat",), UnknownProjectError),
        (("",), UnknownProjectError),
        (("bike", "quiet", "games"), TooManyChoicesError),
    ],
)
def test_rankings_that_are_refused(ranking: tuple[str, ...], error: type[PbvoteError]) -> None:
    with pytest.raises(error):
        check_ranking(ranking, {"bike", "quiet", "games"}, 2)


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "x"]), max_size=6), st.integers(1, 4))
def test_a_ranking_is_taken_as_it_is_or_not_at_all(ranking: list[str], most: int) -> None:
    """Distinct projects of the ballot, at most so many; never repaired."""
    good = len(ranking) <= most and len(set(ranking)) == len(ranking) and "x" not in ranking
    if good:
        assert check_ranking(ranking, set("abcd"), most) == tuple(ranking)
    else:
        with pytest.raises((RankingRefusedError, UnknownProjectError)):
            check_ranking(ranking, set("abcd"), most)
