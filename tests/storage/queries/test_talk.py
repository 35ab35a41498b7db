"""What pages read of ideas and talk is the same on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.domain.proposal import Stage
from pbvote.domain.talk import Said, Subject, TextState
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.moderate import Decision, moderate
from pbvote.services.object_to import object_to
from pbvote.services.report_text import Report, report_text
from pbvote.services.support_idea import support_idea
from pbvote.storage.queries.idea import idea_page
from pbvote.storage.queries.idea_files import idea_rows, public_ideas
from pbvote.storage.queries.ideas import SORTS, IdeaFilter, idea_list
from pbvote.storage.queries.moderation import (
    objections_to_answer,
    reported_texts,
    texts_to_read,
    waiting_questions,
    waiting_texts,
)
from pbvote.storage.queries.talk import COMMENTS, QUESTIONS, page_of_text, talk_page
from pbvote.storage.tables import QuestionRow
from tests.factories import ROUND, World
from tests.idea_world import idea_world, seat_of
from tests.services.talk_world import add_idea


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[World]:
    world = idea_world(tmp_path / "data", database_url)
    add_idea(world)
    add_idea(world, 2, author=2, stage=Stage.WAITING)
    for member, text, kind in ((3, "One.", Said.COMMENT), (2, "Two.", Said.COMMENT), (5, "Three?", Said.QUESTION)):
        comment_idea(world.office, seat_of(world, member), ROUND, 1, Saying(text, kind))
    support_idea(world.office, seat_of(world, 3), ROUND, 1)
    report_text(world.office, seat_of(world, 5), Report(Subject.COMMENT, 1, "Rude."))
    report_text(world.office, seat_of(world, 5), Report(Subject.PROPOSAL, 1, "Rude."))
    hiding = Decision(Subject.COMMENT, 3, TextState.SHOWN, shown=False, reason="Rude.")
    moderate(world.office, "officer-1", hiding)
    object_to(world.office, seat_of(world, 5), Subject.COMMENT, 3, "No.")
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(QuestionRow(round_id=ROUND, member_key=world.members[2], text="What about rain?", made_at=now))
        uow.commit()
    yield world
    world.office.database.close()


def test_the_queues_hold_what_waits_and_say_who_is_young(world: World) -> None:
    with world.office.database.read() as db:
        waiting = waiting_texts(db)
        assert [(line.subject, line.id, line.young) for line in waiting.lines] == [
            (Subject.COMMENT, 2, True), (Subject.PROPOSAL, 2, True),
        ]  # fmt: skip
        assert [(line.subject, line.text, line.young) for line in reported_texts(db).lines] == [
            (Subject.COMMENT, "One.", False), (Subject.PROPOSAL, "A shed to mend bikes", False),
        ]  # fmt: skip
        assert [(line.id, line.text) for line in objections_to_answer(db).lines] == [(1, "Three?")]
        assert texts_to_read(db) == 5
        assert [each.number for each in waiting_questions(db)] == [1]


def test_lists_pages_and_files_say_the_same(world: World) -> None:
    with world.office.database.read() as db:
        for sort in ("", *SORTS):
            for words in ("", "bike"):
                found = idea_list(db, ROUND, 2, IdeaFilter(words=words, sort=sort), world.members[3])
                assert [(card.number, card.missing, card.mine) for card in found.cards] == [(1, 1, True)]
        page = idea_page(db, ROUND, 1, world.members[3])
        assert page is not None
        assert (page.supports, page.mine, page.authors) == (1, True, (world.members[1],))
        assert idea_page(db, ROUND, 10**30) is None
        assert [each["number"] for each in public_ideas(db, ROUND, 2)] == [1]
        assert [(row.number, row.comments, row.supports) for row in idea_rows(db, ROUND)] == [(1, 1, 1), (2, 0, 0)]


def test_what_waits_is_seen_by_its_writer_alone(world: World) -> None:
    with world.office.database.read() as db:
        for member, seen in ((None, ["One."]), (world.members[3], ["One."]), (world.members[2], ["One.", "Two."])):
            assert [each.text for each in talk_page(db, 1, COMMENTS, 1, member).texts] == seen
        (hidden,) = talk_page(db, 1, QUESTIONS).texts
        assert (hidden.text, hidden.hidden_because) == ("", "Rude.")
        assert page_of_text(db, 2, world.members[2]) == 1
