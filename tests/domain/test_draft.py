"""Names, first dates, and what a project must say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.draft import LONGEST_BODY, ProjectWords, faults_of, proposed_schedule, slug_of
from pbvote.domain.pot import SLUG

SHED = ProjectWords("Bike repair shed", "Mend your bike.", 900_000, body="One.\n\n- two")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Spring 2027", "spring-2027"),
        ("  Young people’s pot! ", "young-peoples-pot"),
        ("Cafés & pubs", "cafes-pubs"),
        ("2027", "round-2027"),
        ("東京", "round"),
        ("a" * 60, "a" * 40),
        ("x" * 39 + " y", "x" * 39),
    ],
)
def test_a_name_from_a_title(title: str, name: str) -> None:
    assert slug_of(title, (), "round") == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert slug_of("Spring", ("spring", "spring-2"), "round") == "spring-3"
    assert slug_of("a" * 60, ("a" * 40,), "round") == "a" * 36 + "-2"


@given(st.text(), st.integers(0, 12))
def test_every_title_gives_a_name_that_is_free(title: str, number: int) -> None:
    taken: list[str] = []
    for _ in range(number + 1):
        taken.append(slug_of(title, taken, "pot"))
    assert len(set(taken)) == len(taken)
    assert all(SLUG.fullmatch(name) for name in taken)


@pytest.mark.parametrize("day", range(0, 370, 5))
def test_the_first_dates_can_always_stand(day: int) -> None:
    """Also in the weeks in which the clocks change."""
    now = datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    schedule = proposed_schedule(now, "Europe/London")
    opens = schedule.opens_at.astimezone(ZoneInfo("Europe/London"))
    assert (opens.weekday(), opens.hour, opens.minute) == (0, 9, 0)
    assert schedule.closes_at.astimezone(ZoneInfo("Europe/London")).hour == 17
    assert schedule.opens_at - now > timedelta(days=40)


def test_a_whole_project_has_no_fault() -> None:
    assert faults_of(SHED, 1_000_000) == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 81}, "title"),
        ({"title": "Bike\u202edehs"}, "title"),
        ({"summary": ""}, "summary"),
        ({"summary": "a" * 161}, "summary"),
        ({"summary": "a\nb"}, "summary"),
        ({"cost": 0}, "cost"),
        ({"cost": 1_000_001}, "cost"),
        ({"body": "a" * (LONGEST_BODY + 1)}, "body"),
        ({"body": "a\0b"}, "body"),
        ({"theme": "\u2066"}, "theme"),
        ({"ward": "a" * 61}, "ward"),
        ({"proposer": "a\tb"}, "proposer"),
    ],
    ids=repr,
)
def test_what_cannot_stand_is_named_by_its_field(wrong: dict[str, object], field: str) -> None:
    assert list(faults_of(replace(SHED, **wrong), 1_000_000)) == [field]  # type: ignore[arg-type] # fields by name


def test_every_fault_is_found_at_once() -> None:
    assert set(faults_of(ProjectWords("", "", 0), 100)) == {"title", "summary", "cost"}
