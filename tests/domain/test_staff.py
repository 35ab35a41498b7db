"""Names of the staff."""

import pytest

from pbvote.domain.staff import StaffNameError, check_staff_name, is_same_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mei Tran", "Mei Tran"),
        ("  Mei \t Tran ", "Mei Tran"),
        ("Jose\u0301 Nun\u0303ez", "José Nuñez"),
        ("Siân O’Brien-Ẹ", "Siân O’Brien-Ẹ"),
        ("李小龙", "李小龙"),
        ("x" * 80, "x" * 80),
    ],
)
def test_names_of_people_are_taken(typed: str, kept: str) -> None:
    assert check_staff_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "  ", "x" * 81, "Mei\u202eTran", "Mei\u2066Tran", "Mei\u200bTran", "Mei\x00", "Mei\x1b[31m", "\ud800"]
)
def test_a39_a_name_that_hides_or_turns_letters_is_refused(typed: str) -> None:
    with pytest.raises(StaffNameError):
        check_staff_name(typed)


@pytest.mark.parametrize(("one", "other"), [("Mei Tran", "MEI  TRAN"), ("José", "Jose"), ("O’Brien", "O'Brien")])
def test_the_same_name_to_a_reader(one: str, other: str) -> None:
    assert is_same_name(one, other)


def test_another_name() -> None:
    assert not is_same_name("Mei Tran", "Mai Tran")
