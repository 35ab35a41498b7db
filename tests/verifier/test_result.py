"""The count of the verifier: the worked examples of the papers, random pots, real files."""

from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pbvote.verifier.errors import MalformedError
from pbvote.verifier.pot import Pot, drawn_order
from pbvote.verifier.result import count_pot

from .naive_count import NaiveOutcome, naive_count
from .pb_file import read_pb
from .pots import ballots_of, pot_of, random_pot, with_groups

Example = tuple[int, str, str]
E1 = (100, "A40 B30 C30 D40 E20", "13*A>B>C, 7*D>E")
E2 = (120, "A40 B35 C45 D25 E30", "5*A>B>D, 4*B>C>E, 3*D>C>E")
E3 = (60, "A30 B30 C20 D20", "2*A>B>C, 2*B>A>D, C>D>A, D>C>B")
E4 = (150, "A60 B50 C40 D30", "4*A>B, 3*B>C, 2*C>D, D>A")


def _count(example: Example, **changes: object) -> dict[str, Any]:
    budget, costs, ballots = example
    pot = pot_of(budget, costs, **changes)
    return count_pot(pot, ballots_of(pot, ballots))


@pytest.mark.parametrize(
    ("example", "rule", "completion", "funded"),
    [
        (E1, "points-greedy", "none", "ABE"),
        (E1, "ranked-equal-shares", "none", "AE"),
        (E1, "ranked-equal-shares", "add1", "AE"),
        (E1, "ranked-equal-shares", "add1u", "AEB"),
        (E2, "points-greedy", "none", "BAC"),
        (E2, "ranked-equal-shares", "none", "ABD"),
        (E3, "points-greedy", "none", "AB"),
        (E3, "ranked-equal-shares", "none", "AC"),
        (E4, "ranked-equal-shares", "none", "AC"),
    ],
)
def test_the_worked_examples_fund_what_the_papers_say(
    example: Example, rule: str, completion: str, funded: str
) -> None:
    assert list(funded) == _count(example, rule=rule, completion=completion)["funded"]


def test_e1_has_the_payments_of_the_papers() -> None:
    result = _count(E1)
    assert [each["rho"] for each in result["steps"]] == ["40/13", "20/7"]
    assert [each["level"] for each in result["steps"]] == [1, 2]
    assert [each["money_behind"] for each in result["steps"]] == ["65/1", "35/1"]
    assert result["left"] == 40
    assert next(each for each in result["projects"] if each["id"] == "B")["best_money"] == "25/1"


@pytest.mark.parametrize(("more", "funded"), [(1, ["A", "E"]), (2, ["A", "D"])])
def test_e1_with_more_ballots_for_d(more: int, funded: list[str]) -> None:
    """One more D>E leaves the run as it is, two more give A D."""
    assert funded == _count((E1[0], E1[1], f"{E1[2]}, {more}*D>E"))["funded"]


def test_e3_both_ties_are_decisive() -> None:
    ties = _count(E3)["ties"]
    assert [each["tied"] for each in ties] == [["A", "B"], ["C", "D"]]
    assert all(each["decisive"] for each in ties)


def test_e3_with_another_tie_order() -> None:
    assert _count(E3, tie_order=(1, 0, 3, 2))["funded"] == ["B", "D"]


def test_e4_money_equal_to_the_cost_funds() -> None:
    step = _count(E4)["steps"][0]
    assert (
        step["money_behind"],
        step["rho"],
        step["paid_in_full"],
        step["paid_less"],
    ) == ("60/1", "15/1", 4, 0)


def test_e5_removal_closes_up() -> None:
    """C is withdrawn before level 1 and later choices move up."""
    assert _count((31, "A20 B15 C5", "C>B, B>A, C>A"), withdrawn=frozenset({2}))["funded"] == ["B"]


@pytest.mark.parametrize(("share", "funded"), [(9, ["B", "C"]), (10, ["B", "A"])])
def test_e6_the_order_changes_as_the_share_rises(share: int, funded: list[str]) -> None:
    assert funded == _count((2 * share, "A13 B3 C10", "A>B>C, B>C>A"))["funded"]


def test_lower_choices_can_hurt() -> None:
    """The counterexample of the papers: what must never be claimed."""
    with_lower = _count((4, "A3 B4 C3", "B>A>C, C>B"))
    alone = _count((4, "A3 B4 C3", "B>A>C, C"))
    assert (with_lower["funded"], alone["funded"]) == (["B"], ["C"])


def test_under_the_quorum_nothing_is_funded_and_the_turnout_is_given() -> None:
    result = _count(E1, quorum=21)
    assert (result["funded"], result["turnout"], result["spent"]) == ([], 20, 0)
    assert all("too few people voted" in each["reason"] for each in result["projects"])


def test_without_ballots_nothing_is_funded() -> None:
    result = _count((10, "A0 B5", ""))
    assert (result["funded"], result["turnout"], result["blank"], result["n"]) == ([], 1, 1, 0)


def test_a_rule_that_is_not_known_is_refused() -> None:
    with pytest.raises(MalformedError):
        _count(E1, rule="plurality")


