"""Reading Pabulib files: what is taken, what is repaired and said, what is refused with line and column."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pbvote.formats.ballot_file import BallotFile, UnreadableFileError, VoteType
from pbvote.formats.pabulib import parse_pabulib, read_pabulib
from pbvote.formats.pabulib_error import PabulibError

GOOD = """\
META
key;value
description;A small vote
num_projects;3
num_votes;4
budget;100
vote_type;ordinal
max_length;3
PROJECTS
project_id;cost;votes;score;name;category;selected
a;40;3;8;Bike shed;sport;1
b;60.5;2;3;Quiet room;;0
c;10.05;1;1;Drums;culture;0
VOTES
voter_id;vote
1;a,b
2;a
3;b,a,c
4;a
"""


def read(text: str) -> BallotFile:
    return parse_pabulib(text.encode())


def refused(text: str) -> str:
    with pytest.raises(PabulibError) as caught:
        read(text)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_it_works() -> None:
    """Amounts in minor units, ballots in order, what officials stated, nothing to warn about."""
    file = read(GOOD)
    assert file.budget == 10000
    assert file.vote_type is VoteType.ORDINAL
    assert [(each.id, each.cost, each.selected) for each in file.projects] == [
        ("a", 4000, 1),
        ("b", 6050, 0),
        ("c", 1005, 0),
    ]
    assert file.projects[0].name == "Bike shed"
    assert file.projects[0].category == "sport"
    assert [each.projects for each in file.ballots] == [("a", "b"), ("a",), ("b", "a", "c"), ("a",)]
    assert (file.max_length, file.longest_ballot) == (3, 3)
    assert file.warnings == ()


def test_all_shared_files_read_without_a_word(shared: Path) -> None:
    paths = sorted((shared / "data" / "pabulib").glob("*.pb"))
    assert len(paths) > 30
    for path in paths:
        file = read_pabulib(path)
        assert file.warnings == (), path.name
        assert f"num_votes;{file.votes.total}\n" in path.read_text(encoding="utf-8")


class TestTakenWithoutAWord:
    """Forms that all mean the same."""

    def same(self, text: str) -> None:
        assert read(text) == read(GOOD)

    def test_windows_line_ends(self) -> None:
        self.same(GOOD.replace("\n", "\r\n"))

    def test_no_line_end_at_the_end(self) -> None:
        self.same(GOOD.removesuffix("\n"))

    def test_empty_lines_at_the_end(self) -> None:
        self.same(f"{GOOD}\n\n")

    def test_quoted_cells(self) -> None:
        self.same(GOOD.replace("Bike shed", '"Bike shed"').replace("1;a,b", '1;"a,b"'))

    def test_column_names_in_capitals(self) -> None:
        self.same(GOOD.replace("project_id;cost", "Project_ID;COST"))

    def test_a_semicolon_and_quotation_marks_in_a_quoted_name(self) -> None:
        assert read(GOOD.replace("Bike shed", '"Bikes; ""new"" shed"')).projects[0].name == 'Bikes; "new" shed'

    def test_a_line_end_in_a_quoted_name(self) -> None:
        assert read(GOOD.replace("Bike shed", '"Bike\nshed"')).projects[0].name == "Bike\nshed"


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("META", "\ufeffMETA", "a byte order mark was skipped: line 1"),
        ("VOTES", "\nVOTES", "an empty line was skipped: line 14"),
        ("2;a\n", "2;\n", "an empty vote was read as a blank ballot: line 17"),
        ("2;a\n", "2; a\n", "spaces around a cell were cut: line 17"),
        ("a,b\n", "a, b\n", "spaces inside a list were cut: line 16"),
        ("a,b\n", "a\t,b\n", "spaces inside a list were cut: line 16"),
        ("Drums", "Dr\rums", "a carriage return inside a line was read as a space: line 13"),
        ("Drums", "Cafe\u0301", "text was brought into the Unicode form NFC: line 13"),
        ("2;a\n", "2;a;;\n", "empty cells beyond the header were skipped: line 17"),
        ("culture;0", "culture", "a row with fewer cells than its header was filled up with empty ones: line 13"),
        ("culture;0", "culture;no", "the column selected is not a whole number and was not used: line 13"),
        ("num_votes;4\n", "", "META does not say num_votes, so the rows were not compared with it: line 1"),
        ("Drums", '"Drums" for all', "quotation marks around a part of a cell were dropped: line 13"),
        ("A small vote", "one; two", "a value of META with semicolons was put together again: line 3"),
    ],
)
def test_what_is_repaired_is_said(old: str, new: str, warning: str) -> None:
    file = read(GOOD.replace(old, new, 1))
    assert warning in file.warnings
    assert len(file.ballots) == 4


def test_a_repair_that_happens_often_is_said_once() -> None:
    assert read(GOOD.replace(";a\n", ";\n")).warnings == (
        "an empty vote was read as a blank ballot: line 17 and 1 more",
    )


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("1;a,b", "1;a,x", "line 16, column 2", "vote: 'x' is not a project of this file"),
        ("1;a,b", "1;a,a", "line 16, column 2", "vote: the project 'a' stands twice in one ballot"),
        ("1;a,b", "1;a,,b", "line 16, column 2", "vote: a choice is empty"),
        ("1;a,b", "1;a,", "line 16, column 2", "vote: a choice is empty"),
        ("1;a,b", "1", "line 16, column 2", "vote: the row ends before the vote"),
        ("1;a,b", "1;a;b", "line 16, column 3", "more cells than the header"),
        ("1;a,b", '1;"a,b', "line 16, column 2", "opened and never closed"),
        ("1;a,b", '1;"a"b', "line 16, column 2", "'ab' is not a project"),
        ("a;40;", "a;forty;", "line 11, column 2", "cost: 'forty' is not an amount"),
        ("a;40;", "a;-40;", "line 11, column 2", "cost: '-40' is not an amount"),
        ("a;40;", "a;;", "line 11, column 2", "cost: '' is not an amount"),
        ("a;40;", "a;40.001;", "line 11, column 2", "not an amount"),
        ("a;40;", "a;40,5;", "line 11, column 2", "not an amount"),
        ("a;40;", "a;4e1;", "line 11, column 2", "not an amount"),
        ("a;40;", "a;nan;", "line 11, column 2", "not an amount"),
        ("a;40;", "a;٤٠;", "line 11, column 2", "not an amount"),
        ("a;40;", "a;99999999999999999;", "line 11, column 2", "too large"),
        ("b;60.5;", "a;60.5;", "line 12, column 1", "project_id: the project 'a' stands here a second time"),
        ("b;60.5;", ";60.5;", "line 12, column 1", "a project needs an id"),
        ("b;60.5;", '"b,d";60.5;', "line 12, column 1", "holds a comma"),
        ("b;60.5;", "b\u202e;60.5;", "line 12, column 1", "cannot be seen"),
        ("budget;100", "budget;", "line 6, column 2", "budget: the value is empty"),
        ("budget;100", "budget;0", "line 6, column 2", "budget: the budget must be above zero"),
        ("budget;100", "budget;-5", "line 6, column 2", "budget: '-5' is not an amount"),
        ("budget;100", "budget;1.234", "line 6, column 2", "not an amount"),
        ("budget;100\n", "", "line 1, column 1", "the section META has no budget"),
        ("budget;100", "budget;100\nbudget;100", "line 7, column 1", "the key 'budget' stands here a second time"),
        ("vote_type;ordinal", "vote_type;guess", "line 7, column 2", "'guess' is none of ordinal, approval"),
        ("vote_type;ordinal\n", "", "line 1, column 1", "the section META has no vote_type"),
        ("max_length;3", "max_length;three", "line 8, column 2", "max_length: 'three' is not a whole number"),
        ("num_votes;4", "num_votes;5", "line 5, column 2", "num_votes: META says 5, but the file has 4"),
        ("num_projects;3", "num_projects;2", "line 4, column 2", "num_projects: META says 2, but the file has 3"),
        ("num_projects;3", "num_projects;3.0", "line 4, column 2", "not a whole number"),
        ("key;value\n", "", "line 2, column 1", "needs the header key;value"),
        ("PROJECTS\n", "", "line 18, column 1", "the section PROJECTS is missing"),
        ("VOTES\n", "PROJECTS\n", "line 14, column 1", "the section PROJECTS begins a second time"),
        ("META\n", "", "line 1, column 1", "expected the section META, not 'key'"),
        ("project_id;cost", "project_id;price", "line 10, column 1", "the section PROJECTS has no column cost"),
        ("voter_id;vote", "voter_id;ballot", "line 15, column 1", "the section VOTES has no column vote"),
        ("voter_id;vote", "vote;vote", "line 15, column 2", "the column 'vote' stands twice"),
        ("Drums", "Dru\0ms", "line 13, column 5", "NUL"),
        ("ordinal", "choose-1", "line 16, column 2", "a ballot of a choose-1 file names one project"),
        ("ordinal", "cumulative", "line 15, column 1", "the section VOTES has no column points"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_line_and_column(old: str, new: str, where: str, what: str) -> None:
    assert old in GOOD
    sentence = refused(GOOD.replace(old, new, 1))
    assert sentence.startswith(f"{where}: ")
    assert what in sentence


@pytest.mark.parametrize("text", ["", "\n\n", "META\n", "META\nkey;value\n", "hello"])
def test_a_file_that_is_none_is_refused(text: str) -> None:
    assert refused(text).startswith("line ")


def test_text_in_another_encoding_is_refused_with_its_place() -> None:
    with pytest.raises(PabulibError, match="line 11, column 5: the file is not in UTF-8"):
        parse_pabulib(GOOD.replace("Bike shed", "Caf\xe9").encode("latin-1"))


def test_an_enormous_quoted_cell_is_refused() -> None:
    assert "cannot be read" in refused(GOOD.replace("Bike shed", f'"{"x" * 200_000}"'))


def test_a_message_never_shows_more_than_a_line_can_bear() -> None:
    assert len(refused(GOOD.replace("1;a,b", f"1;{'y' * 5000}"))) < 120


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read: No such file"):
        read_pabulib(tmp_path / "missing.pb")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        read_pabulib(tmp_path)


def test_the_old_name_of_a_column_is_read_as_the_new_one() -> None:
    """`target` was renamed in April 2026."""
    old, new = (read(GOOD.replace("category", name)) for name in ("target", "beneficiaries"))
    assert old == new
    assert old.projects[0].about == {"beneficiaries": "sport"}
    sentence = refused(GOOD.replace("category", "target").replace("votes;score", "beneficiaries;score", 1))
    assert sentence == "line 10, column 6: target is the old name of beneficiaries: keep one"


def test_each_ballot_is_an_object_only_when_asked_for() -> None:
    file = read(GOOD)
    assert [times for _, times in file.distinct] == [1, 2, 1]
    assert [ballot.projects for ballot, _ in file.distinct] == [("a", "b"), ("a",), ("b", "a", "c")]
    assert str(file.wrong_ballot(2, "too long")) == "line 18, column 2: too long"
    assert str(file.wrong_type("no places")) == "line 7, column 2: no places"


class TestPoints:
    """Cumulative and scoring ballots."""

    def ballots(self, kind: str, *rows: str) -> str:
        start = GOOD[: GOOD.index("1;a,b")].replace("ordinal", kind).replace("num_votes;4", f"num_votes;{len(rows)}")
        return "\n".join([start.replace("voter_id;vote", "voter_id;vote;points") + rows[0], *rows[1:]])

    def test_points_stand_beside_their_projects(self) -> None:
        file = read(self.ballots("cumulative", "1;a,b;3,2", "2;c;5", "3;;"))
        assert [(each.projects, each.points) for each in file.ballots] == [
            (("a", "b"), (3, 2)),
            (("c",), (5,)),
            ((), ()),
        ]

    def test_scores_may_be_below_zero(self) -> None:
        assert read(self.ballots("scoring", "1;a,b;3,-2")).ballots[0].points == (3, -2)

    @pytest.mark.parametrize(
        ("row", "what"),
        [
            ("1;a,b;3", "points: 1 points for 2 projects"),
            ("1;a,b;3,2,1", "points: 3 points for 2 projects"),
            ("1;;3", "points: 1 points for 0 projects"),
            ("1;a,b;3,-2", "points: '-2' is not a number of points"),
            ("1;a,b;3,two", "points: 'two' is not a number of points"),
            ("1;a,b;3,", "points: '' is not a number of points"),
            ("1;a,b;3,1.5", "points: '1.5' is not a number of points"),
        ],
    )
    def test_points_that_do_not_fit_are_refused(self, row: str, what: str) -> None:
        assert f"line 16, column 3: {what}" in refused(self.ballots("cumulative", row))


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b'META\n"')
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Never another error, and always one line."""
    try:
        parse_pabulib(raw)
    except PabulibError as error:
        assert "\n" not in str(error)  # noqa: PT017 - most bytes are refused, some may be read


@given(st.integers(0, len(GOOD)), st.integers(0, 12), st.text(alphabet='a;,"\n\r0-. \u0301\ufeffé\x00\x1c', max_size=6))
def test_a_file_with_a_damaged_place_is_read_or_refused(at: int, length: int, put: str) -> None:
    """A good file with some characters replaced by mean ones."""
    try:
        file = read(GOOD[:at] + put + GOOD[at + length :])
    except PabulibError as error:
        assert "\n" not in str(error)  # noqa: PT017 - many such files can still be read
    else:
        known = {project.id for project in file.projects}
        assert all(known.issuperset(ballot.projects) for ballot in file.ballots)
