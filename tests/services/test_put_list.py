"""Officers decide about every idea, two of them put the list on the ballot, and nobody is forgotten."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.errors import ActLapsedError, UnknownOfficerError
from pbvote.domain.idea_errors import UnknownIdeaError
from pbvote.domain.outcome import ListNotReadyError, OutcomeSettledError, OutcomeWords
from pbvote.domain.phase import NotInPhaseError, Phase
from pbvote.domain.proposal import Outcome
from pbvote.domain.shown_as import Standing
from pbvote.services.decide_outcome import decide_outcome, decide_too_few
from pbvote.services.make_projects import MEMBERS, ONE_MEMBER, proposer_of
from pbvote.services.merge_ideas import ask_merge, say_on_merge
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.text_hash import text_hash, texts_root
from pbvote.services.withdraw_idea import withdraw_idea
from pbvote.storage.queries.became import IdeaOfProject, idea_of_project
from pbvote.storage.tables import (
    AuthorRow,
    DecisionRow,
    NoticeRow,
    PanelVoteRow,
    PhasesRow,
    ProjectRow,
    ProposalRow,
    TrailRow,
)
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.log_entries import entries
from tests.outcome_world import BALLOT, decide_all, listed_world

PUT = "put the list on the ballot"
NOT_CHOSEN = OutcomeWords(Outcome.NOT_CHOSEN, "Two gardens are enough.")


@pytest.fixture
def listed(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Reviews are public and nothing is decided: ideas 1 to 3 were reviewed, idea 4 has too few supporters."""
    world = listed_world(tmp_path / "data", sqlite_url)
    yield world
    world.office.database.close()


def rows(world: World) -> dict[int, ProposalRow]:
    with world.office.database.read() as db:
        return {row.number or 0: row for row in db.scalars(select(ProposalRow))}


def notices(world: World, kind: str) -> dict[str, dict[str, object]]:
    with world.office.database.read() as db:
        return {row.member_key: json.loads(row.details) for row in db.scalars(select(NoticeRow).filter_by(kind=kind))}


def decided(world: World, number: int, words: OutcomeWords, role: str = "officer-1") -> None:
    decide_outcome(world.office, role, ROUND, number, words)


def test_every_idea_that_was_sent_ends_with_an_outcome_and_its_authors_are_told_why(listed: World) -> None:
    decide_all(listed)
    listed.agree(PUT)
    assert all(row.outcome and row.outcome_reason and row.stage == "decided" for row in rows(listed).values())
    told = notices(listed, "outcome")
    with listed.office.database.read() as db:
        authors = list(db.execute(select(AuthorRow.member_key, AuthorRow.proposal_id)))
    for member, idea in authors:
        assert (told[member]["number"], told[member]["reason"]) == (idea, rows(listed)[idea].outcome_reason)


def test_merged_hidden_and_withdrawn_ideas_are_not_forgotten_either(listed: World) -> None:
    offer = ask_merge(listed.office, "officer-1", ROUND, (1, 2), "They are alike.")
    for number in (1, 3):
        say_on_merge(listed.office, seat_of(listed, number), offer, agrees=True)
    withdraw_idea(listed.office, seat_of(listed, 5), 4, "no-reason")
    with listed.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 3).stage = "hidden"
        uow.commit()
    decided(listed, 3, NOT_CHOSEN)
    decided(listed, 2, replace(BALLOT, title="Lamps"))
    listed.agree(PUT)
    found = {number: (row.stage, row.outcome) for number, row in rows(listed).items()}
    assert found == {
        1: ("merged", "merged"), 2: ("decided", "on-ballot"), 3: ("hidden", "not-chosen"),
        4: ("withdrawn", "withdrawn"),
    }  # fmt: skip
    told = {**notices(listed, "merge-done"), **notices(listed, "outcome")}
    assert {listed.members[number] for number in (0, 1, 3)} <= set(told)
    (entry,) = entries(listed, "outcomes.decided")
    assert [each["outcome"] for each in entry["outcomes"]] == ["merged", "not-chosen", "on-ballot", "withdrawn"]


