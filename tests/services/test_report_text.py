"""A report is read by the staff; by itself it hides nothing."""

import pytest
from sqlalchemy import func, select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import NotOnRollError
from pbvote.domain.proposal import Stage
from pbvote.domain.talk import MOST_AN_HOUR, Subject, TextGoneError, TooMuchSaidError
from pbvote.services.report_text import Report, report_text
from pbvote.storage.tables import ProposalRow, ReportRow, RollRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.services.talk_world import add_idea


def report(
    world: World, number: int, subject: Subject = Subject.PROPOSAL, subject_id: int = 1, why: str = "Rude."
) -> None:
    report_text(world.office, seat_of(world, number), Report(subject, subject_id, why))


def test_a_report_of_one_member_waits_once_and_hides_nothing(talk: World) -> None:
    for number in (3, 3, 2):
        report(talk, number)
    with talk.office.database.read() as db:
        assert db.scalar(select(func.count()).select_from(ReportRow)) == 2
        assert db.get_one(ProposalRow, 1).stage == Stage.OPEN


@pytest.mark.parametrize("why", ["", "a\u202eb", "x" * 601])
def test_a_report_says_why(talk: World, why: str) -> None:
    with pytest.raises(AnswersRefusedError):
        report(talk, 3, why=why)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.WAITING, Stage.HIDDEN, Stage.WITHDRAWN])
def test_a_report_tells_nothing_about_what_cannot_be_read(talk: World, stage: Stage) -> None:
    number = add_idea(talk, 2, stage=stage)
    for subject_id in (number, 99):
        with pytest.raises(TextGoneError):
            report(talk, 3, subject_id=subject_id)
    with pytest.raises(TextGoneError):
        report(talk, 3, Subject.COMMENT, 1)


def test_only_members_of_the_round_report(talk: World) -> None:
    with talk.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, talk.members[3])).removed = True
        uow.commit()
    with pytest.raises(NotOnRollError):
        report(talk, 3)


def test_nobody_floods_the_readers(talk: World) -> None:
    numbers = [add_idea(talk, number) for number in range(2, MOST_AN_HOUR + 3)]
    for number in numbers[:MOST_AN_HOUR]:
        report(talk, 3, subject_id=number)
    with pytest.raises(TooMuchSaidError):
        report(talk, 3, subject_id=numbers[-1])
