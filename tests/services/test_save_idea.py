"""Saving a part of an idea: what cannot stand, and two authors who write at once."""

import pytest

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import DraftMovedError, IdeaClosedError, UnknownIdeaError
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import MOST_ITEMS, CostItem, Stage
from pbvote.services.save_idea import save_idea
from pbvote.storage.tables import PhasesRow, QuestionRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import WHOLE, draft_by, judge, mark_now, row_of, saved, sent_by, set_phase, words_now


def test_it_works(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    saved(ideas, 1, proposal_id, title="Better lamps")
    assert words_now(ideas, 1, proposal_id) == WHOLE.with_part(title="Better lamps")


def test_two_authors_of_one_part_see_each_others_words(ideas: World) -> None:
    """Both opened the page; the second to save is told, and gets what the first one saved."""
    proposal_id = draft_by(ideas, 1)
    seen = mark_now(ideas, 1, proposal_id, "title")
    save_idea(ideas.office, seat_of(ideas, 1), proposal_id, seen, {"title": "Mine"})
    with pytest.raises(DraftMovedError) as moved:
        save_idea(ideas.office, seat_of(ideas, 1), proposal_id, seen, {"title": "Theirs"})
    assert moved.value.present.title == "Mine"
    assert words_now(ideas, 1, proposal_id).title == "Mine"


def test_two_authors_of_two_parts_are_in_nobodys_way(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    seen = mark_now(ideas, 1, proposal_id, "helps")
    saved(ideas, 1, proposal_id, title="Mine")
    save_idea(ideas.office, seat_of(ideas, 1), proposal_id, seen, {"helps": "All of us"})
    assert words_now(ideas, 1, proposal_id) == WHOLE.with_part(title="Mine", helps="All of us")


def test_the_same_form_sent_twice_is_no_quarrel(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    seen = mark_now(ideas, 1, proposal_id, "title")
    for _ in range(2):
        save_idea(ideas.office, seat_of(ideas, 1), proposal_id, seen, {"title": "Mine"})
    assert row_of(ideas, proposal_id).draft_number == 2


def test_a_form_without_its_mark_saves_over_nothing(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    for seen in ("", "0" * 16, "x" * 1000):
        with pytest.raises(DraftMovedError):
            save_idea(ideas.office, seat_of(ideas, 1), proposal_id, seen, {"title": "Mine"})


BAD = (
    ("title", "x" * 81), ("title", "two\nlines"), ("what", "x" * 3001), ("what", "a\u202eb"), ("why", "a\x00b"),
    ("helps", "\ud800"), ("place", "x" * 161), ("pot_id", "nobodys"), ("question_id", 77),
    ("items", (CostItem("Lamp", 1, 1),) * (MOST_ITEMS + 1)),
)  # fmt: skip


def test_what_cannot_stand_is_refused_and_changes_nothing(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    for name, value in BAD:
        with pytest.raises(AnswersRefusedError) as refused:
            saved(ideas, 1, proposal_id, **{name: value})
        assert list(refused.value.faults) == [name]
    assert words_now(ideas, 1, proposal_id) == WHOLE


def test_a_question_that_was_not_chosen_cannot_be_answered(ideas: World) -> None:
    with ideas.office.database.write() as uow:
        row = QuestionRow(round_id=ROUND, text="Why?", state="shown", made_at=ideas.office.clock.now(uow.db))
        uow.db.add(row)
        uow.commit()
    proposal_id = draft_by(ideas, 1)
    with pytest.raises(AnswersRefusedError):
        saved(ideas, 1, proposal_id, question_id=row.id)


def test_emoji_and_markup_are_text_like_any_other(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    saved(ideas, 1, proposal_id, what="<script>alert(1)</script> 🙂 [x](javascript:y)")
    assert words_now(ideas, 1, proposal_id).what.startswith("<script>")


def test_nobody_else_saves_into_an_idea(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    with pytest.raises(UnknownIdeaError):
        save_idea(
            ideas.office, seat_of(ideas, 3), proposal_id, mark_now(ideas, 1, proposal_id, "title"), {"title": "x"}
        )


def test_a_draft_can_be_written_on_when_ideas_have_closed(ideas: World) -> None:
    """Nobody loses a sentence because the clock struck nine; only sending is over."""
    proposal_id = draft_by(ideas, 1)
    set_phase(ideas, Phase.REVIEW)
    saved(ideas, 1, proposal_id, title="Late")
    assert words_now(ideas, 1, proposal_id).title == "Late"


def test_a_sent_idea_changes_until_its_reviews_are_public(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    set_phase(ideas, Phase.REVIEW)
    saved(ideas, 1, proposal_id, title="In review")
    with ideas.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).published_at = ideas.office.clock.now(uow.db)
        uow.commit()
    with pytest.raises(IdeaClosedError):
        saved(ideas, 1, proposal_id, title="Too late")
    set_phase(ideas, Phase.LIST)
    with pytest.raises(NotInPhaseError):
        saved(ideas, 1, proposal_id, title="Much too late")


def test_an_idea_that_is_over_does_not_change(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    for stage in (Stage.WITHDRAWN, Stage.MERGED, Stage.DECIDED):
        judge(ideas, proposal_id, stage)
        with pytest.raises(IdeaClosedError):
            saved(ideas, 1, proposal_id, title="Again")
