"""The pages of docs/ that show programs are run, so that they stay true."""

import doctest
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"


def test_counting_in_python_counts_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that it reads is the example of docs/ballot-files.md."""
    example = (DOCS / "ballot-files.md").read_text(encoding="utf-8").split("`votes.pb`:\n\n```\n")[1].split("```")[0]
    (tmp_path / "votes.pb").write_text(example, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(DOCS / "counting-in-python.md"), module_relative=False)
    assert tried > 20
    assert failed == 0


def test_the_map_of_the_count_names_every_module_once() -> None:
    page = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.split("## The map of the count")[1].split("\n##")[0].partition("|---|---|")[2]
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted(path.stem for path in (CHECKOUT / "pbvote/tally").glob("[!_]*.py"))
