"""The completion told honestly: from the first run to what stayed in the pot."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbvote.domain.rules import CountMethod
from pbvote.storage.queries.results import PotResult
from pbvote.web.completion_words import completion_words, run_lines
from tests.web.made_results import made_result

ADD1 = CountMethod(completion="add1")


def words_of(found: PotResult) -> str:
    assert found.counted is not None
    return " ".join(completion_words(found.counted, found.titles))


def test_each_run_stands_with_its_spending_and_what_became_of_it() -> None:
    found = made_result({"a": 60_000, "b": 35_000, "c": 20_000}, {"a": 60, "b": 30, "c": 10})
    words = words_of(found)
    assert words.startswith("In the first run each person had £10. That run spent £600 of the £1,000 in the pot.")
    assert "run again from the start, 100 times. Each time there was £0.10 more voting money" in words
    assert "In run 101 the projects would have cost £1,150." in words
    assert "Run 100 is the one that counts. It funded two projects for £950." in words
    assert "That is more than the pot, so the runs ended." in words


def test_the_runs_end_when_everything_won() -> None:
    words = words_of(made_result({"a": 60_000, "b": 35_000}, {"a": 60, "b": 40}))
    assert "In it every project won that could win. So no further run was needed." in words
    assert "Then £50 of the pot was left." in words


def test_one_run_is_not_called_many() -> None:
    """The first run funds all that was ranked."""
    found = made_result({"a": 60_000, "b": 40_000}, {"a": 60, "b": 40})
    words = words_of(found)
    assert "again" not in words
    assert "That is the whole pot." in words
    assert found.counted is not None
    assert [line.number for line in run_lines(found.counted)] == ["1"]


def test_the_fill_is_named_with_what_stays() -> None:
    words = words_of(made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40}))
    assert "Then £400 of the pot was left. It paid for “Night football”. £100 stays in the pot." in words


def test_without_a_fill_what_is_left_stays() -> None:
    words = words_of(made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40}, ADD1))
    assert "Then £400 of the pot was left. It stays in the pot." in words
    assert "Night football" not in words


@pytest.mark.parametrize("method", [CountMethod(completion="none"), CountMethod("points-greedy", "none")])
def test_a_count_of_one_run_has_no_such_story(method: CountMethod) -> None:
    found = made_result({"a": 60_000, "b": 30_000}, {"a": 60, "b": 40}, method)
    assert found.counted is not None
    assert completion_words(found.counted, found.titles) == ()
    assert run_lines(found.counted) == ()


@settings(max_examples=40)
@given(
    st.lists(st.integers(10, 95), min_size=3, max_size=3),
    st.lists(st.sampled_from([1, 3, 10, 25, 40]), min_size=4, max_size=4),
    st.sampled_from(["equal-shares-cost", "equal-shares-points", "ranked-equal-shares"]),
    st.sampled_from(["add1", "add1u"]),
)
def test_the_story_and_the_table_agree_with_the_count(
    costs: list[int], times: list[int], rule: str, completion: str
) -> None:
    priced = {each: cost * 1000 for each, cost in zip("abc", costs, strict=True)}
    found = made_result(priced, dict(zip(("ab", "bc", "ca", "c"), times, strict=True)), CountMethod(rule, completion))
    counted = found.counted
    assert counted is not None
    lines = run_lines(counted)
    if not lines:
        return
    assert [line.fate for line in lines].count("This run counts.") == 1
    kept = next(line for line in lines if line.fate == "This run counts.")
    assert kept.number == f"{counted.kept_k + 1:,}"
    words = words_of(found)
    assert f"Run {kept.number} is the one that counts." in words
    stays = re.search(r"(£[0-9,.]+) stays in the pot", words)
    filled = [step for step in counted.steps if step.level == "fill"]
    assert (stays is not None) == bool(filled and counted.left)