def test_a_completion_that_a_rule_lacks_is_refused() -> None:
    with pytest.raises(MalformedError):
        _count(E1, rule="points-greedy", completion="add1")


def test_the_order_of_ballots_changes_nothing() -> None:
    random = Random(8)  # noqa: S311 # a test needs the same draw each time
    for _ in range(20):
        pot, ballots = random_pot(random)
        expected = count_pot(pot, ballots)
        random.shuffle(ballots)
        assert expected == count_pot(pot, ballots)


def test_the_tie_order_of_a_draw() -> None:
    """SHA-256(seed, 0x00, id) as bytes; another seed gives another order."""
    ids = [f"p{number}" for number in range(12)]
    assert sorted(drawn_order("14 7 22", ids)) == list(range(12))
    assert drawn_order("14 7 22", ids) != drawn_order("14 7 23", ids)


def test_random_pots_agree_with_the_definition() -> None:
    random = Random(20261122)  # noqa: S311 # a test needs the same draw each time
    compared = 0
    while compared < 400:
        pot, ballots = random_pot(random)
        if any(each.ranking for each in ballots):
            if random.random() < 0.5:
                pot, ballots = with_groups(random, pot, ballots)
            _compare(pot, count_pot(pot, ballots), naive_count(pot, ballots))
            compared += 1


def _compare(pot: Pot, result: dict[str, Any], naive: NaiveOutcome) -> None:
    expected = naive.free + [each.project for each in naive.steps] + naive.filled
    assert [pot.ids[each] for each in expected] == result["funded"]
    assert naive.k == result["kept_k"]
    runs = [(each["k"], each["spent"], each["funded_count"]) for each in result["completion_runs"]]
    assert naive.runs == runs
    bought = [each for each in result["steps"] if each["level"] not in {0, "fill"}]
    for step, plain in zip(bought, naive.steps, strict=True):
        assert (plain.level, plain.supporters, plain.full) == (
            step["level"],
            step["supporters"],
            step["paid_in_full"],
        )
        assert (plain.behind, plain.rho, plain.left) == tuple(
            Fraction(step[key]) for key in ("money_behind", "rho", "money_left")
        )
    tied = [[pot.ids[p] for p in each.tied] for each in naive.steps if len(each.tied) > 1]
    first, last = len(naive.free) + 1, len(naive.free) + len(naive.steps)
    assert tied == [each["tied"] for each in result["ties"] if first <= each["step"] <= last]
    for number, project in enumerate(result["projects"]):
        best = naive.best.get(number)
        assert (None if best is None else best[0]) == _fraction(project["best_money"])
        if best is not None:
            step_number = None if best[1] == len(naive.steps) else len(naive.free) + best[1] + 1
            assert step_number == project["best_step"]


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def test_decisive_ties_by_counting_again() -> None:
    """A tie is decisive exactly when a complete count with another of the tied ones first funds another set."""
    random = Random(4)  # noqa: S311 # a test needs the same draw each time
    seen = 0
    while seen < 60:
        pot, ballots = random_pot(random)
        pot = pot._replace(costs=tuple(max(1, cost // 4) * 4 for cost in pot.costs))
        result = count_pot(pot, ballots)
        for tie in result["ties"]:
            seen += 1
            outcomes = [set(count_pot(_preferring(pot, tie, other), ballots)["funded"]) for other in tie["tied"][1:]]
            assert tie["decisive"] == any(each != set(result["funded"]) for each in outcomes)


def _preferring(pot: Pot, tie: dict[str, Any], other: str) -> Pot:
    order = [pot.ids[each] for each in pot.tie_order]
    order.remove(other)
    order.insert(order.index(tie["chosen"]), other)
    return pot._replace(tie_order=tuple(pot.ids.index(each) for each in order))


def test_points_greedy_reproduces_every_official_outcome_of_krakow(shared: Path) -> None:
    """`selected` and `score` of all 20 files with three places."""
    files = sorted((shared / "data" / "pabulib").glob("Poland_Krakow_*.pb"))
    assert len(files) > 15
    for path in files:
        file = read_pb(path, rule="points-greedy")
        result = count_pot(file.pot, file.ballots)
        assert file.selected == set(result["funded"]), path.name
        assert file.scores == {each["id"]: str(each["points"]) for each in result["projects"]}, path.name


def test_approval_greedy_reproduces_lodz(shared: Path) -> None:
    file = read_pb(shared / "data" / "pabulib" / "Poland_Lodz_2022.pb", rule="approval-greedy")
    assert file.selected == set(count_pot(file.pot, file.ballots)["funded"])


def test_krakow_2024_as_the_papers_tell_it(shared: Path) -> None:
    """Without completion 22 projects and 27 %; with add1u at step 500 39 projects and 99.8 %."""
    file = read_pb(shared / "data" / "pabulib" / "Poland_Krakow_2024.pb")
    plain = count_pot(file.pot, file.ballots)
    assert (len(plain["funded"]), plain["spent"] * 100 // plain["budget"]) == (22, 27)
    filled = count_pot(file.pot._replace(completion="add1u", share_step=500), file.ballots)
    assert (len(filled["funded"]), filled["spent"] * 1000 // filled["budget"]) == (39, 998)
