"""An idea: its parts, what is missing, what its costs come to, and the mark that keeps authors from overwriting."""

import pytest

from pbvote.domain.proposal import (
    LENGTHS,
    NEEDED,
    PARTS,
    CostItem,
    IdeaPicture,
    IdeaWords,
    done_parts,
    fault_of_part,
    mark_of,
    missing_parts,
    parse_idea,
)
from tests.ideas import WHOLE


def test_it_is_read_back_as_it_was_stored() -> None:
    words = WHOLE.with_part(pictures=(IdeaPicture("a" * 64 + ".jpg", "A path"),), question_id=3)
    assert words == parse_idea(words.to_json())
    assert parse_idea("") == IdeaWords()


def test_items_are_added_up_once_and_for_a_year() -> None:
    assert (WHOLE.cost, WHOLE.yearly) == (330_050, 7_200)


def test_every_field_belongs_to_exactly_one_part() -> None:
    fields = [name for names in PARTS.values() for name in names]
    assert sorted(fields) == sorted(IdeaWords.__dataclass_fields__)


def test_an_empty_idea_lacks_every_part_that_is_needed() -> None:
    assert missing_parts(IdeaWords(), asks_questions=True) == (
        "title",
        "what",
        "helps",
        "where",
        "pot",
        "question",
        "cost",
    )
    assert missing_parts(WHOLE, asks_questions=False) == ()


def test_a_question_is_missing_only_where_the_round_asks_one() -> None:
    assert missing_parts(WHOLE, asks_questions=True) == ("question",)


@pytest.mark.parametrize("field", [name for names in NEEDED.values() for name in names])
def test_each_needed_field_is_missed(field: str) -> None:
    assert len(missing_parts(WHOLE.with_part(**{field: ""}), asks_questions=False)) == 1


def test_items_that_cost_nothing_to_get_leave_the_cost_missing() -> None:
    words = WHOLE.with_part(items=(CostItem("Power", 1, 0, 500),))
    assert missing_parts(words, asks_questions=False) == ("cost",)
    assert "cost" not in done_parts(words)


def test_a_part_is_done_when_it_holds_what_it_needs() -> None:
    assert done_parts(IdeaWords()) == frozenset()
    assert "what" not in done_parts(IdeaWords(what="Lamps"))
    assert done_parts(WHOLE) == frozenset(PARTS) - {"question", "pictures"}


def test_the_mark_of_a_part_changes_with_it_and_with_nothing_else() -> None:
    seen = mark_of(WHOLE, ("what", "why"))
    assert seen == mark_of(WHOLE.with_part(title="Other"), ("why", "what"))
    assert seen != mark_of(WHOLE.with_part(why="Other"), ("what", "why"))


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00b", "\ud800", "Cafe\u0301"])
def test_signs_that_mislead_stand_in_no_part(text: str) -> None:
    assert all(fault_of_part(name, text) for name in LENGTHS)


@pytest.mark.parametrize(("name", "most"), LENGTHS.items())
def test_each_text_has_a_length_that_is_said(name: str, most: int) -> None:
    assert fault_of_part(name, "x" * most) == ""
    assert f"{most:,}" in fault_of_part(name, "x" * (most + 1))


def test_only_parts_of_several_lines_have_lines() -> None:
    assert fault_of_part("what", "One\nTwo") == ""
    assert fault_of_part("title", "One\nTwo")
