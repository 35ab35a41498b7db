"""What the public sees of an analysis: coarse amounts, from which no small number of people follows."""

import json
from collections import Counter
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbvote.auditlog.canonical import canonical_bytes
from pbvote.domain.analysis import Analysis, ProjectAnalysis, Spending
from pbvote.domain.analysis_document import analysis_document, parse_analysis
from pbvote.domain.ballot import Ballot
from pbvote.domain.counted_pot import CountedGroup, CountedPot, CountedProject
from pbvote.domain.disclosure import SMALL, public_analysis, public_result
from pbvote.domain.grain import grain_of
from pbvote.domain.pot import Tier
from pbvote.domain.ranking import Ranking
from pbvote.domain.result import Result
from pbvote.domain.result_document import document
from pbvote.domain.rules import CountMethod
from pbvote.tally import count
from pbvote.tally.analysis import analyse
from pbvote.verifier.analysis_form import check_form
from pbvote.verifier.coarse import public_analysis as verifiers_public_analysis

IDS = "ABCDEF"


@st.composite
def counts(draw: st.DrawFn, *, groups: bool = False) -> tuple[Result, Analysis]:
    """Up to six projects of a large pot, and groups of like ballots, small and large."""
    ids = IDS[: draw(st.integers(1, 6))]
    budget = draw(st.integers(20_000, 400_000))
    ballots: Counter[Ballot] = Counter()
    for _ in range(draw(st.integers(1, 8))):
        ranking = draw(st.permutations(ids))[: draw(st.integers(1, min(3, len(ids))))]
        group = draw(st.sampled_from(["old", "young"])) if groups else "all"
        ballots[Ballot(Ranking.of(ranking), group)] += draw(st.sampled_from([1, 2, 4, 8, 9, 10, 11, 19, 40, 120]))
    third = Fraction(1, 3)
    pot = CountedPot(
        budget=budget,
        projects=tuple(CountedProject(each, draw(st.integers(1, budget))) for each in ids),
        max_ranks=3,
        groups=(CountedGroup("old", third), CountedGroup("young", 2 * third)) if groups else (),
    )
    method = CountMethod(completion=draw(st.sampled_from(["none", "add1u"])))
    result = count(pot, ballots, tuple(ids), method)
    return result, analyse(pot, ballots, tuple(ids), result, method=method)


def public_of(result: Result, analysis: Analysis) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both public documents of tier T1."""
    shown = public_analysis(analysis, result, "r", "p", Tier.T1)
    assert shown is not None
    return public_result(result, "r", "p", Tier.T1), shown


def test_the_smallest_tier_has_no_analysis() -> None:
    """With so few people every number would tell of somebody."""
    result, analysis = worked()
    assert public_analysis(analysis, result, "r", "p", Tier.T0) is None


def worked(spending: tuple[Spending, ...] = (), **changes: object) -> tuple[Result, Analysis]:
    """100 people with 30 each: A costs 2000 and is bought by 70, B costs 2900 and 60 want it. The grain is 500."""
    pot = CountedPot(3000, (CountedProject("A", 2000), CountedProject("B", 2900)), 2)
    ballots = {Ranking.of("AB"): 30, Ranking.of("A"): 40, Ranking.of("B"): 30}
    result = count(pot, ballots, ("A", "B"), CountMethod(completion="none"))
    fields: dict[str, Any] = {"highest_price": 0, "margin": None, "money": Fraction(1800), "unspent": Fraction(0)}
    b = ProjectAnalysis("B", **{**fields, **changes, "spending": spending})
    return result, Analysis("all", (b,))


def shown_b(spending: tuple[Spending, ...] = (), **changes: object) -> dict[str, Any]:
    """What the public sees of B."""
    _, shown = public_of(*worked(spending, **changes))
    assert shown["grain"] == 500
    (b,) = shown["projects"]
    return dict(b)


def paid(step: int, amount: int, voters: int = 20, project: str = "A") -> Spending:
    """One step to which B's people paid."""
    return Spending(step, project, Fraction(amount), voters)


@pytest.mark.parametrize(
    ("price", "shown"), [(0, None), (499, None), (500, 500), (2899, 2500), (2900, 2900), (2999, 2900), (3000, 3000)]
)
def test_a_price_is_rounded_down_but_not_below_a_cost_that_it_reached(price: int, shown: int | None) -> None:
    """A project that won won at its cost: everybody knows that."""
    assert shown_b(highest_price=price)["highest_price"] == shown