def test_the_log_has_numbers_and_one_hash_and_no_word(listed: World) -> None:
    decide_all(listed)
    listed.agree(PUT)
    (entry,) = entries(listed, "outcomes.decided")
    assert set(entry) == {"at", "kind", "outcomes", "roles", "round", "texts", "v"}
    assert entry["outcomes"] == [
        {"count": 1, "outcome": each} for each in ("not-chosen", "not-feasible", "on-ballot", "too-few-supporters")
    ]
    with listed.office.database.read() as db:
        kept = list(db.scalars(select(DecisionRow)))
        one = db.get_one(DecisionRow, 3)
        assert one.hash == text_hash(
            one.salt or b"", {"number": 3, "outcome": "on-ballot", "reason": BALLOT.reason, "round": ROUND}
        )
    assert entry["texts"] == texts_root(row.hash for row in kept)


def test_the_project_says_what_officers_decided_and_never_the_name_of_a_child(listed: World) -> None:
    decide_all(listed)
    listed.agree(PUT)
    with listed.office.database.read() as db:
        project = db.scalars(select(ProjectRow)).one()
    assert (project.id, project.pot_id, project.title, project.cost) == (
        "bike-repair-shed",
        "youth",
        BALLOT.title,
        330_000,
    )
    assert (project.summary, project.theme, project.ward) == ("Mend your bike.", "Bikes", "Millgate")
    assert (project.proposer, project.body.startswith("Put six lamps")) == (ONE_MEMBER, True)
    assert rows(listed)[3].project_id == project.id


@pytest.mark.parametrize(
    ("standings", "words"),
    [
        ([Standing(young=True, band="14-16", name="Ann Lee")], ONE_MEMBER),
        ([Standing(young=False, chosen="name", name="Ann Lee")], ONE_MEMBER),
        ([Standing(young=True, chosen="nickname:Otter", name="Ann Lee")], "Otter"),
        ([Standing(young=True, chosen="name", name="Ann Lee")], ONE_MEMBER),
        ([Standing(young=False), Standing(young=True)], MEMBERS),
        ([None], ONE_MEMBER),
        ([], ONE_MEMBER),
    ],
)
def test_a_text_that_is_fixed_for_good_holds_no_name(standings: list[Standing | None], words: str) -> None:
    assert proposer_of(standings) == words


def test_nothing_of_it_is_known_before_two_officers_agree(listed: World) -> None:
    decide_all(listed)
    prepare_act(listed.office, "officer-1", ROUND, PUT)
    assert notices(listed, "outcome") == {}
    assert {(row.stage, row.outcome) for row in rows(listed).values()} == {("open", None)}
    with listed.office.database.read() as db:
        assert "decided" not in set(db.scalars(select(TrailRow.kind)))


def test_an_outcome_that_changes_between_the_two_lapses_the_act(listed: World) -> None:
    decide_all(listed)
    number = prepare_act(listed.office, "officer-1", ROUND, PUT)
    decided(listed, 1, replace(NOT_CHOSEN, reason="Another reason."))
    with pytest.raises(ActLapsedError):
        confirm_act(listed.office, "officer-2", number)


def test_it_is_put_once(listed: World) -> None:
    decide_all(listed)
    listed.agree(PUT)
    with pytest.raises(OutcomeSettledError):
        listed.agree(PUT)
    with pytest.raises(OutcomeSettledError):
        decided(listed, 1, NOT_CHOSEN)


def test_the_panels_votes_are_forgotten(listed: World) -> None:
    decide_all(listed)
    listed.agree(PUT)
    with listed.office.database.read() as db:
        assert db.scalar(select(func.count()).select_from(PanelVoteRow)) == 0


def test_a_list_with_an_undecided_idea_waits(listed: World) -> None:
    decided(listed, 1, NOT_CHOSEN)
    with pytest.raises(ListNotReadyError, match="no outcome yet: 3"):
        prepare_act(listed.office, "officer-1", ROUND, PUT)


def test_a_list_with_an_unread_idea_waits(listed: World) -> None:
    decide_all(listed)
    with listed.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = "waiting"
        uow.commit()
    with pytest.raises(ListNotReadyError, match="nobody of the staff has read yet: 1"):
        prepare_act(listed.office, "officer-1", ROUND, PUT)


