import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.money import LARGEST_AMOUNT, AmountError, format_amount, format_pounds, parse_amount


@pytest.mark.parametrize(
    ("text", "minor"),
    [("2572946.76", 257294676), ("0", 0), ("0.5", 50), ("12.05", 1205), ("007", 700), ("90071992547409.91", 2**53 - 1)],
)
def test_an_amount_is_read_exactly(text: str, minor: int) -> None:
    assert parse_amount(text) == minor


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "1.", ".5", "1.234", "1,5", "1_000", "-1", "+1", "1e3", "0x10", "nan", "inf", "٤", "1\n", "£5"],
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="is not an amount"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["90071992547409.92", "999999999999999999"])
def test_an_amount_beyond_what_readers_keep_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="too large"):
        parse_amount(text)


@given(st.integers(0, LARGEST_AMOUNT))
def test_what_is_written_is_read_back(minor: int) -> None:
    assert parse_amount(format_amount(minor).replace(",", "")) == minor


@pytest.mark.parametrize(
    ("pence", "text"),
    [(900000, "£9,000"), (4366, "£43.66"), (5, "£0.05"), (0, "£0"), (-500, "-£5"), (123456789, "£1,234,567.89")],
)
def test_pounds_are_written_for_people(pence: int, text: str) -> None:
    assert format_pounds(pence) == text