@pytest.mark.parametrize(("margin", "shown"), [(1, 10), (9, 10), (10, 10), (11, 20), (194, 200)])
def test_a_margin_is_rounded_up_to_tens(margin: int, shown: int) -> None:
    assert shown_b(margin=margin)["margin"] == shown


def test_with_a_margin_there_is_no_price() -> None:
    """Both speak of the same money: two spans with different ends can meet in one point."""
    assert shown_b(margin=3, highest_price=2500)["highest_price"] is None


def test_amounts_are_rounded_down_and_what_comes_to_nothing_is_left_out() -> None:
    """No entry says how many paid."""
    entries = shown_b((paid(1, 620), paid(2, 499)))["spending"]
    assert entries == [{"step": 1, "project": "A", "amount": "500/1", "voters": None}]


def test_what_is_not_named_is_never_less_than_a_grain() -> None:
    """1,800 less 1,500 would leave 300: the smaller entry goes, of equal ones the last."""
    assert [each["step"] for each in shown_b((paid(1, 1099), paid(2, 600)))["spending"]] == [1]
    assert [each["step"] for each in shown_b((paid(1, 600), paid(2, 600), paid(3, 600)))["spending"]] == [1, 2]


def test_what_they_paid_for_the_project_itself_is_its_cost() -> None:
    """It is known anyway, and so it stays though it leaves less than a grain, and every other one goes."""
    entries = shown_b((paid(1, 500), paid(2, 1299, project="B")))["spending"]
    assert [(each["step"], each["amount"]) for each in entries] == [(2, "1299/1")]


def test_a_project_whose_supporters_are_withheld_keeps_its_id_alone() -> None:
    """95 of 100 want A: that five do not must not follow."""
    pot = CountedPot(3000, (CountedProject("A", 2000), CountedProject("B", 2900)), 2)
    ballots = {Ranking.of("A"): 95, Ranking.of("B"): 5}
    method = CountMethod(completion="none")
    result = count(pot, ballots, ("A", "B"), method)
    _, shown = public_of(result, analyse(pot, ballots, ("A", "B"), result, method=method))
    nothing: dict[str, Any] = {"highest_price": None, "margin": None, "money": None, "spending": [], "unspent": None}
    assert shown["projects"] == [{"id": "A", **nothing}, {"id": "B", **nothing}]


