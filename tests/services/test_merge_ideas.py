"""Two ideas become one only when every author of both says yes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import UnknownOfficerError
from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.merging import MergeRefusedError, MergeSettledError, TooManyTogetherError
from pbvote.services.merge_ideas import ask_merge, drop_merge, say_on_merge
from pbvote.storage.search import find_ideas
from pbvote.storage.tables import (
    AuthorRow,
    MemberRow,
    MergeRow,
    NoticeRow,
    PhasesRow,
    ProposalRow,
    SupportRow,
    TrailRow,
)
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.review_world import review_world

WHY = "Both want light on the same path."


@pytest.fixture
def review(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Ideas 1 of member 1 and 2 of member 3, with supporters 5 and 7 each."""
    world = review_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


@pytest.fixture
def offer(review: World) -> int:
    """The offer to make idea 1 a part of idea 2."""
    return ask_merge(review.office, "officer-1", ROUND, (1, 2), WHY)


def say(world: World, number: int, offer: int, *, agrees: bool = True) -> str:
    return say_on_merge(world.office, seat_of(world, number), offer, agrees=agrees)


def row(world: World, number: int) -> ProposalRow:
    with world.office.database.read() as db:
        return db.get_one(ProposalRow, number)


def told(world: World, number: int) -> list[str]:
    mine = select(NoticeRow.kind).where(NoticeRow.member_key == world.members[number]).order_by(NoticeRow.id)
    with world.office.database.read() as db:
        return [kind for kind in db.scalars(mine) if kind.startswith("merge")]


def trail(world: World, number: int) -> list[str]:
    with world.office.database.read() as db:
        return [each.kind for each in db.scalars(select(TrailRow).filter_by(proposal_id=number).order_by(TrailRow.id))]


def settle(world: World, table: type[AuthorRow | SupportRow], idea: int, *numbers: int) -> None:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        for number in numbers:
            since = now if table is AuthorRow else now.date()
            uow.db.add(table(proposal_id=idea, member_key=world.members[number], since=since))
        uow.commit()


def of(world: World, table: type[AuthorRow | SupportRow], idea: int) -> set[int]:
    with world.office.database.read() as db:
        keys = set(db.scalars(select(table.member_key).where(table.proposal_id == idea)))
    return {number for number, key in enumerate(world.members) if key in keys}


def test_every_author_of_both_is_asked(review: World, offer: int) -> None:
    assert (told(review, 1), told(review, 3), told(review, 5)) == (["merge-asked"], ["merge-asked"], [])
    assert say(review, 1, offer) == "asked"
    assert say(review, 3, offer) == "done"


def test_authors_and_supporters_go_along_each_once(review: World) -> None:
    settle(review, SupportRow, 1, 3, 6)
    offer = ask_merge(review.office, "reviewer-1", ROUND, (1, 2), WHY)
    for number in (3, 1):
        say(review, number, offer)
    assert of(review, AuthorRow, 2) == {1, 3}
    assert of(review, SupportRow, 2) == {5, 6, 7}
    assert of(review, SupportRow, 1) == {3, 5, 6, 7}


def test_the_first_stays_to_be_read_and_leads_to_the_second(review: World, offer: int) -> None:
    for number in (1, 3):
        say(review, number, offer)
    first = row(review, 1)
    assert (first.stage, first.merged_into, first.outcome, first.outcome_reason) == ("merged", 2, "merged", WHY)
    assert (trail(review, 1)[-1], trail(review, 2)[-1]) == ("merged", "merged-in")
    assert (told(review, 1)[-1], told(review, 3)[-1]) == ("merge-done", "merge-done")
    with review.office.database.read() as db:
        assert 1 not in find_ideas(db, ROUND, "garden", 10)


def test_an_idea_with_a_young_author_becomes_a_young_one(review: World) -> None:
    settle(review, AuthorRow, 1, 2)
    offer = ask_merge(review.office, "officer-1", ROUND, (1, 2), WHY)
    for number in (1, 2, 3):
        say(review, number, offer)
    assert row(review, 2).young


