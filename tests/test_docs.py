"""The pages of docs/ that show programs are run, so that they stay true."""

import doctest
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_counting_in_python_counts_as_it_says() -> None:
    failed, tried = doctest.testfile(str(DOCS / "counting-in-python.md"), module_relative=False)
    assert tried > 20
    assert failed == 0
