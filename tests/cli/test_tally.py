"""`pbvote tally`: the canonical JSON, the text for people, and one line for what is wrong."""

import json
from pathlib import Path

import pytest

from pbvote.auditlog.canonical import parse_canonical
from pbvote.cli import main
from pbvote.domain.analysis_document import analysis_document, parse_analysis
from pbvote.domain.result_document import document, parse_result
from pbvote.domain.rules import RULES

SMALL = """\
META
key;value
description;A small vote
num_projects;5
num_votes;20
budget;1
vote_type;ordinal
currency;PLN
PROJECTS
project_id;cost;name
A;0.4;Bike shed
B;0.30;Quiet room
C;0.3;Drums
D;0.4;Benches
E;0.2;Herb garden
VOTES
voter_id;vote
"""


@pytest.fixture
def e1(tmp_path: Path) -> Path:
    """The first worked example: a pot of 100 minor units."""
    rows = ["A,B,C"] * 13 + ["D,E"] * 7
    path = tmp_path / "e1.pb"
    path.write_text(SMALL + "".join(f"{number};{row}\n" for number, row in enumerate(rows)), encoding="utf-8")
    return path


def printed(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> bytes:
    assert main(["tally", *words]) == 0
    captured = capfdbinary.readouterr()
    assert captured.err == b""
    return captured.out


def refused(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> str:
    """The one line on stderr; nothing else is printed."""
    assert main(["tally", *words]) == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert captured.err.endswith(b"\n")
    assert captured.err.count(b"\n") == 1
    return captured.err.decode()


def test_json_is_canonical_bytes_and_a_newline(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    out = printed(capfdbinary, str(e1), "--format", "json")
    assert out.endswith(b"}\n")
    value = parse_canonical(out[:-1])
    assert isinstance(value, dict)
    assert document(parse_result(value)) == value


def test_json_has_the_keys_of_the_paper(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    value = json.loads(printed(capfdbinary, str(e1), "--format", "json"))
    assert set(value) == {
        *("rule", "completion", "parameters", "budget", "n", "turnout", "blank", "funded", "spent", "left"),
        *("tie_order", "removed", "steps", "projects", "ties", "completion_runs", "kept_k", "warnings"),
        "groups",
    }
    assert value["funded"] == ["A", "E", "B"]
    assert value["steps"][0] == {
        "step": 1,
        "level": 1,
        "project": "A",
        "cost": 40,
        "money_behind": "65/1",
        "supporters": 13,
        "rho": "40/13",
        "effective_support": "13/1",
        "paid_in_full": 13,
        "paid_less": 0,
        "money_left": "60/1",
    }
    assert value["steps"][2] == {
        "step": 3,
        "level": "fill",
        "project": "B",
        "cost": 30,
        "money_behind": None,
        "supporters": 13,
        "rho": None,
        "effective_support": None,
        "paid_in_full": None,
        "paid_less": None,
        "money_left": "10/1",
    }
    assert value["completion_runs"] == [
        {"k": 0, "spent": 60, "funded_count": 2},
        {"k": 1, "spent": 110, "funded_count": 3},
    ]
    assert value["parameters"]["real_share"] == "5/1"


@pytest.mark.parametrize(
    ("options", "funded"),
    [
        ((), "AEB"),
        (("--completion", "none"), "AE"),
        (("--completion", "add1"), "AE"),
        (("--rule", "points-greedy"), "ABE"),
        (("--rule", "approval-greedy"), "ABC"),
        (("--minimum-supporters", "8"), "ABC"),
        (("--share-step", "1000"), "AEB"),
        (("--rule", "points-greedy", "--max-ranks", "9"), "ABC"),
    ],
)
def test_options_change_the_count(
    e1: Path, capfdbinary: pytest.CaptureFixture[bytes], options: tuple[str, ...], funded: str
) -> None:
    value = json.loads(printed(capfdbinary, str(e1), "--format", "json", *options))
    assert value["funded"] == list(funded)


def test_the_text_says_who_is_funded_and_why_the_others_are_not(
    e1: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = printed(capfdbinary, str(e1)).decode()
    for piece in (
        "A small vote",
        "Amounts in PLN",
        "A real share of the money is 0.05 a voter.",
        "████████████████████████████████████···· 90%\n0.90 of 1 spent, 0.10 left.",
        "Funded: 3 of 5 projects",
        "Not funded: 2",
        "   1  A Bike shed    0.40  ██████████  1st         13        0.03",
        "   3  B Quiet room   0.30  ███████···  fill        13",
        "      D Benches  0.40       7  ████████·· 87%              1",
        "Completion: with real shares alone 2 projects cost 0.60.",
        "runs 0 to 1,\nkept 0.\n",
    ):
        assert piece in text


def test_the_text_of_a_greedy_rule_names_points_and_ties(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capfdbinary, str(e1), "--rule", "approval-greedy").decode()
    assert "   1  A Bike shed   0.40  ██████████      13" in text
    assert "points" not in text.partition("Funded")[2]
    assert "   1  A, B, C: A went first; the same projects are funded with any other" in text


def test_a_name_cannot_move_the_cursor_of_a_terminal(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    e1.write_text(e1.read_text(encoding="utf-8").replace("Bike shed", "Bike\x1b[2Jshed"), encoding="utf-8")
    assert b"\x1b" not in printed(capfdbinary, str(e1))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--rule", "best"), "There is no rule 'best'"),
        (("--rule", "points-greedy", "--completion", "add1"), "points-greedy has no completion 'add1'"),
        (("--completion", "all"), "ranked-equal-shares has no completion 'all'"),
        (("--share-step", "0"), "--share-step takes a whole number of 1 or more"),
        (("--share-step", "-3"), "--share-step takes"),
        (("--share-step", "9" * 16), "of up to 15 digits, not"),
        (("--share-step", "1.5"), "--share-step takes"),
        (("--max-ranks", "0"), "--max-ranks takes"),
        (("--max-ranks", "2"), "line 18, column 2: the ballot names 3 projects, and --max-ranks allows 2"),
        (("--minimum-supporters", "some"), "--minimum-supporters takes"),
        (("--max-ranks", "999999999999999"), "too many to add up"),
        (("--tie-seed", "caf\udce9"), "--tie-seed is not text"),
        (("--format", "xml"), "--format is text or json"),
        (("--why", "Z"), "--why names 'Z', which is no project of the file."),
        (("--why", "A", "--format", "json"), "--why is text"),
        (("--analysis",), "--analysis needs --format json"),
        (("--why", "A", "--compare"), "ask for one"),
        (("--rule", "expanding-approvals", "--completion", "add1"), "has no completion 'add1'"),
    ],
)
def test_an_option_that_cannot_be_is_one_line(
    e1: Path, capfdbinary: pytest.CaptureFixture[bytes], options: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refused(capfdbinary, str(e1), *options)


def test_a_broken_file_is_one_line_that_names_the_place(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    e1.write_text(e1.read_text(encoding="utf-8").replace("3;A,B,C", "3;A,B,X", 1), encoding="utf-8")
    assert "line 21, column 2: vote: 'X' is not a project" in refused(capfdbinary, str(e1))


def test_a_missing_file_is_one_line(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "cannot be read" in refused(capfdbinary, str(tmp_path / "none.pb"))


def test_why_tells_the_story_of_one_project(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capfdbinary, str(e1), "--why", "D", "--why", "A").decode()
    assert "About 2 more people ranking only it would have funded it" in " ".join(text.split())
    assert text.startswith("D Benches\n  costs 0.40; 7 people ranked it\n  Not funded: at best, in step 1,")
    for line in (
        "  Where the voting money of these people went: 0.35 together",
        "  ███████████·········  57%  step 2, E Herb garden",
        "  ████████············  42%  not spent in the run",
        "it would have been funded at a cost of up to 0.35.",
        "\nA Bike shed\n  costs 0.40; 13 people ranked it\n  Funded in step 1",
    ):
        assert line in text


def test_why_says_that_no_number_was_found_and_never_that_fewer_would_not_do(
    e1: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    e1.write_text(e1.read_text(encoding="utf-8").replace("D;0.4;Benches", "D;1;Benches"), encoding="utf-8")
    text = " ".join(printed(capfdbinary, str(e1), "--why", "D").decode().split())
    assert "up to 200, was found" in text or "more people ranking only it would have funded it" in text
    assert "fewer" not in text


def test_why_under_a_greedy_rule_has_no_voting_money(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capfdbinary, str(e1), "--why", "D", "--rule", "approval-greedy").decode()
    assert "it cost more than the money left when its turn came" in text
    assert "voting money" not in text


def test_compare_sets_every_rule_beside_the_others(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capfdbinary, str(e1), "--compare").decode()
    for line in (
        "A ranked-equal-shares add1u         3   0.90  ",
        "C approval-greedy                   3      1  ██████████  100%    0.30      13     13",
        "  7 people all ranked D, and none of them is served",
        "  0.30 more would have funded D Benches",
        "E Herb garden  0.20  █  █  ·  ·  ·  █",
    ):
        assert line in text


@pytest.mark.parametrize("columns", [72, 80, 120])
@pytest.mark.parametrize("asked", [(), ("--compare",), ("--why", "A", "--why", "D"), ("--minimum-supporters", "9")])
def test_no_line_is_wider_than_the_terminal(
    e1: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    columns: int,
    asked: tuple[str, ...],
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    file = e1.read_text(encoding="utf-8")
    for name in ("Bike shed", "Benches", "Herb garden"):
        file = file.replace(
            name, f"{name} that the whole of our neighbourhood has wanted for " + "many " * 20 + "years"
        )
    e1.write_text(file, encoding="utf-8")
    lines = printed(capfdbinary, str(e1), *asked).decode().splitlines()
    assert max(map(len, lines)) <= columns


def test_compare_as_json_is_canonical(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    out = printed(capfdbinary, str(e1), "--compare", "--format", "json")
    value = parse_canonical(out[:-1])
    assert isinstance(value, dict)
    outcomes = value["outcomes"]
    assert isinstance(outcomes, list)
    assert [outcome["rule"] for outcome in outcomes if isinstance(outcome, dict)] == list(RULES)


def test_the_analysis_is_canonical_json(e1: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    out = printed(capfdbinary, str(e1), "--analysis", "--format", "json")
    value = parse_canonical(out[:-1])
    assert isinstance(value, dict)
    assert analysis_document(parse_analysis(value)) == value
