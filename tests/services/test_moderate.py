"""The staff decide about texts: what was read is what is decided about, and the writers learn the reason."""

import json

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.proposal import Stage
from pbvote.domain.talk import Said, Subject, TextGoneError, TextMovedError, TextState
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.moderate import Decision, moderate
from pbvote.services.report_text import Report, report_text
from pbvote.storage.search import find_ideas
from pbvote.storage.tables import CommentRow, IdeaSearchRow, ProposalRow, QuestionRow, ReportRow, TrailRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.services.talk_world import add_idea, notices

IDEA = {"round": ROUND, "number": 1, "title": "A shed to mend bikes"}


def decide(  # noqa: PLR0913, PLR0917 - what these tests vary
    world: World, subject: Subject, number: int, state: TextState, reason: str = "", version: int = 0,
    *, shown: bool = True, role: str = "officer-1",
) -> None:  # fmt: skip
    moderate(world.office, role, Decision(subject, number, state, shown, reason, version))


def said(world: World, number: int, text: str = "Good.", kind: Said = Said.COMMENT) -> int:
    return comment_idea(world.office, seat_of(world, number), ROUND, 1, Saying(text, kind)).id


def test_a_text_of_the_young_is_shown_after_it_was_read(talk: World) -> None:
    """The writer is told, and then whoever the text is for."""
    number = said(talk, 2, "Who opens it?", Said.QUESTION)
    decide(talk, Subject.COMMENT, number, TextState.WAITING)
    assert notices(talk, 2) == [("comment-shown", IDEA)]
    assert notices(talk, 1) == [("question-to-author", IDEA)]
    with talk.office.database.read() as db:
        row = db.get_one(CommentRow, number)
    assert (row.state, row.judged_by) == (TextState.SHOWN, "officer-1")


def test_a_text_is_hidden_with_a_reason_that_its_writer_reads(talk: World) -> None:
    number = said(talk, 3)
    decide(talk, Subject.COMMENT, number, TextState.SHOWN, "It names a child.", shown=False)
    assert notices(talk, 3) == [("comment-hidden", {"reason": "It names a child.", **IDEA})]


@pytest.mark.parametrize("reason", ["", "a\u202eb", "x" * 601])
def test_nothing_is_hidden_without_a_reason_that_can_be_read(talk: World, reason: str) -> None:
    number = said(talk, 3)
    with pytest.raises(AnswersRefusedError):
        decide(talk, Subject.COMMENT, number, TextState.SHOWN, reason, shown=False)


def test_a_hidden_idea_is_found_no_more_and_its_trail_says_why(talk: World) -> None:
    decide(talk, Subject.PROPOSAL, 1, TextState.SHOWN, "It names a child.", 1, shown=False)
    with talk.office.database.read() as db:
        assert find_ideas(db, ROUND, "shed", 5) == []
        assert db.get(IdeaSearchRow, 1) is None
        assert db.get_one(ProposalRow, 1).judged_reason == "It names a child."
        step = db.scalars(select(TrailRow)).one()
    assert (step.kind, json.loads(step.details)) == ("hidden", {"reason": "It names a child."})
    assert notices(talk, 1) == [("idea-hidden", {"reason": "It names a child.", **IDEA})]
    decide(talk, Subject.PROPOSAL, 1, TextState.HIDDEN, version=1)
    with talk.office.database.read() as db:
        assert find_ideas(db, ROUND, "shed", 5) == [1]
        assert db.scalars(select(TrailRow.kind).order_by(TrailRow.id)).all() == ["hidden", "shown-again"]


def test_an_idea_that_waited_is_shown_and_its_author_told(talk: World) -> None:
    number = add_idea(talk, 2, author=2, stage=Stage.WAITING)
    decide(talk, Subject.PROPOSAL, number, TextState.WAITING, version=1)
    assert [kind for kind, _ in notices(talk, 2)] == ["idea-shown"]
    with talk.office.database.read() as db:
        assert find_ideas(db, ROUND, "shed", 5) == [1, 2]
        assert db.scalars(select(TrailRow.kind)).all() == ["shown"]


