"""The pages of docs/ that show programs are run, so that they stay true."""

import doctest
import re
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"


def test_counting_in_python_counts_as_it_says() -> None:
    failed, tried = doctest.testfile(str(DOCS / "counting-in-python.md"), module_relative=False)
    assert tried > 20
    assert failed == 0


def test_the_map_of_the_count_names_every_module_once() -> None:
    page = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.split("## The map of the count")[1].split("\n##")[0].partition("|---|---|")[2]
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted(path.stem for path in (CHECKOUT / "pbvote/tally").glob("[!_]*.py"))
