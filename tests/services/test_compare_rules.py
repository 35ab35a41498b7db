"""Rules are compared before a round with invented votes and after it with the real ones, and never in between."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pbvote.domain.practice import Practice
from pbvote.domain.round import RoundState
from pbvote.domain.rules import RULES
from pbvote.services import compare_apart as module
from pbvote.services.compare_apart import TooLongToCompareError
from pbvote.services.compare_rules import (
    Compared,
    ComparisonNotNowError,
    NothingToCompareError,
    TooFewToCompareError,
    WhatIf,
    WhatIfRefusedError,
    budgets_for,
    compare_practice,
    compare_published,
    require_comparable,
)
from pbvote.services.draft_pot import add_pot
from pbvote.services.start_round import start_round
from pbvote.storage.tables import ResultRow
from tests.attacks.database_rows import all_rows, change
from tests.factories import ROUND, YOUTH, World, open_world

TWENTY = Practice(20, "one")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A published round: 108 young people voted, of whom seven chose the boat; nobody else did."""
    folder = tmp_path_factory.mktemp("compared")
    world = open_world(folder, f"sqlite:///{folder / 'pbvote.db'}", members=216)
    for number in range(108):
        rankings = [("bike", "quiet"), ("bike",), ("games", "bike"), ("quiet", "games")]
        world.cast(2 * number, *(("quiet", "boat") if number < 7 else rankings[number % 4]))
    world.close()
    world.publish()
    return world


@pytest.fixture
def published(original: World) -> Iterator[World]:
    """The same; whatever a test changes past the services is put back."""
    file, kept = Path(str(original.office.database.url.database)), Path(str(original.office.data / "kept.db"))
    original.office.database.close()
    shutil.copy(file, kept)
    yield original
    original.office.database.close()
    for left in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        left.unlink(missing_ok=True)
    shutil.move(kept, file)


def practice(world: World, what_if: WhatIf | None = None) -> Compared:
    return compare_practice(world.office, ROUND, "youth", TWENTY, what_if or WhatIf())


def real(world: World, what_if: WhatIf | None = None) -> Compared:
    return compare_published(world.office, ROUND, "youth", what_if or WhatIf())


def put_into(world: World, state: RoundState) -> None:
    change(world.office.database, "UPDATE round SET state = :state", state=state.value)


BETWEEN = [
    RoundState.OPEN, RoundState.SUSPENDED, RoundState.CLOSING, RoundState.CLOSED, RoundState.DRAWN, RoundState.COUNTED,
    RoundState.CANCELLED,
]  # fmt: skip


@pytest.mark.parametrize("state", BETWEEN)
def test_nothing_is_compared_between_the_opening_and_the_publishing(published: World, state: RoundState) -> None:
    """Not with the ballots, which are all there, and not with invented ones either; nor after a cancelling."""
    put_into(published, state)
    with pytest.raises(ComparisonNotNowError):
        require_comparable(state)
    for refused in (practice, real):
        with pytest.raises(ComparisonNotNowError, match="cancelled" if state is RoundState.CANCELLED else "In between"):
            refused(published)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.FROZEN, RoundState.SEALED])
def test_before_a_round_only_invented_votes_are_compared(published: World, state: RoundState) -> None:
    """Even if ballots stood in the box: what is asked for is what the state allows."""
    put_into(published, state)
    require_comparable(state)
    with pytest.raises(ComparisonNotNowError):
        real(published)
    found = practice(published)
    assert (found.people, found.comparison.n) == (20, 20)


def test_after_the_result_only_the_real_votes_are(published: World) -> None:
    with pytest.raises(ComparisonNotNowError):
        practice(published)
    found = real(published)
    assert (found.people, found.comparison.n) == (None, 108)


def test_the_first_outcome_is_that_of_the_pot_and_every_rule_is_there(published: World) -> None:
    found = real(published)
    assert [each.rule for each in found.comparison.outcomes] == list(RULES)
    assert (found.missing, found.is_whole) == ((), True)
    with published.office.database.read() as db:
        public = db.get_one(ResultRow, (ROUND, "youth")).public or b""
    assert b'"funded":["bike","quiet"]' in public
    assert sorted(found.comparison.outcomes[0].funded) == ["bike", "quiet"]