def test_a_question_of_the_round_is_decided_about_as_well(talk: World) -> None:
    with talk.office.database.write() as uow:
        now = talk.office.clock.now(uow.db)
        row = QuestionRow(round_id=ROUND, member_key=talk.members[2], text="What about rain?", made_at=now)
        uow.db.add(row)
        uow.commit()
    decide(talk, Subject.QUESTION, 1, TextState.WAITING)
    decide(talk, Subject.QUESTION, 1, TextState.SHOWN, "Asked already.", shown=False)
    details = {"round": ROUND, "title": "What about rain?"}
    assert notices(talk, 2) == [
        ("question-shown", details),
        ("question-hidden", {"reason": "Asked already.", **details}),
    ]


def test_what_was_changed_or_decided_meanwhile_is_read_again(talk: World) -> None:
    number = said(talk, 2)
    decide(talk, Subject.COMMENT, number, TextState.WAITING)
    for state, version in ((TextState.WAITING, 0), (TextState.SHOWN, 1)):
        with pytest.raises(TextMovedError):
            decide(talk, Subject.COMMENT, number, state, "No.", version, shown=False)
    with pytest.raises(TextMovedError):
        decide(talk, Subject.PROPOSAL, 1, TextState.SHOWN, "No.", 2, shown=False)


@pytest.mark.parametrize("subject", list(Subject))
def test_nothing_is_decided_about_what_is_not_there(talk: World, subject: Subject) -> None:
    for number in (0, -1, 77, 10**30):
        with pytest.raises(TextGoneError):
            decide(talk, subject, number, TextState.WAITING)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.WITHDRAWN])
def test_an_idea_that_is_private_or_was_taken_back_is_not_moderated(talk: World, stage: Stage) -> None:
    number = add_idea(talk, 2, stage=stage)
    with pytest.raises(TextGoneError):
        decide(talk, Subject.PROPOSAL, number, TextState.SHOWN, "No.", 1, shown=False)


@pytest.mark.parametrize("role", ["helper-1", "reviewer-1", "officer-9", "", "a\x00"])
def test_only_officers_and_clerks_decide(talk: World, role: str) -> None:
    number = said(talk, 2)
    with pytest.raises(UnknownOfficerError):
        decide(talk, Subject.COMMENT, number, TextState.WAITING, role=role)


@pytest.mark.parametrize("shown", [True, False])
def test_a_decision_settles_what_was_reported(talk: World, shown: bool) -> None:  # noqa: FBT001 - a table
    number = said(talk, 3)
    for member in (5, 7):
        report_text(talk.office, seat_of(talk, member), Report(Subject.COMMENT, number, "Rude."))
    decide(talk, Subject.COMMENT, number, TextState.SHOWN, "Rude.", shown=shown)
    with talk.office.database.read() as db:
        rows = db.scalars(select(ReportRow)).all()
    assert [(row.settled_by, row.settlement) for row in rows] == [("officer-1", "shown" if shown else "hidden")] * 2
    assert [kind for kind, _ in notices(talk, 3)] == ([] if shown else ["comment-hidden"])


@pytest.mark.parametrize(("stage", "outcome"), [(Stage.DECIDED, "not-chosen"), (Stage.MERGED, None)])
def test_hiding_for_a_while_undoes_nothing_of_what_became_of_an_idea(
    talk: World, stage: Stage, outcome: str | None
) -> None:
    number = add_idea(talk, 2, stage=stage)
    with talk.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, number)
        row.outcome, row.merged_into = outcome, 1 if stage is Stage.MERGED else None
        uow.commit()
    decide(talk, Subject.PROPOSAL, number, TextState.SHOWN, "It names a child.", 1, shown=False)
    decide(talk, Subject.PROPOSAL, number, TextState.HIDDEN, version=1)
    with talk.office.database.read() as db:
        assert db.get_one(ProposalRow, number).stage == stage
