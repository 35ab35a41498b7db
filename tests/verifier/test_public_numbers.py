"""A public result that the program makes is never refused; one that shows what it may not, or cannot be, is."""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from pbvote.verifier.errors import MalformedError
from pbvote.verifier.pot import Ballot, Pot, Ranking
from pbvote.verifier.public_frame import check_frame
from pbvote.verifier.public_numbers import check_numbers
from pbvote.verifier.redaction import public_result
from pbvote.verifier.result import count_pot
from pbvote.verifier.rounds import PotHistory

Value = dict[str, Any]


def _history(pot: Pot) -> PotHistory:
    found = PotHistory({"id": "youth", **{key: getattr(pot, key) for key in _KEYS}})
    ids = pot.ids
    found.frozen = {
        "projects": [{"id": each, "cost": cost} for each, cost in zip(ids, pot.costs, strict=True)],
        "conflicts": [[ids[each] for each in group] for group in pot.conflicts],
    }
    found.withdrawn = [ids[each] for each in pot.withdrawn]
    return found


_KEYS = ("budget", "rule", "completion", "share_step", "max_ranks", "minimum_supporters", "quorum")


def _check(value: Value, pot: Pot) -> None:
    check_frame(value, _history(pot))
    check_numbers(value, _history(pot))


def _draw(random: Random) -> tuple[Pot, list[Ballot]]:
    """A pot as a log can hold it: every project costs something, at most the pot, and nothing is tied."""
    size, budget = random.randint(1, 5), random.randint(5, 60)
    order = random.sample(range(size), size)
    rule = random.choice(["ranked-equal-shares", "ranked-equal-shares", "points-greedy", "approval-greedy"])
    completion = random.choice(["none", "add1", "add1u"]) if rule == "ranked-equal-shares" else "none"
    pot = Pot(
        budget=budget,
        ids=tuple("abcde"[:size]),
        costs=tuple(random.randint(1, budget) for _ in range(size)),
        tie_order=tuple(order),
        withdrawn=frozenset(each for each in range(size) if random.random() < 0.1),
        conflicts=tuple(tuple(random.sample(range(size), 2)) for _ in range(random.choice([0, 1]) if size > 1 else 0)),
        rule=rule,
        completion=completion,
        share_step=random.choice([None, 1, 3]),
        max_ranks=3,
        minimum_supporters=random.choice([0, 0, 20]),
        quorum=random.choice([0, 0, 40]),
    )
    liked = [random.random() for _ in range(size)]
    ballots = [_rank(random, liked) for _ in range(random.randint(30, 110))]
    return pot, ballots


def _rank(random: Random, liked: list[float]) -> Ballot:
    chosen = sorted(range(len(liked)), key=lambda each: random.random() * liked[each])
    return Ballot(tuple((each,) for each in chosen[: random.randint(0, 3)]))


@pytest.mark.parametrize("seed", range(4))
def test_what_the_program_publishes_is_never_refused(seed: int) -> None:
    random = Random(seed)  # noqa: S311 # a test needs the same draw each time
    for _ in range(100):
        pot, ballots = _draw(random)
        _check(public_result(count_pot(pot, ballots), "spring", "youth", "T1"), pot)


POT = Pot(
    budget=100,
    ids=tuple("abcd"),
    costs=(30, 40, 50, 60),
    tie_order=(0, 1, 2, 3),
    conflicts=((2, 3),),
    completion="add1u",
    max_ranks=3,
)
_RANKED: list[tuple[int, Ranking]] = [
    (40, ((0,), (1,))),
    (30, ((1,), (2,))),
    (25, ((2,), (0,), (3,))),
    (20, ((3,),)),
    (15, ((0,),)),
]
BALLOTS = [Ballot(ranking) for number, ranking in _RANKED for _ in range(number)]


def _put(key: str, of: str, number: int, new: object) -> Callable[[Value], None]:
    def change(value: Value) -> None:
        value[of][number][key] = new

    return change


def _reverse_steps(value: Value) -> None:
    value["steps"].reverse()
    for number, step in enumerate(value["steps"], 1):
        step["step"] = number


def _hide_few(value: Value) -> None:
    """Hide two numbers of first choices and let the others leave 5 ballots for them."""
    _, second, third, fourth = value["projects"]
    second.update(first_choices=70, supporters=None)
    third["first_choices"] = fourth["first_choices"] = None


def _parameter(key: str, new: object) -> Callable[[Value], None]:
    def change(value: Value) -> None:
        value["parameters"][key] = new

    return change


def _set(**keys: object) -> Callable[[Value], None]:
    def change(value: Value) -> None:
        value.update(keys)

    return change


