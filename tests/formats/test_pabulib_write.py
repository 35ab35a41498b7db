"""Writing Pabulib files: clean under the checker of Pabulib, read back as they were, what is lost is said."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pabulib.checker import Checker  # type: ignore[import-untyped]  # it ships no types

from pbvote.domain.rules import CountMethod
from pbvote.formats.ballot_file import BallotFile, FileProject, Voters, VoteType
from pbvote.formats.pabulib import parse_pabulib, read_pabulib
from pbvote.formats.pabulib_error import PabulibError
from pbvote.formats.pabulib_write import write_pabulib
from pbvote.formats.votes import Vote
from pbvote.formats.written import NoPlaceError
from pbvote.services.file_ballots import counted_pot, profile_of_file
from pbvote.tally.counting import count_profile
from tests.formats.small_files import META, PROJECTS, assert_same, grouped_file, small_file, tied_file


def errors_of(content: bytes) -> dict[str, Any]:
    """What Pabulib's own checker calls an error."""
    found = Checker().process_files([content.decode()])
    (one,) = [each for name, each in found.items() if name not in ("metadata", "summary")]
    errors: dict[str, Any] = one["results"]["errors"]
    return errors


def without(file: BallotFile, *names: str) -> BallotFile:
    return replace(file, voters=Voters.of({k: v for k, v in file.voters.table().items() if k not in names}))


@pytest.mark.parametrize("vote_type", list(VoteType))
def test_every_vote_type_is_clean_and_reads_back(vote_type: VoteType) -> None:
    file = small_file(vote_type)
    written = write_pabulib(file)
    assert errors_of(written.content) == {}
    assert written.lost == ()
    counted = parse_pabulib(written.content)
    assert [each.votes for each in counted.projects] == list(file.votes.supporters())
    bare = tuple(replace(each, votes=None, score=None) for each in counted.projects)
    assert_same(replace(counted, projects=bare), file)


def test_every_shared_file_is_clean_and_reads_back_without_age_and_sex(shared: Path) -> None:
    for path in sorted((shared / "data" / "pabulib").glob("*.pb")):
        file = read_pabulib(path)
        written = write_pabulib(file)
        again = parse_pabulib(written.content)
        assert_same(again, without(file, "age", "sex"))
        assert len(written.lost) == sum(name in file.voters.columns for name in ("age", "sex")), path.name
        assert write_pabulib(again).content == written.content
        if file.votes.total < 3_000:  # the checker is slow, above all where it counts equal shares again
            assert errors_of(re.sub(rb"\nrule;equalshares.*\n", b"\nrule;unknown\n", written.content)) == {}, path.name


def test_age_and_sex_are_never_written() -> None:
    file = small_file()
    told = Voters.of(
        {"voter_id": list("12345"), "age": list("12345"), "sex": list("MFMFM"), "voting_method": ["paper"] * 5}
    )
    written = write_pabulib(replace(file, voters=told))
    assert b"voter_id;vote;voting_method\n" in written.content
    assert [sentence for sentence in written.lost if "never written" in sentence] == list(written.lost)
    assert len(written.lost) == 2


def test_the_result_says_who_is_selected_and_the_true_rule() -> None:
    file = small_file()
    pot = counted_pot(file)
    result = count_profile(pot, profile_of_file(file), pot.ids, CountMethod("points-greedy"))
    content = write_pabulib(replace(file, meta=META | {"rule": "greedy"}), result).content
    again = parse_pabulib(content)
    assert {each.id for each in again.projects if each.selected} == set(result.funded)
    assert again.meta["rule"] == "unknown"
    assert "points-greedy, completion none" in again.meta["comment"]
    assert errors_of(content) == {}


def test_groups_limits_and_blank_ballots_stand_in_a_note() -> None:
    """The column district holds the group; blank ballots, which Pabulib does not take, are a number."""
    file = grouped_file()
    content = write_pabulib(file).content
    assert errors_of(content) == {}
    assert b"voter_id;vote;district\n" in content
    again = parse_pabulib(content)
    assert (again.limits, again.votes, again.meta) == (file.limits, file.votes, file.meta)

    blank = small_file(cast=[Vote((0,)), Vote(()), Vote((1,)), Vote(())])
    written = write_pabulib(blank)
    assert errors_of(written.content) == {}
    assert "2 blank ballots" in written.lost[0]
    again = parse_pabulib(written.content)
    assert (again.votes.total, again.votes.blank) == (4, 2)
    assert again.voters.table()["voter_id"] == ("v0", "v2", "", "")


def test_the_next_free_column_holds_the_groups() -> None:
    told = Voters.of({"voter_id": list("12345"), "district": ["North"] * 5})
    again = parse_pabulib(write_pabulib(replace(grouped_file(), voters=told)).content)
    assert again.limits.groups == grouped_file().limits.groups
    assert again.voters.table()["district"] == ("North",) * 5


