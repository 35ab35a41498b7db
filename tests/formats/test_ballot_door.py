"""Every format by its name: what is written reads back, and what a format cannot keep is said or refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from pbvote.domain.errors import PbvoteError
from pbvote.formats.ballot_door import FORMATS, UnknownFormatError, format_of, read_ballot_file, write_ballot_file
from pbvote.formats.ballot_file import BallotFile, PotLimits, UnreadableFileError, Voters, VoteType
from pbvote.formats.pabulib import read_pabulib
from pbvote.formats.votes import Vote
from pbvote.formats.written import NoPlaceError
from pbvote.services.file_ballots import ballots_of, counted_pot
from tests.formats.small_files import assert_same, grouped_file, put, read_back, small_file, tied_file

FILES = {
    **{str(vote_type): small_file(vote_type) for vote_type in VoteType},
    "groups": grouped_file(),
    "ties": tied_file(),
    "blank": small_file(cast=[Vote((0,)), Vote(()), Vote((1,)), Vote(())]),
    "nobody": small_file(cast=[]),
    "only blank": small_file(cast=[Vote(())]),
    "blank points": small_file(VoteType.SCORING, [Vote(())]),
}


def counts(file: BallotFile) -> BallotFile:
    """The file as it is when it only says how many cast each ballot."""
    return replace(file, votes=replace(file.votes, rows=None), voters=Voters())


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
@pytest.mark.parametrize("kind", ["json", "csv"])
def test_json_and_csv_keep_everything(kind: str, file: BallotFile, tmp_path: Path) -> None:
    for each in (file, counts(file)):
        written = write_ballot_file(each, kind, "votes")
        again = read_back(written, tmp_path / f"votes.{kind}")
        assert_same(again, each)
        assert (written.lost, again.warnings) == ((), ())


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
@pytest.mark.parametrize("kind", ["soi", "toi", "blt"])
def test_preflib_and_blt_keep_a_count(kind: str, file: BallotFile, tmp_path: Path) -> None:
    """The pot and how many cast each ballot; groups are lost and said; points and ties where there are none refused."""
    has_ties = file.votes.places is not None or (file.vote_type is VoteType.APPROVAL and file.longest_ballot > 1)
    if file.vote_type.gives_points or (kind == "soi" and has_ties):
        with pytest.raises(NoPlaceError, match=r"\."):
            write_ballot_file(file, kind, "votes")
        return
    written = write_ballot_file(file, kind, f"votes.{kind}")
    again = read_back(written, tmp_path / f"votes.{kind}")
    bare = replace(file.limits, groups=(), min_group=PotLimits().min_group, max_ratio=PotLimits().max_ratio)
    plain = replace(file, limits=bare, votes=replace(file.votes, group_of=None))
    assert counted_pot(again) == counted_pot(plain)
    assert ballots_of(again) == ballots_of(plain)
    assert (again.projects, again.meta, again.vote_type) == (file.projects, file.meta, file.vote_type)
    assert any("voter groups" in sentence for sentence in written.lost) == bool(file.limits.groups)
    assert "the order of the voters" in written.lost[0]
    assert again.warnings == ()
    third = write_ballot_file(again, kind, f"votes.{kind}")
    assert third.content == written.content
    assert all("seats" in sentence for sentence in third.lost)


def test_every_shared_file_counts_alike_in_every_format_that_takes_it(shared: Path, tmp_path: Path) -> None:
    kept = 0
    for path in sorted((shared / "data" / "pabulib").glob("*.pb")):
        file = read_pabulib(path)
        if file.votes.total > 2_000:
            continue
        for kind in FORMATS:
            try:
                written = write_ballot_file(file, kind, f"votes.{kind}")
            except NoPlaceError:
                continue
            again = read_back(written, tmp_path / f"{path.stem}.{kind}")
            assert ballots_of(again) == ballots_of(file), (path.name, kind)
            assert counted_pot(again) == counted_pot(file), (path.name, kind)
            kept += 1
    assert kept > 70


def test_a_name_that_ends_in_no_format_is_refused_for_writing_and_read_as_pabulib(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"ends in none of \.pb, \.json"):
        format_of(Path("votes.xls"))
    path = put(write_ballot_file(small_file(), "pb", "x"), tmp_path / "votes")
    assert read_ballot_file(path).votes.total == 5


@pytest.mark.parametrize("name", ["missing.pb", "missing.json", "folder.soi", "a\0b.blt", "alone.csv"])
def test_what_cannot_be_opened_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.soi").mkdir()
    (tmp_path / "alone.csv").write_text("ballot,choice_1\n1,a\n")
    with pytest.raises(UnreadableFileError, match=r"cannot be read|needs .*alone\.projects\.csv"):
        read_ballot_file(tmp_path / name)


@pytest.mark.parametrize(
    ("end", "old", "new", "sentence"),
    [
        (
            ".meta.csv",
            "vote_type,ordinal",
            "vote_type,guess",
            ".meta.csv, line 2, column 2: vote_type: 'guess' is none",
        ),
        (".meta.csv", "vote_type,ordinal\r\n", "", ".meta.csv, line 1, column 1: the table has no key vote_type"),
        (".meta.csv", "1040.05", "-1", ".meta.csv, line 3, column 2: budget: '-1' is not an amount"),
        (".meta.csv", "1040.05", "0", ".meta.csv, line 3, column 2: budget: the budget must be above zero"),
        (
            ".meta.csv",
            "max_length,3",
            "max_length,3.0",
            ".meta.csv, line 4, column 2: max_length: '3.0' is not a whole",
        ),
        (".meta.csv", "unit,Town", "country,Town", "key: the key 'country' stands here a second time"),
        (".meta.csv", "unit,Town", ",Town", "key: a key is missing"),
        (".meta.csv", "unit,Town", "limits,[]", "limits: $: an object is needed here, not a list"),
        (".meta.csv", "unit,Town", 'limits,"{""quorum"": true}"', "limits: $.quorum: a whole number is needed"),
        (
            ".meta.csv",
            "unit,Town",
            'limits,"{""conflicts"": [[""a"",""z""]]}"',
            ".meta.csv, line 7, column 2: limits: A conflict",
        ),
        (".projects.csv", "a,40,", "a,forty,", ".projects.csv, line 2, column 2: cost: 'forty' is not an amount"),
        (".projects.csv", "b,60.50,", "a,60.50,", "line 3, column 1: project_id: the project 'a' stands here a second"),
        (".projects.csv", "b,60.50,", ",60.50,", "line 3, column 1: project_id: the id '' is empty"),
        (".projects.csv", "cost", "price", ".projects.csv, line 1, column 1: the file has no column cost"),
    ],
)
def test_tables_beside_are_refused_with_name_line_and_column(
    end: str, old: str, new: str, sentence: str, tmp_path: Path
) -> None:
    path = put(write_ballot_file(small_file(), "csv", "votes"), tmp_path / "votes.csv")
    table = path.with_suffix(end)
    content = table.read_bytes().decode()
    assert old in content
    table.write_bytes(content.replace(old, new, 1).encode())
    with pytest.raises(PbvoteError) as caught:
        read_ballot_file(path)
    assert sentence in str(caught.value)


def test_a_file_from_elsewhere_is_an_election_or_what_tables_beside_it_tell(tmp_path: Path) -> None:
    """A program for elections wrote it: one unit a project; costs and budget can be told beside it."""
    path = tmp_path / "votes.blt"
    path.write_text('3 2\n2 1 2 0\n1 3 0\n0\n"A"\n"B"\n"C"\n"Board"\n')
    file = read_ballot_file(path)
    assert (file.budget, [each.cost for each in file.projects]) == (200, [100, 100, 100])
    assert "the file tells no costs" in file.warnings[0]
    put(replace(write_ballot_file(small_file(), "csv", "votes"), content=path.read_bytes()), path)
    file = read_ballot_file(path)
    assert (file.budget, [each.id for each in file.projects]) == (104005, ["a", "b", "c/7"])
    assert file.warnings == ()


def test_a_bundle_is_not_taken_for_a_pabulib_file(tmp_path: Path) -> None:
    path = tmp_path / "auditor.zip"
    path.write_bytes(b"PK")
    with pytest.raises(UnreadableFileError, match=r"'auditor\.zip' is no ballot file.*pbvote convert"):
        read_ballot_file(path)