def test_a_list_with_an_offer_to_merge_waits(listed: World) -> None:
    decide_all(listed)
    ask_merge(listed.office, "officer-1", ROUND, (1, 2), "They are alike.")
    with pytest.raises(ListNotReadyError, match="one idea of two: 1"):
        prepare_act(listed.office, "officer-1", ROUND, PUT)


@pytest.mark.parametrize("phase", [Phase.IDEAS, Phase.REVIEW])
def test_nothing_is_decided_before_the_reviews_are_public(listed: World, phase: Phase) -> None:
    with listed.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase.value
        uow.commit()
    with pytest.raises(NotInPhaseError):
        decided(listed, 1, NOT_CHOSEN)
    with pytest.raises(ListNotReadyError):
        prepare_act(listed.office, "officer-1", ROUND, PUT)


def test_a_decision_must_be_whole(listed: World) -> None:
    for number, words, field in (
        (1, replace(NOT_CHOSEN, reason=""), "reason"),
        (1, replace(NOT_CHOSEN, reason="x" * 1001), "reason"),
        (1, replace(NOT_CHOSEN, outcome=""), "outcome"),
        (1, replace(NOT_CHOSEN, outcome="merged"), "outcome"),
        (1, replace(NOT_CHOSEN, outcome="too-few-supporters"), "outcome"),
        (4, BALLOT, "outcome"),
        (4, replace(NOT_CHOSEN, outcome="not-feasible"), "outcome"),
        (1, replace(BALLOT, title=""), "title"),
        (1, replace(BALLOT, summary=""), "summary"),
        (1, replace(BALLOT, cost=0), "cost"),
        (1, replace(BALLOT, cost=100_000_000), "cost"),
    ):
        with pytest.raises(AnswersRefusedError) as refused:
            decided(listed, number, words)
        assert field in refused.value.faults
    with listed.office.database.read() as db:
        assert db.scalars(select(DecisionRow)).all() == []


def test_two_projects_of_a_pot_have_two_titles(listed: World) -> None:
    decided(listed, 1, BALLOT)
    with pytest.raises(AnswersRefusedError) as refused:
        decided(listed, 2, replace(BALLOT, title="BIKE repair shed"))
    assert list(refused.value.faults) == ["title"]
    decided(listed, 3, BALLOT)


def test_a_hidden_idea_does_not_stand_on_the_ballot(listed: World) -> None:
    with listed.office.database.write() as uow:
        uow.db.get_one(ProposalRow, 1).stage = "hidden"
        uow.commit()
    with pytest.raises(AnswersRefusedError):
        decided(listed, 1, BALLOT)


def test_too_few_is_proposed_for_those_alone_that_nobody_reviewed(listed: World) -> None:
    assert decide_too_few(listed.office, "officer-1", ROUND, "Too few.") == 1
    with listed.office.database.read() as db:
        assert [(row.proposal_id, row.outcome) for row in db.scalars(select(DecisionRow))] == [
            (4, "too-few-supporters")
        ]


def test_whoever_is_no_officer_or_clerk_decides_nothing(listed: World) -> None:
    with pytest.raises(UnknownOfficerError):
        decided(listed, 1, NOT_CHOSEN, "reviewer-1")


def test_an_idea_that_is_not_there(listed: World) -> None:
    for number in (0, 99, 2**40):
        with pytest.raises(UnknownIdeaError):
            decided(listed, number, NOT_CHOSEN)


def test_a_project_no_longer_names_an_idea_that_was_hidden(listed: World) -> None:
    decide_all(listed)
    listed.agree(PUT)
    project = rows(listed)[3].project_id or ""
    with listed.office.database.write() as uow:
        assert idea_of_project(uow.db, ROUND, "youth", project) == IdeaOfProject(3, "Bike repair shed")
        uow.db.get_one(ProposalRow, 3).stage = "hidden"
        uow.db.flush()
        assert idea_of_project(uow.db, ROUND, "youth", project) is None
