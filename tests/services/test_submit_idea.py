"""Sending an idea: one number, one version, one step on the trail, and who may read it."""

import json

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import (
    DraftMovedError,
    IdeaIncompleteError,
    IdeaTooDearError,
    NotOnRollError,
    UnknownIdeaError,
)
from pbvote.domain.phase import BEFORE, NotInPhaseError, Phase
from pbvote.domain.proposal import CostItem, Stage, parse_idea
from pbvote.services.idea_texts import idea_texts, version_document
from pbvote.services.start_idea import start_idea
from pbvote.services.submit_idea import Submitted, submit_idea
from pbvote.services.text_hash import text_hash
from pbvote.storage.queries.idea_versions import public_versions
from pbvote.storage.search import find_ideas
from pbvote.storage.tables import AnswerRow, LogEntryRow, PhasesRow, ProposalVersionRow, RollRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import WHOLE, draft_by, judge, row_of, saved, sent_by, set_phase, submit, trail


def versions(world: World, proposal_id: int) -> list[ProposalVersionRow]:
    with world.office.database.read() as db:
        kept = select(ProposalVersionRow).where(ProposalVersionRow.proposal_id == proposal_id)
        return list(db.scalars(kept.order_by(ProposalVersionRow.number)))


def test_it_works(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    row, (version,) = row_of(ideas, proposal_id), versions(ideas, proposal_id)
    assert (row.number, row.version, row.stage, row.draft) == (1, 1, Stage.OPEN, "")
    assert (row.title, row.theme, row.ward, row.cost, row.pot_id) == (
        WHOLE.title, WHOLE.theme, WHOLE.ward, WHOLE.cost, WHOLE.pot_id,
    )  # fmt: skip
    assert parse_idea(version.words) == WHOLE
    assert version.made_by == ideas.members[1]
    assert trail(ideas, proposal_id) == ["submitted"]


def test_sent_twice_it_is_one_idea(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    number = row_of(ideas, proposal_id).draft_number
    for _ in range(2):
        sent = submit_idea(ideas.office, seat_of(ideas, 1), proposal_id, number)
        assert sent == Submitted(1, 1, waiting=False)
    assert trail(ideas, proposal_id) == ["submitted"]


def test_ideas_are_numbered_in_the_order_in_which_they_come(ideas: World) -> None:
    sent = [sent_by(ideas, number) for number in (1, 3, 5)]
    assert [row_of(ideas, each).number for each in sent] == [1, 2, 3]


def test_what_the_young_write_is_read_before_others_can(ideas: World) -> None:
    proposal_id = sent_by(ideas, 2)
    assert row_of(ideas, proposal_id).stage == Stage.WAITING
    with ideas.office.database.read() as db:
        assert find_ideas(db, ROUND, "lamps", 10) == []
        with pytest.raises(UnknownIdeaError):
            public_versions(db, ROUND, 1)


def test_in_a_round_that_reads_first_adults_wait_too(ideas: World) -> None:
    with ideas.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).moderation = BEFORE
        uow.commit()
    assert row_of(ideas, sent_by(ideas, 1)).stage == Stage.WAITING


def test_an_unfinished_idea_says_what_is_missing(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, WHOLE.with_part(why="", items=()))
    with pytest.raises(IdeaIncompleteError) as incomplete:
        submit(ideas, 1, proposal_id)
    assert incomplete.value.missing == ("what", "cost")
    empty = start_idea(ideas.office, seat_of(ideas, 3), ROUND)
    with pytest.raises(IdeaIncompleteError):
        submit(ideas, 3, empty)
    assert row_of(ideas, proposal_id).number is None


def test_an_idea_never_costs_more_than_its_pot_holds(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1, WHOLE.with_part(items=(CostItem("Bridge", 1, 2_000_001),)))
    with pytest.raises(IdeaTooDearError, match="holds £20,000"):
        submit(ideas, 1, proposal_id)


def test_nobody_sends_what_a_co_author_changed_unseen(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    seen = row_of(ideas, proposal_id).draft_number
    saved(ideas, 1, proposal_id, title="Other")
    with pytest.raises(DraftMovedError):
        submit_idea(ideas.office, seat_of(ideas, 1), proposal_id, seen)
    assert row_of(ideas, proposal_id).number is None


def test_others_cannot_send_it_nor_who_left_the_roll(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    with pytest.raises(UnknownIdeaError):
        submit(ideas, 3, proposal_id)
    with ideas.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, ideas.members[1])).removed = True
        uow.commit()
    with pytest.raises(NotOnRollError):
        submit(ideas, 1, proposal_id)


def test_a_new_idea_comes_while_ideas_are_collected_and_never_later(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    for phase in (Phase.REVIEW, Phase.LIST):
        set_phase(ideas, phase)
        with pytest.raises(NotInPhaseError):
            submit(ideas, 1, proposal_id)


def test_a_change_is_a_new_version_also_while_it_is_reviewed(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    set_phase(ideas, Phase.REVIEW)
    saved(ideas, 1, proposal_id, title="Better lamps")
    assert submit(ideas, 1, proposal_id) == Submitted(1, 2, waiting=False)
    row = row_of(ideas, proposal_id)
    assert (row.number, row.version, row.title) == (1, 2, "Better lamps")
    assert trail(ideas, proposal_id) == ["submitted", "changed"]
    assert [parse_idea(each.words).title for each in versions(ideas, proposal_id)] == [WHOLE.title, "Better lamps"]


def test_a_change_back_to_what_was_sent_is_no_version(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    saved(ideas, 1, proposal_id, title="Other")
    saved(ideas, 1, proposal_id, title=WHOLE.title)
    assert row_of(ideas, proposal_id).draft == ""
    assert submit(ideas, 1, proposal_id).version == 1


def test_a_change_by_the_young_is_read_again(ideas: World) -> None:
    proposal_id = sent_by(ideas, 2)
    judge(ideas, proposal_id, Stage.OPEN)
    saved(ideas, 2, proposal_id, title="Other")
    submit(ideas, 2, proposal_id)
    row = row_of(ideas, proposal_id)
    assert (row.stage, row.judged_by) == (Stage.WAITING, None)


def test_what_staff_hid_is_read_again_when_it_was_changed(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    judge(ideas, proposal_id, Stage.HIDDEN, "A phone number stands in it.")
    saved(ideas, 1, proposal_id, what="Without the number.")
    assert submit(ideas, 1, proposal_id).waiting
    assert row_of(ideas, proposal_id).judged_reason == ""


def test_versions_that_staff_never_let_through_are_never_public(ideas: World) -> None:
    """A young author sends three: the first is never read, the second is shown, the third is shown."""
    proposal_id = sent_by(ideas, 2, WHOLE.with_part(what="My phone is 01632 960 999"))
    for text in ("Second", "Third"):
        saved(ideas, 2, proposal_id, what=text)
        submit(ideas, 2, proposal_id)
        judge(ideas, proposal_id, Stage.OPEN)
    with ideas.office.database.read() as db:
        assert [each.words.what for each in public_versions(db, ROUND, 1)] == ["Second", "Third"]


def test_what_was_hidden_takes_every_version_before_it_along(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1, WHOLE.with_part(what="Bad"))
    saved(ideas, 1, proposal_id, what="Bad still")
    submit(ideas, 1, proposal_id)
    judge(ideas, proposal_id, Stage.HIDDEN, "It insults somebody.")
    saved(ideas, 1, proposal_id, what="Good")
    submit(ideas, 1, proposal_id)
    judge(ideas, proposal_id, Stage.OPEN)
    with ideas.office.database.read() as db:
        assert [each.words.what for each in public_versions(db, ROUND, 1)] == ["Good"]


def test_a_change_after_the_reviews_were_read_is_an_answer_to_them(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    set_phase(ideas, Phase.REVIEW)
    with ideas.office.database.write() as uow:
        now = ideas.office.clock.now(uow.db)
        uow.db.add(AnswerRow(proposal_id=proposal_id, told_at=now, until=now))
        uow.commit()
    saved(ideas, 1, proposal_id, title="Changed")
    submit(ideas, 1, proposal_id)
    with ideas.office.database.read() as db:
        assert db.get_one(AnswerRow, proposal_id).changed


def test_a_pot_that_was_taken_away_meanwhile_is_asked_for_again(ideas: World) -> None:
    proposal_id = draft_by(ideas, 1)
    with ideas.office.database.write() as uow:
        row = uow.db.merge(row_of(ideas, proposal_id))
        row.draft = WHOLE.with_part(pot_id="gone").to_json()
        uow.commit()
    with pytest.raises(AnswersRefusedError):
        submit(ideas, 1, proposal_id)


def test_the_hash_of_a_version_opens_with_its_salt_and_names_nobody(ideas: World) -> None:
    proposal_id = sent_by(ideas, 2)
    (version,) = versions(ideas, proposal_id)
    assert version.salt is not None
    document = version_document(ROUND, 1, 1, parse_idea(version.words))
    assert version.hash == text_hash(version.salt, document)
    assert ideas.members[2] not in json.dumps(document)


def test_the_log_gets_the_number_of_ideas_and_a_hash_for_each_version(ideas: World) -> None:
    proposal_id = sent_by(ideas, 1)
    saved(ideas, 1, proposal_id, title="Other")
    submit(ideas, 1, proposal_id)
    sent_by(ideas, 3)
    draft_by(ideas, 5)
    with ideas.office.database.read() as db:
        texts = idea_texts(db, ROUND)
        assert (texts.ideas, len(set(texts.hashes))) == (2, 3)
        assert list(texts.hashes) == sorted(texts.hashes)


def test_nothing_of_an_idea_is_written_into_the_log_by_sending_it(ideas: World) -> None:
    sent_by(ideas, 2)
    with ideas.office.database.read() as db:
        assert not [line for line in db.scalars(select(LogEntryRow.line)) if b"Lamps" in line or b"lamp" in line]
