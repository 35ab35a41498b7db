"""What people type, and what is made of it."""

from datetime import UTC, date, datetime, time

import pytest

from pbvote.web.board.answers import Answers, clock_of
from pbvote.web.forms import Form


def answers(**typed: str) -> Answers:
    return Answers(Form(tuple((name.replace("_", "-"), value) for name, value in typed.items())))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5pm", time(17)),
        ("9 am", time(9)),
        ("9:30AM", time(9, 30)),
        ("5.30pm", time(17, 30)),
        ("17:00", time(17)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12:05am", time(0, 5)),
        ("midday", time(12)),
        ("Midnight", time(0)),
        ("00:00", time(0)),
    ],
)
def test_times_as_people_write_them(written: str, meant: time) -> None:
    assert clock_of(written) == meant


@pytest.mark.parametrize(
    "written", ["", "5", "17", "25:00", "9:60", "0pm", "13pm", "5pmm", "\u0665pm", "five", "17:00:00", "-1:00"]
)
def test_what_is_no_time_or_could_be_two(written: str) -> None:
    assert clock_of(written) is None


@pytest.mark.parametrize(
    ("written", "pence"), [("9000", 900_000), ("£9,000", 900_000), (" 43.66 ", 4366), ("£ 1 000", 100_000), ("0.01", 1)]
)
def test_amounts(written: str, pence: int) -> None:
    read = answers(budget=written)
    assert (read.amount("budget", "Needed."), read.faults) == (pence, {})


@pytest.mark.parametrize("written", ["", "0", "-5", "nine", "1.234", "9e3", "£", "1" * 20])
def test_what_is_no_amount(written: str) -> None:
    read = answers(budget=written)
    assert (read.amount("budget", "Needed."), read.faults) == (0, {"budget": "Needed."})


def test_a_day() -> None:
    read = answers(on_day="15", on_month="03", on_year="2027")
    assert (read.day("on"), read.faults) == (date(2027, 3, 15), {})


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("", "", ""), ("31", "2", "2027"), ("1", "13", "2027"), ("x", "1", "2027"), ("1", "1", "99999999999")],
)
def test_what_is_no_day(day: str, month: str, year: str) -> None:
    read = answers(on_day=day, on_month=month, on_year=year)
    assert read.day("on") is None
    assert "on" in read.faults


def moment(day: str, month: str, year: str, clock: str) -> tuple[datetime | None, dict[str, str]]:
    read = answers(opens_day=day, opens_month=month, opens_year=year, opens_clock=clock)
    return read.moment("opens", "opens-clock", "Europe/London"), read.faults


def test_a_moment_by_the_clocks_of_the_place() -> None:
    assert moment("1", "7", "2027", "9am") == (datetime(2027, 7, 1, 8, tzinfo=UTC), {})


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (("28", "3", "2027", "1:30am"), "opens-clock", "no clock shows"),
        (("31", "10", "2027", "1:30am"), "opens-clock", "twice"),
        (("28", "3", "2027", "soon"), "opens-clock", "Write a time"),
        (("30", "2", "2027", "9am"), "opens", "Write a day"),
        (("31", "12", "9999", "9am"), "", ""),
    ],
)
def test_a_moment_that_cannot_be(typed: tuple[str, str, str, str], field: str, words: str) -> None:
    found, faults = moment(*typed)
    assert (found is None) == bool(field)
    assert words in faults.get(field, "")


def test_names_come_one_in_a_line() -> None:
    read = answers(wards=" Millgate \r\n\r\nDocks\nDocks\n")
    assert (read.names("wards", 60), read.faults) == (("Docks", "Millgate"), {})
    wrong = answers(wards=f"Docks\n{'x' * 61}\na\u202eb")
    assert wrong.names("wards", 60)
    assert "direction" in wrong.faults["wards"]


def test_numbers() -> None:
    assert answers(age="16").number("age", 0, 120) == 16
    assert answers(age="").number("age", 0, 120) is None
    for written in ("121", "-1", "1.5", "x", "9" * 30):
        wrong = answers(age=written)
        assert wrong.number("age", 0, 120) is None
        assert wrong.faults == {"age": "Write a number from 0 to 120."}


def test_texts() -> None:
    read = answers(title=" Cafe\u0301 ", empty="  ")
    assert (read.text("title", 10), read.text("empty", 10, "Say it."), read.text("gone", 10)) == ("Café", "", "")
    assert read.faults == {"empty": "Say it."}


def test_a_choice() -> None:
    read = answers(rule="other")
    read.choice("rule", ("a", "b"), "Choose one.")
    assert read.faults == {"rule": "Choose one."}


def test_of_two_fields_of_a_name_the_first_counts() -> None:
    assert Answers(Form((("a", "1"), ("a", "2")))).typed == {"a": "1"}
