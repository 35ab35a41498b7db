"""Authors are told at each later step what became of their idea, and a project leads back to its idea."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.outcome import OutcomeWords
from pbvote.domain.proposal import Outcome
from pbvote.services.decide_outcome import decide_outcome, decide_too_few
from pbvote.services.tell_authors import tell_result
from pbvote.storage.queries.became import became_of, idea_of_project
from pbvote.storage.tables import AuthorRow, NoticeRow, PanelSayRow, ProposalRow, ResultRow, TrailRow
from tests.factories import OPENS, ROUND, World
from tests.outcome_world import BALLOT, decide_all, listed_world

PUT = "put the list on the ballot"
LAMPS = replace(BALLOT, title="Lamps", reason="They are needed.")


@pytest.fixture
def listed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    world = listed_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def put_two(world: World) -> None:
    """Idea 3 is for the ballot of the young, idea 2 for that of everybody; the others are not."""
    decide_outcome(world.office, "officer-1", ROUND, 3, BALLOT)
    decide_outcome(world.office, "officer-1", ROUND, 2, LAMPS)
    decide_outcome(world.office, "officer-1", ROUND, 1, OutcomeWords(Outcome.NOT_CHOSEN, "One garden is enough."))
    decide_too_few(world.office, "officer-1", ROUND, "Too few.")
    world.agree(PUT)


def told(world: World, number: int) -> dict[str, dict[str, object]]:
    mine = select(NoticeRow).where(NoticeRow.member_key == world.members[number])
    with world.office.database.read() as db:
        return {row.kind: json.loads(row.details) for row in db.scalars(mine)}


def became(world: World, number: int) -> tuple[object, ...]:
    with world.office.database.read() as db:
        found = became_of(db, [number]).get(number)
    return () if found is None else (found.outcome, found.project_title, found.is_frozen, found.result)


def test_from_the_list_to_the_result(listed: World) -> None:
    put_two(listed)
    assert became(listed, 3) == ("on-ballot", "Bike repair shed", False, "")
    listed.agree("approve the schedule")
    listed.agree("freeze")
    assert became(listed, 3) == ("on-ballot", "Bike repair shed", True, "")
    assert (told(listed, 0)["frozen"]["number"], "frozen" in told(listed, 1)) == (3, False)
    listed.agree("print codes")
    listed.agree("seal the roll")
    listed.at(OPENS)
    listed.cast(0, "bike-repair-shed")
    listed.cast(1, pot="everybody")
    listed.close()
    listed.publish()
    assert "reason" not in told(listed, 0)["funded"]  # so few voted that the count gives none
    assert set(told(listed, 3)) >= {"outcome", "frozen", "not-funded"}
    assert became(listed, 3) == ("on-ballot", "Bike repair shed", True, "funded")
    with listed.office.database.read() as db:
        kinds = [row.kind for row in db.scalars(select(TrailRow).filter_by(proposal_id=3).order_by(TrailRow.id))]
        assert kinds[-3:] == ["decided", "frozen", "funded"]


def test_the_reason_of_the_count_is_told_where_it_is_public(listed: World) -> None:
    put_two(listed)
    line = {"id": "bike-repair-shed", "state": "unfunded", "reason": "Not funded: 3 people ranked it."}
    with listed.office.database.write() as uow:
        public = json.dumps({"projects": [line]}).encode()
        uow.db.add(ResultRow(round_id=ROUND, pot_id="youth", numbers=b"{}", public=public))
        uow.db.flush()
        tell_result(uow.db, listed.office.clock.now(uow.db), ROUND)
        uow.commit()
    assert told(listed, 0)["not-funded"]["reason"] == line["reason"]
    assert "not-funded" not in told(listed, 3)


def test_a_project_leads_back_to_its_idea_and_to_what_became_part_of_it(listed: World) -> None:
    with listed.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, 1)
        row.stage, row.outcome, row.merged_into = "merged", "merged", 2
        uow.commit()
    decide_outcome(listed.office, "officer-1", ROUND, 3, BALLOT)
    decide_outcome(listed.office, "officer-1", ROUND, 2, LAMPS)
    decide_too_few(listed.office, "officer-1", ROUND, "Too few.")
    listed.agree(PUT)
    with listed.office.database.read() as db:
        found = idea_of_project(db, ROUND, "everybody", "lamps")
        assert found is not None
        assert (found.number, found.parts) == (2, ((1, "A garden for everybody"),))
        assert idea_of_project(db, ROUND, "youth", "nothing") is None
        assert became_of(db, [1])[1].merged_into == 2


def test_nothing_is_known_of_what_officers_only_mean(listed: World) -> None:
    decide_all(listed)
    assert all(became(listed, number) == () for number in (1, 2, 3, 4, 99))


@pytest.mark.parametrize(
    ("agrees", "shown", "public"), [(True, False, True), (False, False, None), (False, True, False)]
)
def test_the_panels_reason_is_public_once_it_was_read(
    listed: World, *, agrees: bool, shown: bool, public: bool | None
) -> None:
    decide_all(listed)
    listed.agree(PUT)
    with listed.office.database.write() as uow:
        say = uow.db.get_one(PanelSayRow, 3)
        say.agrees, say.reason = agrees, "We looked."
        say.shown_at = say.asked_at if shown else None
        uow.commit()
    with listed.office.database.read() as db:
        found = became_of(db, [3])[3]
    assert (found.panel_agrees, bool(found.panel_reason)) == (public, public is not None)


def test_authors_who_left_are_not_looked_for(listed: World) -> None:
    put_two(listed)
    with listed.office.database.write() as uow:
        for row in uow.db.scalars(select(AuthorRow)):
            uow.db.delete(row)
        uow.commit()
    listed.agree("approve the schedule")
    listed.agree("freeze")
    assert "frozen" not in told(listed, 0)
