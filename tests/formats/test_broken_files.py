"""Broken files by the hundred: every reader gives a file with warnings or one error with its place, and never else.

The damage is invented from a seed, so that a failure can be had again: hundreds of files for each format, made of
good ones by cutting, flipping, swapping and doubling what is in them, and by what other programs put into files.
"""

import random
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pbvote.domain.errors import PbvoteError
from pbvote.formats.ballot_door import READERS, read_ballot_file, write_ballot_file
from pbvote.formats.ballot_file import BallotFile, BallotFileError, VoteType
from pbvote.formats.ballots_csv import parse_ballots_csv
from pbvote.formats.pabulib import _parsed, parse_pabulib
from pbvote.formats.pabulib_plain import NotPlainError
from pbvote.formats.votes import Vote
from tests.formats.small_files import grouped_file, put, small_file, tied_file
from tests.formats.test_ballots_csv import head_of

Damage = Callable[[bytes, random.Random], bytes]
FILES = [small_file(), grouped_file(), small_file(VoteType.APPROVAL), small_file(VoteType.SCORING), tied_file()]
BLANK = small_file(cast=[Vote((0,)), Vote(()), Vote((1,))])
EVIL = (
    b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\r\n", b"\n\n", b'"', b"'", b";", b",", b"{", b"}", b"[", b"]", b":",
    b"=1+1", b"@SUM(1)", b"-", b"+", b"#", b"\xe9", b"\xc3", b"\xed\xa0\x80", b"\xe2\x80\xae", b"e\xcc\x81", b"\t",
    b"\xc2\xa0", b"\x1c", b"\x85", b"0", b"-1", b"9" * 30, b"9" * 5000, b"1e9", b"1.5", b"NaN", b"true", b"null",
    b"META", b"PROJECTS\n", b"VOTES\n", b"\\u0000", b"\\", b"0 ", b"a" * 70_000, b"(", b")", b"/*", b"=",
)  # fmt: skip
PLACE = re.compile(r"(\.(meta|projects)\.csv, )?(line [0-9]+, column [0-9]+|limits|\$.*?): .")
SECONDS = 20
"""No small file may take longer, whatever is in it, also on a busy machine."""


def cut(raw: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(raw))
    return raw[:start] + raw[start + dice.choice((1, 2, 10, 100, len(raw))) :]


