"""A tiny run of the measuring program: what it prints and writes, not how fast anything is."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks import count, others
from benchmarks.growth import Cost, in_a_child, invented_ballots, invented_pot, measured
from benchmarks.speed_page import chart

FILE = """META
key;value
description;Three streets
country;Nowhere
unit;Streets
instance;2026
num_projects;3
num_votes;5
budget;100
vote_type;ordinal
rule;unknown
date_begin;01.01.2026
date_end;02.01.2026
max_length;2
PROJECTS
project_id;cost;votes;name
a;40;4;A
b;30;3;B
c;50;2;C
VOTES
voter_id;vote
1;a,b
2;a,b
3;b,c
4;a
5;c,a
"""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with one file, and sizes that take no time; pabutools is as good as not installed."""
    monkeypatch.setattr(count, "growth", lambda _most: ([measured(60, 12)], [measured(60, 12), measured(60, 20)]))
    monkeypatch.setattr(count, "has_pabutools", lambda: False)
    (tmp_path / "streets.pb").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_it_prints_ratios_to_the_floor_and_says_how_to_get_pabutools(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count.main([str(small / "streets.pb")])
    printed = capsys.readouterr().out
    for words in (
        "the floor",
        "points-greedy none",
        "ranked-equal-shares add1u, step 500",
        "our verifier",
        "### streets",
    ):
        assert words in printed
    assert others.NOT_THERE in printed
    assert not (small / "speed.md").exists()


def test_it_writes_a_page_and_a_chart_that_says_in_words_what_it_shows(small: Path) -> None:
    count.main([str(small / "streets.pb"), "--write", "--into", str(small)])
    page, drawn = (small / "speed.md").read_text("utf-8"), (small / "speed.svg").read_text("utf-8")
    assert "(speed.svg)" in page
    assert str(small) not in page + drawn
    elements = ET.fromstring(drawn).iter()  # noqa: S314 - it was just drawn here
    found = [element.tag.rpartition("}")[2] for element in elements]
    assert found.count("title") == found.count("desc") == 1
    assert found.count("polyline") == 4
    assert "60 ballots" in drawn


def test_a_size_is_counted_in_a_process_of_its_own() -> None:
    cost = in_a_child(300, 20)
    assert (cost.ballots, cost.projects) == (300, 20)
    assert cost.memory > 0
    assert cost.runs > 0


def test_invented_ballots_are_all_different_and_always_the_same() -> None:
    first, again = invented_ballots(500, 20), invented_ballots(500, 20)
    assert (first == again).all()
    assert len({tuple(row) for row in first.tolist()}) == 500
    assert invented_pot(500, 20).budget >= max(each.cost for each in invented_pot(500, 20).projects)


@pytest.mark.parametrize("seconds", [0.00001, 0.0, 1000.0])
def test_the_chart_holds_any_time(seconds: float) -> None:
    drawn = chart([Cost(10, 5, seconds, seconds, 1, 1)], [Cost(10, 5, seconds, seconds * 2, 1, 1)])
    assert drawn.count("<polyline") == 4
    assert "nan" not in drawn