LIES: list[tuple[str, Callable[[Value], object], str]] = [
    ("max_ranks", _parameter("max_ranks", 5), "parameters.max_ranks"),
    ("minimum", _parameter("minimum_supporters", 5), "parameters.minimum_supporters"),
    ("quorum", _parameter("quorum", 5), "parameters.quorum"),
    ("conflicts", _parameter("conflicts", []), "parameters.conflicts"),
    ("share step", _parameter("share_step", 2), "parameters.share_step"),
    ("real share", _parameter("real_share", "1/1"), "parameters.real_share"),
    ("voting money", _parameter("voting_money", "9/1"), "parameters.voting_money"),
    ("kept k", _set(kept_k=400), "parameters.voting_money"),
    ("order by", _parameter("order_by", "points"), "parameters.order_by"),
    ("warnings", _set(warnings=["repaired"]), "no warnings"),
    ("withdrawn", _set(removed=[{"id": "d", "why": "withdrawn"}]), "not those that the log withdrew"),
    ("over budget", _set(removed=[{"id": "d", "why": "over_budget"}]), "over_budget"),
    ("under minimum", _set(removed=[{"id": "d", "why": "under_minimum"}]), "not under the minimum"),
    ("first run", _put("k", "completion_runs", 0, 1), "k 0"),
    ("no runs", _set(completion_runs=[]), "k 0"),
    ("run overspent", _put("spent", "completion_runs", 0, 101), "before the last"),
    (
        "kept run spent",
        lambda value: [each.update(spent=1) for each in value["completion_runs"][:-1]],
        "kept run spent",
    ),
    ("last run", _put("spent", "completion_runs", -1, 1), "kept_k"),
    ("tie", _set(ties=[{"step": 1, "tied": ["d", "a"], "chosen": "d", "decisive": True}]), "another project"),
    ("step number", _put("step", "steps", 0, 2), "another number"),
    ("step cost", _put("cost", "steps", 1, 41), "frozen"),
    ("step level", _put("level", "steps", 0, 4), "the level"),
    ("step level none", _put("level", "steps", 0, None), "the level"),
    ("levels back", _reverse_steps, "go back"),
    ("step people", _put("supporters", "steps", 0, 131), "more supporters than there are"),
    ("step without people", _put("supporters", "steps", 0, None), "shows or lacks money"),
    ("money behind", _put("money_behind", "steps", 0, "29/1"), "money_behind"),
    ("rho", _put("rho", "steps", 0, "1/100"), "rho does not"),
    ("effective support", _put("effective_support", "steps", 0, "1/1"), "effective_support"),
    ("money left", _put("money_left", "steps", 0, "1/1"), "money_left"),
    ("supporters", _put("supporters", "projects", 3, 131), "more supporters than there are"),
    ("first choices", _put("first_choices", "projects", 3, 131), "cannot have"),
    ("first above supporters", _put("supporters", "projects", 3, 11), "more first choices"),
    ("other than its step", _put("first_choices", "projects", 0, 40), "than its step"),
    ("fewer than its step", _put("supporters", "projects", 1, 60), "fewer supporters"),
    ("close to n", _put("supporters", "projects", 3, 125), "fewer than 10 people"),
    ("close to each other", _put("supporters", "projects", 3, 25), "fewer than 10 people"),
    ("one hidden", _put("first_choices", "projects", 3, None), "one hidden number"),
    ("few hidden", _hide_few, "fewer than 10 together"),
    ("the last run left out", lambda value: value["completion_runs"].pop(), "the runs end before"),
    ("a sum that is short", _put("first_choices", "projects", 3, 31), "more than the ballots"),
]


@pytest.mark.parametrize(("name", "change", "says"), LIES, ids=[name for name, _, _ in LIES])
def test_a_number_that_cannot_be_or_may_not_show(name: str, change: Callable[[Value], object], says: str) -> None:
    value = public_result(count_pot(POT, BALLOTS), "spring", "youth", "T1")
    _check(value, POT)
    changed = copy.deepcopy(value)
    change(changed)
    with pytest.raises(MalformedError) as refused:
        _check(changed, POT)
    assert says in str(refused.value), name


def test_a_project_under_the_minimum_must_be_removed() -> None:
    """The log asks for 50 supporters, the result shows 45 and lets the project stand."""
    value = public_result(count_pot(POT, BALLOTS), "spring", "youth", "T1")
    value["parameters"]["minimum_supporters"] = 50
    with pytest.raises(MalformedError, match="d is under the minimum but was not removed"):
        _check(value, POT._replace(minimum_supporters=50))