def test_any_no_ends_it_and_nothing_public_says_so(review: World, offer: int) -> None:
    say(review, 1, offer)
    assert say(review, 3, offer, agrees=False) == "refused"
    assert (told(review, 1)[-1], told(review, 3)[-1]) == ("merge-refused", "merge-refused")
    assert row(review, 1).stage == "open"
    assert not {"merge-asked", "not-merged"} & {*trail(review, 1), *trail(review, 2)}
    with pytest.raises(MergeSettledError):
        say(review, 1, offer)


def test_nobody_else_has_a_word(review: World, offer: int) -> None:
    for number in (5, 0):
        with pytest.raises(MergeSettledError):
            say(review, number, offer)


def test_an_offer_that_is_not_there(review: World) -> None:
    for offer_id in (99, 0, 2**40):
        with pytest.raises(MergeSettledError):
            say(review, 1, offer_id)


def test_a_word_can_be_changed_while_others_are_asked(review: World, offer: int) -> None:
    say(review, 1, offer)
    assert say(review, 1, offer, agrees=False) == "refused"


def test_an_idea_that_was_hidden_meanwhile_stays_alone(review: World, offer: int) -> None:
    with review.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = "hidden"
        uow.commit()
    assert say(review, 3, offer) == "dropped"


def test_the_staff_can_stop_asking(review: World, offer: int) -> None:
    drop_merge(review.office, "officer-2", offer)
    with pytest.raises(MergeSettledError):
        drop_merge(review.office, "officer-2", offer)
    with review.office.database.read() as db:
        assert db.get_one(MergeRow, offer).state == "dropped"


def test_pairs_that_cannot_become_one(review: World) -> None:
    for numbers in ((1, 1), (1, 3)):
        with pytest.raises(MergeRefusedError):
            ask_merge(review.office, "officer-1", ROUND, numbers, WHY)
    for numbers in ((1, 99), (0, 1)):
        with pytest.raises(UnknownIdeaError):
            ask_merge(review.office, "officer-1", ROUND, numbers, WHY)


def test_an_idea_whose_authors_are_asked_waits(review: World, offer: int) -> None:
    assert offer
    with pytest.raises(MergeRefusedError):
        ask_merge(review.office, "officer-1", ROUND, (4, 1), WHY)


def test_together_they_have_at_most_eight_authors(tmp_path: Path, sqlite_url: str) -> None:
    world = review_world(tmp_path / "data", sqlite_url)
    with world.office.database.write() as uow:
        for number in range(7):
            uow.db.add(MemberRow(key=f"more-{number}", name="M", under_16=False, under_18=False))
            uow.db.flush()
            now = world.office.clock.now(uow.db)
            uow.db.add(AuthorRow(proposal_id=1, member_key=f"more-{number}", since=now))
        uow.commit()
    with pytest.raises(TooManyTogetherError):
        ask_merge(world.office, "officer-1", ROUND, (1, 2), WHY)
    world.office.database.close()


def test_a_reason_is_compulsory_and_is_text(review: World) -> None:
    for reason in ("", "x" * 1001, "turned \u202e"):
        with pytest.raises(AnswersRefusedError):
            ask_merge(review.office, "officer-1", ROUND, (1, 2), reason)


def test_only_the_staff_ask(review: World) -> None:
    with pytest.raises(UnknownOfficerError):
        ask_merge(review.office, "nobody-1", ROUND, (1, 2), WHY)


def test_after_the_list_was_put_ideas_stay_as_they_are(review: World, offer: int) -> None:
    with review.office.database.write() as uow:
        phases = uow.db.get_one(PhasesRow, ROUND)
        phases.listed_at = phases.list_at
        uow.commit()
    with pytest.raises(MergeRefusedError):
        say(review, 1, offer)