def test_a_rule_without_voting_money_has_no_grain() -> None:
    result, _ = worked()
    shown = public_analysis(Analysis("all"), result, "r", "p", Tier.T1)
    assert shown == {
        "grain": None, "margin_group": "all", "pot": "p", "projects": [], "round": "r", "tier": "T1", "v": 1
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(counts())
def test_it_reads_back_and_says_nothing_of_people(found: tuple[Result, Analysis]) -> None:
    """Amounts are multiples of the grain or the project's own cost; no number of voters, nothing unspent."""
    public, shown = public_of(*found)
    grain, costs = shown["grain"], {each["id"]: each["cost"] for each in public["projects"]}
    for project in parse_analysis(shown).projects:
        assert project.unspent is None
        for each in project.spending:
            assert each.voters is None
            assert each.amount % grain == 0 or (each.project == project.id and each.amount == costs[project.id])
        assert project.margin is None or (project.margin % SMALL == 0 and project.highest_price is None)
        price = project.highest_price
        assert price is None or price % grain == 0 or price == costs[project.id]


@settings(max_examples=40, deadline=None)
@given(counts(groups=False) | counts(groups=True))
def test_two_programs_withhold_the_same(found: tuple[Result, Analysis]) -> None:
    """Ours and the verifier's were written from one page; and it takes ours for one that may be published."""
    result, analysis = found
    public, shown = public_of(result, analysis)
    theirs = verifiers_public_analysis(analysis_document(analysis), document(result), public)
    assert canonical_bytes(shown) == canonical_bytes(theirs)
    check_form(json.loads(canonical_bytes(shown)), json.loads(canonical_bytes(public)))


# --- an attacker: what can be worked out about how many people paid ---


def spans(project: dict[str, Any], grain: int) -> dict[int, tuple[Fraction, Fraction]]:
    """Between which amounts each shown payment must lie, from its rounding and from the sum of all."""
    amounts = {
        each["step"]: Fraction(each["amount"]) for each in project["spending"] if each["project"] != project["id"]
    }
    own = sum(
        (Fraction(each["amount"]) for each in project["spending"] if each["project"] == project["id"]), Fraction(0)
    )
    rest = Fraction(project["money"]) - own - sum(amounts.values(), Fraction(0))
    return {step: (amount, amount + min(Fraction(grain), rest)) for step, amount in amounts.items()}


@settings(max_examples=40, deadline=None)
@given(counts())
def test_no_number_of_payers_can_be_worked_out(found: tuple[Result, Analysis]) -> None:
    """Whoever knows every rho, the sum and the rounding is left with ten or more possible numbers of payers of a step.

    And so with ten numbers of supporters who did not pay. The true payments lie inside what the attacker works out.
    """
    result, analysis = found
    public, shown = public_of(result, analysis)
    rhos = {step["step"]: Fraction(step["rho"]) for step in public["steps"] if step["rho"]}
    for project, whole in zip(shown["projects"], analysis.projects, strict=True):
        if project["money"] is None:
            continue
        truth = {each.step: each for each in whole.spending}
        for step, (least, most) in spans(project, shown["grain"]).items():
            assert least <= truth[step].amount <= most
            assert most - least >= SMALL * rhos[step]
            assert (truth[step].voters or 0) >= SMALL


@settings(max_examples=40, deadline=None)
@given(counts(groups=False) | counts(groups=True))
def test_a_price_or_a_margin_leaves_ten_people_open(found: tuple[Result, Analysis]) -> None:
    """Never both; the price is anywhere in a grain, which ten people's money does not exceed, the margin in a ten.

    A cost that was reached says no more than that the project won, or would have.
    """
    result, analysis = found
    public, shown = public_of(result, analysis)
    costs = {each["id"]: each["cost"] for each in public["projects"]}
    for project, whole in zip(shown["projects"], analysis.projects, strict=True):
        price, margin, truth = project["highest_price"], project["margin"], whole.highest_price or 0
        assert price is None or margin is None
        assert margin is None or margin - SMALL < (whole.margin or 0) <= margin
        if price is not None:
            start = price // shown["grain"] * shown["grain"] if price == costs[project["id"]] else price
            assert start <= truth < start + shown["grain"]


@settings(max_examples=40, deadline=None)
@given(counts())
def test_no_step_with_few_payers_is_named_with_their_amount(found: tuple[Result, Analysis]) -> None:
    """Else rho = amount / payers of a step whose supporters are withheld would follow."""
    public, shown = public_of(*found)
    withheld = {step["step"] for step in public["steps"] if step["supporters"] is None}
    for project in shown["projects"]:
        assert not [
            each for each in project["spending"] if each["step"] in withheld and each["project"] != project["id"]
        ]


@settings(max_examples=40, deadline=None)
@given(counts(groups=True))
def test_with_groups_nobody_learns_who_of_which_group_wants_a_project(found: tuple[Result, Analysis]) -> None:
    """Two unknown numbers, two equations: the sum of the money is not shown."""
    _, shown = public_of(*found)
    assert all(each["money"] is None for each in shown["projects"])


@settings(max_examples=40, deadline=None)
@given(counts(groups=True))
def test_what_groups_paid_adds_up_and_is_coarse(found: tuple[Result, Analysis]) -> None:
    """One group has the rest; a small group hides all numbers."""
    result, _ = found
    public = public_result(result, "r", "p", Tier.T1)
    groups, grain = public["groups"], grain_of(result)
    if any(0 < (each.ballots or 0) < SMALL for each in result.groups):
        assert all(each[key] is None for each in groups for key in ("ballots", "share", "voting_money", "paid"))
        return
    known = {each["id"]: Fraction(each["paid"]) for each in groups if each["paid"] is not None}
    assert sum(known.values()) == sum(step.cost for step in result.steps if isinstance(step.level, int))
    truth = {each.id: each.paid for each in result.groups}
    if len(known) > 1:
        small = min(
            known, key=lambda each: (next(g.ballots or 0 for g in result.groups if g.id == each), each == "old")
        )
        assert known[small] % grain == 0
        assert 0 <= (truth[small] or 0) - known[small] < grain
    assert ceil(grain / max(each.voting_money or 0 for each in result.groups)) >= SMALL