def test_no_column_for_groups_is_refused() -> None:
    told = Voters.of({name: ["x"] * 5 for name in ("voter_id", "district", "neighborhood", "education")})
    with pytest.raises(NoPlaceError, match="No column of Pabulib is free"):
        write_pabulib(replace(grouped_file(), voters=told))


def test_ties_are_refused_and_not_broken() -> None:
    with pytest.raises(NoPlaceError, match="no place for ties"):
        write_pabulib(tied_file())


def test_more_voters_than_rows_can_be_are_refused() -> None:
    file = small_file()
    many = replace(file.votes, times=file.votes.times * 10**7, rows=None)
    with pytest.raises(NoPlaceError, match="too many"):
        write_pabulib(replace(file, votes=many))


def test_a_cell_that_no_reader_takes_is_refused() -> None:
    with pytest.raises(NoPlaceError, match="more than 130,000 signs"):
        write_pabulib(replace(small_file(), meta=META | {"comment": "#1: " + "x;" * 70_000}))


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"meta": {}}, "META needs country, which nobody told: Worldwide was written"),
        ({"meta": META | {"comment": "hand-made"}}, "META comment was given the number"),
        ({"meta": META | {"fully_funded": "1"}}, "META fully_funded was not written"),
        ({"meta": META | {"edition": ""}}, "keys of META without a value were not written"),
        ({"vote_type": VoteType.CUMULATIVE}, "META needs max_sum_points"),
        ({"projects": (FileProject("a", 0), FileProject("b", 100), FileProject("c", 200))}, "1 projects cost nothing"),
        ({"projects": tuple(FileProject(each, 9**9) for each in "abc")}, "3 projects cost more than the budget"),
        ({"projects": (FileProject("a", 100, votes=9), *PROJECTS[1:])}, "votes of 1 projects"),
        ({"projects": tuple(FileProject(each, 99999, selected=7) for each in "abc")}, "selected is 0 to 3"),
        ({"projects": (FileProject("a", 5000), *PROJECTS[1:])}, "the id was written"),
        ({"projects": (FileProject("a", 9**5, "A", about={"hue": "red"}), *PROJECTS[1:])}, "'hue' is unknown"),
        ({"projects": tuple(FileProject(each, 9**5, category="x, y") for each in "abc")}, "spaces between the items"),
        ({"voters": Voters.of({"voter_id": list("11234")})}, "all were numbered from 1"),
        ({"voters": Voters.of({"shoe": list("12345")})}, "'shoe' has no place"),
        ({"voters": Voters.of({"voting_method": ["paper", "", "paper", "paper", "paper"]})}, "has empty cells"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said(change: dict[str, Any], lost: str) -> None:
    file = replace(small_file(), **change)
    if file.vote_type is VoteType.CUMULATIVE:
        file = replace(small_file(VoteType.CUMULATIVE), meta=META)
    written = write_pabulib(file)
    assert any(lost in sentence for sentence in written.lost), written.lost
    assert parse_pabulib(written.content).votes.total == file.votes.total


def test_a_file_that_tells_nothing_is_clean_all_the_same() -> None:
    assert errors_of(write_pabulib(replace(small_file(), meta={})).content) == {}


def test_dates_of_other_formats_are_written_as_pabulib_does() -> None:
    content = write_pabulib(replace(small_file(), meta=META | {"date_begin": "2026-02-01"})).content
    assert parse_pabulib(content).meta["date_begin"] == "01.02.2026"
    assert errors_of(content) == {}


def test_a_withdrawn_project_keeps_its_mark() -> None:
    file = small_file()
    gone = replace(file.projects[2], cost=99999999900)
    content = write_pabulib(replace(file, projects=(*file.projects[:2], gone))).content
    assert b"\nc/7;999999999;" in content
    assert parse_pabulib(content).projects[2].is_withdrawn


def test_a_money_pot_for_everything_is_marked_as_fully_funded() -> None:
    content = write_pabulib(replace(small_file(), budget=10**8)).content
    assert errors_of(content) == {}
    assert parse_pabulib(content).meta["fully_funded"] == "1"


@pytest.mark.parametrize(
    ("note", "what"),
    [
        ("{", "line 1, column 2: this is not JSON"),
        ('{"colour": 1}', "$.colour: there is no key 'colour' here"),
        ('{"blank": -1}', "$.blank: -1 is not from 0"),
        ('{"group_column": "district"}', "groups and group_column belong together"),
        ('{"limits": {"groups": [{"id": "x", "part": "1/3"}]}, "group_column": "district"}', "must add up to 1"),
        ('{"limits": {"groups": [{"id": "x", "part": "1/1"}]}, "group_column": "district"}', "has no column district"),
    ],
)
def test_a_broken_note_is_refused(note: str, what: str) -> None:
    quoted = note.replace('"', '""')
    content = write_pabulib(replace(small_file(), meta=META | {"comment": "#1: fine"})).content.decode()
    with pytest.raises(PabulibError) as caught:
        parse_pabulib(content.replace("#1: fine", f'"#1: fine #2: pbvote {quoted}"').encode())
    assert str(caught.value).startswith("line ")
    assert what in str(caught.value)
