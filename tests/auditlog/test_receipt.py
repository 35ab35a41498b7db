from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.note import BrokenNoteError, NoteError, UnsignedNoteError, sign_note, verifier_key_of
from pbvote.auditlog.receipt import (
    MalformedReceiptError,
    OtherReceiptKeyError,
    Receipt,
    make_receipt,
    parse_receipt,
    receipt_key_name,
    render_receipt,
    verify_receipt,
)

ORIGIN = "vote.example.coop/log/1"
SEED = bytes(32)
KEY = verifier_key_of(receipt_key_name(ORIGIN), SEED)
RECEIPT = Receipt(ORIGIN, "spring-2027", "youth", "7c" * 32, "2027-03-15T17:00:00Z")
RAW = make_receipt(RECEIPT, SEED)
LINES = render_receipt(RECEIPT).split("\n")[:-1]


def test_a_receipt_is_six_lines() -> None:
    expected = ["pbvote/receipt/v1", ORIGIN, "spring-2027", "youth", "7c" * 32, "2027-03-15T17:00:00Z"]
    assert expected == LINES


def test_a_receipt_is_read_back_and_verifies() -> None:
    assert RECEIPT == parse_receipt(RAW) == verify_receipt(RAW, KEY)


def test_a_receipt_names_the_receipt_key_and_not_the_logs() -> None:
    assert f"— {ORIGIN}/receipt ".encode() in RAW
    with pytest.raises(UnsignedNoteError):
        verify_receipt(RAW, verifier_key_of(ORIGIN, SEED))


def test_a_receipt_of_another_log_is_told_apart() -> None:
    """Signed by this log's receipt key, but its text promises for another log."""
    text = render_receipt(replace(RECEIPT, origin="vote.example.coop/log/2"))
    with pytest.raises(OtherReceiptKeyError):
        verify_receipt(sign_note(text, KEY.name, SEED), KEY)


@pytest.mark.parametrize(
    ("old", "new"),
    [("spring-2027", "spring-2028"), ("youth", "wards"), ("7c7c", "7c7d"), ("15T17", "16T17"), ("/1\n", "/2\n")],
)
def test_a_changed_receipt_is_refused(old: str, new: str) -> None:
    with pytest.raises(BrokenNoteError):
        verify_receipt(RAW.replace(old.encode(), new.encode(), 1), KEY)


@given(st.integers(0, len(RAW) - 1), st.integers(0, 7))
def test_one_flipped_bit_of_a_receipt_is_refused(at: int, bit: int) -> None:
    changed = bytearray(RAW)
    changed[at] ^= 1 << bit
    with pytest.raises(NoteError):
        verify_receipt(bytes(changed), KEY)


@pytest.mark.parametrize(
    "lines",
    [
        LINES[1:],
        LINES[:5],
        [*LINES, "more"],
        [*LINES, ""],
        ["", *LINES],
        ["pbvote/receipt/v2", *LINES[1:]],
        [*LINES[:5], "in-log-by 2027-03-15T17:00:00Z"],
    ],
)
def test_another_number_or_order_of_lines_is_refused(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    with pytest.raises(MalformedReceiptError):
        verify_receipt(sign_note(text, KEY.name, SEED), KEY)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("origin", ""),
        ("origin", "a b"),
        ("origin", "a+b"),
        ("round_id", ""),
        ("round_id", "Spring"),
        ("round_id", "1spring"),
        ("round_id", "a" * 41),
        ("pot_id", "youth\n"),
        ("pot_id", "jeunesse-été"),
        ("commitment", "7C" * 32),
        ("commitment", "7c" * 31),
        ("commitment", "7c" * 33),
        ("commitment", ""),
        ("in_log_by", "2027-03-15T17:00:00+00:00"),
        ("in_log_by", "2027-03-15T17:00:00"),
        ("in_log_by", "2027-03-15 17:00:00Z"),
        ("in_log_by", "2027-02-30T17:00:00Z"),
        ("in_log_by", "2027-03-15T24:00:00Z"),
        ("in_log_by", "2027-03-15T17:00:60Z"),
        ("in_log_by", "2027-03-15T17:00:00.5Z"),
    ],
)
def test_a_receipt_with_a_malformed_line_cannot_be_made(field: str, value: str) -> None:
    with pytest.raises(MalformedReceiptError):
        replace(RECEIPT, **{field: value})