def test_people_are_told_in_tens(published: World) -> None:
    for each in real(published).comparison.outcomes:
        assert each.served % 10 == each.first_served % 10 == 0


def test_nothing_is_kept(published: World) -> None:
    before = all_rows(published.office.database)
    real(published)
    real(published, WhatIf(minimum=20))
    assert all_rows(published.office.database) == before


def every_answer(world: World) -> list[Compared]:
    """All that can be asked of the real votes."""
    found = real(world)
    budgets, minimums = (None, *budgets_for(YOUTH.budget)), (None, *found.minimums)
    return [real(world, WhatIf(budget, minimum)) for budget in budgets for minimum in minimums]


def test_no_answer_tells_how_many_are_behind_a_project_that_few_chose(published: World) -> None:
    """An attacker who asks everything cannot tell two, seven and nine people behind the boat apart."""
    answers = every_answer(published)
    assert len(answers) == 9
    for people, statement in (
        (2, "LIKE '%boat%' AND id IN (SELECT id FROM ballot WHERE ranking LIKE '%boat%' LIMIT 5)"),
        (9, "= '[\"bike\"]' AND id IN (SELECT id FROM ballot WHERE ranking = '[\"bike\"]' LIMIT 7)"),
    ):
        to = '["quiet"]' if people == 2 else '["bike","boat"]'
        change(published.office.database, f"UPDATE ballot SET ranking = :to WHERE ranking {statement}", to=to)  # noqa: S608 - our own words
        assert behind_the_boat(published) == people
        assert every_answer(published) == answers


def behind_the_boat(world: World) -> int:
    rows = all_rows(world.office.database)["ballot"]
    return sum('"boat"' in str(row) or "'boat'" in str(row) for row in rows)


@pytest.mark.parametrize("minimum", [*range(20), 21, 30, 51, 99, 100, 107, 108, 1000, -1])
def test_a_minimum_that_would_find_out_single_people_is_refused(published: World, minimum: int) -> None:
    """A minimum that goes up by one until a project falls out says how many are behind it."""
    with pytest.raises(WhatIfRefusedError):
        real(published, WhatIf(minimum=minimum))


@pytest.mark.parametrize(
    "budget", [1, 999_999, 1_000_001, 1_999_999, 2_000_000, 2_000_001, 3_000_000, 4_000_001, -1, 0]
)
def test_an_amount_that_would_find_out_single_people_is_refused(published: World, budget: int) -> None:
    """So does an amount that goes up by a penny until a project can be paid."""
    with pytest.raises(WhatIfRefusedError):
        real(published, WhatIf(budget=budget))


def test_a_project_that_few_chose_is_named_in_no_what_if(published: World) -> None:
    found = real(published, WhatIf(budget=4_000_000))
    assert found.left_out >= 1
    for each in found.comparison.outcomes:
        assert "boat" not in each.funded
        assert each.unserved is None or each.unserved.project != "boat"
        assert each.more_money is None or each.more_money.project != "boat"


def test_a_pot_of_which_only_what_won_is_published_is_not_compared(published: World) -> None:
    with pytest.raises(TooFewToCompareError):
        compare_published(published.office, ROUND, "everybody", WhatIf())


def test_invented_votes_can_be_asked_anything(published: World) -> None:
    """Nobody is behind them."""
    put_into(published, RoundState.SEALED)
    assert practice(published, WhatIf(budget=1, minimum=1)).comparison.outcomes[0].funded == ()
    asked = practice(published, WhatIf(budget=10_000_000))
    assert asked.comparison.budget == 10_000_000
    assert sorted(asked.comparison.outcomes[0].funded) == sorted(each.id for each in YOUTH.projects)


def test_the_same_word_invents_the_same_votes(published: World) -> None:
    put_into(published, RoundState.DRAFT)
    assert practice(published) == practice(published)


def test_a_draft_without_projects_has_nothing_to_compare(new: World) -> None:
    round_id = start_round(new.office, "officer-1", "Autumn", "nothing")
    pot = add_pot(new.office, "officer-1", round_id, "Town pot", 100_000)
    with pytest.raises(NothingToCompareError):
        compare_practice(new.office, round_id, pot, TWENTY, WhatIf())


def test_what_takes_too_long_is_ended(published: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0)
    with pytest.raises(TooLongToCompareError):
        real(published)