def flip(raw: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(raw)
    for _ in range(dice.choice((1, 1, 2, 8))):
        damaged[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def insert(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(EVIL) + raw[at:]


def swap_lines(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"\n".join(lines)


def double_line(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join(lines[: at + 1] + lines[at:])


def drop_line(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    del lines[dice.randrange(len(lines))]
    return b"\n".join(lines)


def change_cell(raw: bytes, dice: random.Random) -> bytes:
    cells = re.split(rb"([;,:\n \[\]{}])", raw)
    cells[dice.randrange(0, len(cells), 2)] = dice.choice((*EVIL, b"", *cells[::2]))
    return b"".join(cells)


def recode(raw: bytes, dice: random.Random) -> bytes:
    text = raw.decode()
    return dice.choice((text.encode("utf-16"), text.encode("utf-16-be"), text.encode("cp1252", "replace"),
                        raw.replace(b"\n", b"\r\n"), raw.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + raw))  # fmt: skip


DAMAGES: tuple[Damage, ...] = (cut, flip, insert, swap_lines, double_line, drop_line, change_cell, recode)


def damaged(raw: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        damage = dice.choice(DAMAGES)
        raw = damage(raw, dice) if damage is not recode or raw.isascii() else insert(raw, dice)
        raw = raw or b"\n"
    return raw


def check(file: BallotFile) -> None:
    """That a file that was read after all holds together and can be written and read again."""
    votes = file.votes
    assert votes.total == int(votes.times.sum()) == len(votes.by_voter())
    assert all(0 <= each <= len(file.projects) for each in votes.choices.flatten().tolist())
    again = parse_json_of(file)
    assert replace(again, warnings=()).votes == votes
    assert all("\n" not in sentence for sentence in file.warnings)


def parse_json_of(file: BallotFile) -> BallotFile:
    return READERS["json"](write_ballot_file(file, "json", "x").content, Path("x.json"))


def read_or_refused(raw: bytes, read: Callable[[bytes], BallotFile]) -> BallotFile | None:
    start, file, sentence = time.monotonic(), None, ""
    try:
        file = read(raw)
    except BallotFileError as error:
        sentence = str(error)
    assert time.monotonic() - start < SECONDS
    assert file or PLACE.match(sentence), sentence
    assert "\n" not in sentence
    assert len(sentence) < 500
    return file


@pytest.mark.parametrize("kind", ["pb", "json", "toi", "blt"])
def test_a_damaged_file_is_read_or_refused_with_its_place(kind: str) -> None:
    dice = random.Random(f"2026 {kind}")  # noqa: S311 - the same damage every time is the point
    read, refused = 0, 0
    for file in [*FILES, BLANK]:
        try:
            raw = write_ballot_file(file, kind, f"x.{kind}").content
        except PbvoteError:
            continue  # a format without ties or points
        for _ in range(150):
            found = read_or_refused(damaged(raw, dice), lambda each: READERS[kind](each, Path(f"alone.{kind}")))
            if found is None:
                refused += 1
            else:
                read += 1
                check(found)
    assert read > 50
    assert refused > 150


def test_damaged_ballots_in_csv_are_read_or_refused_with_their_place() -> None:
    dice = random.Random(2027)  # noqa: S311 - the same damage every time is the point
    for file in FILES:
        raw = write_ballot_file(file, "csv", "x").content
        for _ in range(100):
            found = read_or_refused(damaged(raw, dice), lambda each, file=file: parse_ballots_csv(each, head_of(file)))  # type: ignore[misc]  # a default fixes the loop's file
            if found is not None:
                check(found)


def test_damaged_tables_beside_a_csv_are_read_or_refused_with_their_name(tmp_path: Path) -> None:
    dice = random.Random(2028)  # noqa: S311 - the same damage every time is the point
    written = write_ballot_file(grouped_file(), "csv", "x")
    for number in range(150):
        end = dice.choice((".projects.csv", ".meta.csv"))
        beside = {**written.beside, end: damaged(written.beside[end], dice)}
        path = put(replace(written, beside=beside), tmp_path / f"{number}.csv")
        found = read_or_refused(b"", lambda _, path=path: read_ballot_file(path))  # type: ignore[misc]  # as above
        if found is not None:
            check(found)


def test_rows_at_once_and_rows_one_by_one_say_the_same() -> None:
    """The quick way of reading Pabulib is the slow one: the same file, warnings and errors, or it steps aside."""
    dice = random.Random(2029)  # noqa: S311 - the same damage every time is the point
    quick = 0
    for file in [*FILES[:-1], BLANK]:
        raw = write_ballot_file(file, "pb", "x.pb").content
        for _ in range(200):
            content = damaged(raw, dice)
            try:
                one = outcome(content, quick=True)
            except NotPlainError:
                continue
            quick += 1
            assert one == outcome(content, quick=False)
    assert quick > 100


def outcome(raw: bytes, *, quick: bool) -> object:
    try:
        file = _parsed(raw, quick=quick)
    except BallotFileError as error:
        return str(error)
    return file, file.voters.table(), [file.whereabouts.ballot(row) for row in range(len(file.votes.by_voter()))][:1]


@pytest.mark.parametrize("kind", ["pb", "json", "toi", "blt"])
@pytest.mark.parametrize(
    "byte", [b"a", b"1", b'"', b",", b"[", b"{", b"(", b" ", b"\n", b";", b"\\", b"-1 ", b"1 2 0\n", b"1: 1\n"]
)
def test_ten_million_bytes_of_one_kind_are_refused_in_seconds(kind: str, byte: bytes) -> None:
    raw = byte * (10_000_000 // len(byte))
    file = read_or_refused(raw, lambda each: READERS[kind](each, Path(f"alone.{kind}")))
    assert file is None or file.warnings


@pytest.mark.parametrize("kind", ["pb", "toi", "blt"])
def test_a_line_of_ten_million_bytes_in_a_good_file_is_read_or_refused_in_seconds(kind: str) -> None:
    raw = write_ballot_file(small_file(), kind, f"x.{kind}").content
    for filler in (b"x" * 10_000_000, b'"' + b"y" * 10_000_000, b"1," * 5_000_000, b"1 " * 5_000_000):
        lines = raw.split(b"\n")
        for at in (2, len(lines) - 3):
            content = b"\n".join([*lines[:at], lines[at] + filler, *lines[at + 1 :]])
            read_or_refused(content, lambda each: READERS[kind](each, Path(f"alone.{kind}")))


def test_nobody_is_dropped_unseen() -> None:
    """A row more or less is an error, and a blank one is counted and said."""
    raw = write_ballot_file(small_file(), "pb", "x.pb").content
    with pytest.raises(BallotFileError, match="META says 5, but the file has 6"):
        parse_pabulib(raw + b"v9;a,b\n")
    with pytest.raises(BallotFileError, match="META says 5, but the file has 4"):
        parse_pabulib(raw.replace(b"v1;c/7\n", b""))
    file = parse_pabulib(raw.replace(b"v1;c/7\n", b"v1;\n"))
    assert (file.votes.total, file.votes.blank) == (5, 1)
    assert "read as a blank ballot" in file.warnings[0]
