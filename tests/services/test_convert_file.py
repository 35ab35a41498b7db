"""Converting ballot files: all files or none, nothing overwritten, everything lost is said."""

from pathlib import Path

import pytest

from pbvote.domain.rules import UnknownMethodError
from pbvote.formats.ballot_door import UnknownFormatError, read_ballot_file, write_ballot_file
from pbvote.services.convert_file import (
    ConvertFile,
    FileExistsAlreadyError,
    NoFormatError,
    NothingToMarkError,
    UnknownMetaError,
    convert_file,
)
from pbvote.services.file_ballots import ballots_of
from tests.formats.small_files import grouped_file, put, small_file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return put(write_ballot_file(small_file(), "pb", "in.pb"), tmp_path / "in.pb")


def test_it_works(source: Path) -> None:
    target = source.with_name("out.json")
    assert convert_file(ConvertFile(source, target)) == ()
    assert read_ballot_file(target).votes == read_ballot_file(source).votes


def test_every_loss_is_said(source: Path) -> None:
    assert "the order of the voters" in " ".join(convert_file(ConvertFile(source, source.with_name("out.soi"))))


def test_what_is_there_is_kept_and_nothing_is_written(source: Path) -> None:
    """Also where only a table beside the target is there."""
    target = source.with_name("out.csv")
    table = target.with_suffix(".meta.csv")
    table.write_text("mine")
    with pytest.raises(FileExistsAlreadyError, match=r"'out\.meta\.csv' is there already"):
        convert_file(ConvertFile(source, target))
    assert not target.exists()
    assert table.read_text() == "mine"
    convert_file(ConvertFile(source, target, may_overwrite=True))
    assert ballots_of(read_ballot_file(target)) == ballots_of(read_ballot_file(source))


def test_the_format_is_the_end_of_the_name_or_told(source: Path) -> None:
    target = source.with_name("votes.txt")
    with pytest.raises(UnknownFormatError, match=r"'votes\.txt' is no ballot file"):
        convert_file(ConvertFile(source, target))
    with pytest.raises(NoFormatError, match=r"--to takes one of pb, json, csv, .*, not 'xls'"):
        convert_file(ConvertFile(source, target, kind="xls"))
    convert_file(ConvertFile(source, target, kind=".BLT"))
    assert target.read_text().startswith("3 2\n")


def test_a_rule_is_not_counted_for_nothing(source: Path) -> None:
    """Only Pabulib says who is selected; another file would leave the count out without a word."""
    target = source.with_name("out.json")
    with pytest.raises(NothingToMarkError, match=r"leave --rule out for \.json"):
        convert_file(ConvertFile(source, target, rule="points-greedy"))
    assert not target.exists()


def test_meta_that_nobody_told_can_be_told(tmp_path: Path) -> None:
    source = put(write_ballot_file(small_file(), "json", "in.json"), tmp_path / "in.json")
    target = tmp_path / "out.pb"
    convert_file(ConvertFile(source, target, meta={"country": "Chile", "language": " es "}))
    meta = read_ballot_file(target).meta
    assert (meta["country"], meta["language"]) == ("Chile", "es")
    with pytest.raises(UnknownMetaError, match="budget is told by the ballots"):
        convert_file(ConvertFile(source, target, meta={"budget": "7"}, may_overwrite=True))


def test_a_rule_says_who_is_selected(source: Path) -> None:
    target = source.with_name("out.pb")
    convert_file(ConvertFile(source, target, rule="points-greedy"))
    assert [each.selected for each in read_ballot_file(target).projects] == [1, 1, 0]
    with pytest.raises(UnknownMethodError, match="guess"):
        convert_file(ConvertFile(source, target, rule="guess", may_overwrite=True))


def test_groups_go_through_every_format_that_has_a_place_for_them(tmp_path: Path) -> None:
    path = put(write_ballot_file(grouped_file(), "json", "0.json"), tmp_path / "0.json")
    for number, kind in enumerate(("pb", "csv", "json"), 1):
        path, before = tmp_path / f"{number}.{kind}", path
        assert convert_file(ConvertFile(before, path)) == ()
    assert ballots_of(read_ballot_file(path)) == ballots_of(grouped_file())
    assert read_ballot_file(path).limits == grouped_file().limits
