"""A published analysis: made again from the ballots it is the same, and every number in it that is changed is seen."""

import copy
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pbvote.verifier.analysis import analyse
from pbvote.verifier.analysis_form import FORM, check_form
from pbvote.verifier.coarse import coarse_margin, coarse_price, grain_of, public_analysis
from pbvote.verifier.errors import MalformedError
from pbvote.verifier.findings import Report
from pbvote.verifier.pot import Ballot, Pot
from pbvote.verifier.published_analysis import MARGINS_NOTE, expected_analysis
from pbvote.verifier.recount import Recounted, first_difference
from pbvote.verifier.redaction import public_result
from pbvote.verifier.result import count_in_full, document_of
from pbvote.verifier.verify import Request, verify

from .changes import WARD, YOUTH, assert_named, write_folder
from .made_round import MadeRound
from .made_stages import make_round
from .made_votes import canonical
from .pots import with_groups

Value = dict[str, Any]

POT = Pot(
    budget=12_000,
    ids=tuple("abcdef"),
    costs=(3000, 4000, 2500, 6000, 700, 900),
    tie_order=(0, 1, 2, 3, 4, 5),
    completion="none",
    max_ranks=3,
)
BALLOTS = [
    Ballot(tuple((each,) for each in ranking))
    for number, ranking in [
        (60, (0, 1)),
        (40, (1, 2)),
        (30, (2, 0, 3)),
        (25, (3, 0)),
        (15, (0, 3)),
        (8, (4,)),
        (8, (5,)),
    ]
    for _ in range(number)
]


def _recounted(pot: Pot, ballots: list[Ballot]) -> Recounted:
    counted = count_in_full(pot, ballots)
    return Recounted(ballots, counted, document_of(counted))


def _public(again: Recounted, *, margins: bool = True) -> tuple[Value, Value]:
    result = public_result(again.document, "spring", "youth", "T1")
    analysis = analyse(again.counted, again.ballots if margins else None)
    return public_analysis(analysis, again.document, result), result


MADE = _recounted(POT, BALLOTS)
ANALYSIS, RESULT = _public(MADE)


def test_the_example_shows_every_kind_of_number() -> None:
    """So that the changes below change something."""
    assert (ANALYSIS["grain"], ANALYSIS["margin_group"]) == (1000, "all")
    a, b, c, d, e, _ = ANALYSIS["projects"]
    assert [each["highest_price"] for each in (a, b, c, d)] == [8000, None, 4000, None]
    assert [each["margin"] for each in (a, b, c, d)] == [None, 10, None, 120]
    assert e == {"id": "e", "spending": [], **dict.fromkeys(("highest_price", "margin", "money", "unspent"))}
    assert [(each["project"], each["amount"]) for each in b["spending"]] == [("a", "2000/1"), ("c", "1000/1")]
    assert b["money"] == "200000/31"


def test_what_is_shown_is_what_the_ballots_give() -> None:
    FORM(ANALYSIS)
    check_form(ANALYSIS, RESULT)
    for margins in (False, True):
        assert (
            first_difference(ANALYSIS, expected_analysis(ANALYSIS, "spring", "youth", MADE, margins=margins), "")
            is None
        )


@pytest.mark.parametrize("seed", range(3))
def test_what_the_program_publishes_is_never_refused(seed: int) -> None:
    """With and without groups, completions, conflicts and withdrawn projects."""
    random = Random(seed)  # noqa: S311 # a test needs the same draw each time
    for _ in range(60):
        pot, ballots = _draw(random)
        again = _recounted(pot, ballots)
        value, result = _public(again, margins=False)
        FORM(value)
        check_form(value, result)


def _draw(random: Random) -> tuple[Pot, list[Ballot]]:
    size, budget = random.randint(1, 6), random.randint(5000, 60_000)
    pot = Pot(
        budget=budget,
        ids=tuple("abcdef"[:size]),
        costs=tuple(random.randint(1, budget) for _ in range(size)),
        tie_order=tuple(random.sample(range(size), size)),
        withdrawn=frozenset(each for each in range(size) if random.random() < 0.1),
        conflicts=((0, 1),) if size > 1 and random.random() < 0.3 else (),
        completion=random.choice(["none", "add1", "add1u"]),
        max_ranks=3,
    )
    liked = [random.random() for _ in range(size)]
    rankings = [sorted(range(size), key=lambda each: random.random() * liked[each]) for _ in range(150)]
    ballots = [Ballot(tuple((each,) for each in ranking[: random.randint(0, 3)])) for ranking in rankings]
    if random.random() < 0.4:
        pot, ballots = with_groups(random, pot, ballots)
        pot = pot._replace(min_group=10)
    return pot, ballots


def _entry(of: str, **keys: object) -> Callable[[Value], None]:
    def change(value: Value) -> None:
        next(each for each in value["projects"] if each["id"] == of).update(keys)

    return change


def _spending(of: str, place: int, **keys: object) -> Callable[[Value], None]:
    def change(value: Value) -> None:
        next(each for each in value["projects"] if each["id"] == of)["spending"][place].update(keys)

    return change


# What the public bundle alone shows to be wrong: more than the tier allows, or against the result.
FORM_LIES: list[tuple[str, Callable[[Value], object], str]] = [
    ("pot", lambda value: value.update(pot="ward"), "pot is"),
    ("round", lambda value: value.update(round="autumn"), "round is"),
    ("tier", lambda value: value.update(tier="T0"), "T0"),
    ("a key", lambda value: value.update(voters=3), "voters"),
    ("margin group", lambda value: value.update(margin_group="north"), "margin_group"),
    ("grain", lambda value: value.update(grain=500), "grain"),
    ("no grain", lambda value: value.update(grain=None), "grain"),
    ("a project left out", lambda value: value["projects"].pop(1), "its projects"),
    ("projects turned round", lambda value: value["projects"].reverse(), "its projects"),
    ("exact voters", _spending("b", 0, voters=40), "voters"),
    ("exact unspent", _entry("b", unspent="3/1"), "unspent"),
    ("an exact margin", _entry("d", margin=23), "margin"),
    ("a margin of the funded", _entry("a", margin=10, highest_price=None), "but it was funded"),
    ("margin and price", _entry("d", highest_price=1000), "both"),
    ("an exact price", _entry("a", highest_price=8123), "rounded to the grain"),
    ("a price above the pot", _entry("a", highest_price=13_000), "more than the pot"),
    ("a price below the cost", _entry("a", highest_price=2000), "below the cost"),
    ("a price that would have won", _entry("d", margin=None, highest_price=7000), "would have funded"),
    ("money", _entry("b", money="6451/1"), "money is not"),
    ("money withheld", _entry("b", money=None), "money is not"),
    ("numbers of few", _entry("e", money="16000/31"), "withheld"),
    ("an exact amount", _spending("b", 0, amount="1234/1"), "rounded to the grain"),
    ("more than the step", _spending("b", 0, amount="4000/1"), "more than the step cost"),
    ("another step", _spending("b", 0, project="c"), "another step"),
    ("its own cost", _spending("c", 0, amount="1000/1"), "not its cost"),
    ("steps turned round", lambda value: value["projects"][1]["spending"].reverse(), "order of steps"),
]


@pytest.mark.parametrize(("name", "change", "says"), FORM_LIES, ids=[name for name, _, _ in FORM_LIES])
def test_a_number_that_cannot_be_or_may_not_show(name: str, change: Callable[[Value], object], says: str) -> None:
    changed = copy.deepcopy(ANALYSIS)
    change(changed)
    assert changed != ANALYSIS
    with pytest.raises(MalformedError) as refused:
        _check(changed)
    assert says in str(refused.value), name


def _check(value: Value) -> None:
    FORM(value)
    check_form(value, RESULT)


# What only the ballots show to be wrong.
LIES: list[tuple[str, Callable[[Value], object], str]] = [
    ("a lower price", _entry("a", highest_price=3000), "[a].highest_price"),
    ("a higher price", _entry("c", highest_price=12_000), "[c].highest_price"),
    ("a price for a margin", _entry("d", margin=None, highest_price=1000), "[d].highest_price"),
    ("less spent", _spending("b", 0, amount="1000/1"), "[b].spending"),
    ("nothing spent", lambda value: value["projects"][1]["spending"].pop(0), "[b].spending"),
]


@pytest.mark.parametrize(("name", "change", "says"), LIES, ids=[name for name, _, _ in LIES])
def test_a_number_that_the_ballots_do_not_give(name: str, change: Callable[[Value], object], says: str) -> None:
    changed = copy.deepcopy(ANALYSIS)
    change(changed)
    _check(changed)
    difference = first_difference(changed, expected_analysis(changed, "spring", "youth", MADE, margins=False), "")
    assert difference is not None, name
    assert says in difference, name


def test_a_margin_is_taken_as_published_or_found_again() -> None:
    changed = copy.deepcopy(ANALYSIS)
    _entry("d", margin=130)(changed)
    assert first_difference(changed, expected_analysis(changed, "spring", "youth", MADE, margins=False), "") is None
    again = expected_analysis(changed, "spring", "youth", MADE, margins=True)
    assert first_difference(changed, again, "") == "projects[d].margin is 130, should be 120"


@pytest.mark.parametrize(
    ("money", "grain"),
    [("1/1", 100), ("10/1", 100), ("101/10", 200), ("20/1", 200), ("201/10", 500), ("51/1", 1000), ("4000/1", 50_000)],
)
def test_the_grain_is_what_ten_people_had_or_more(money: str, grain: int) -> None:
    assert grain_of(Fraction(money)) == grain


def test_margins_go_up_and_prices_down() -> None:
    assert [coarse_margin(each) for each in (1, 10, 11, 200)] == [10, 10, 20, 200]
    assert [coarse_price(each, 1000, 2500) for each in (0, 999, 2499, 2500, 3100)] == [None, None, 2000, 2500, 3000]


def _verify(folder: Path, made: MadeRound, *, margins: bool = False) -> Report:
    public, auditor = write_folder(folder / "public", made.public()), write_folder(folder / "auditor", made.auditor())
    return verify(Request(public, auditor, margins=margins))


def _analysis_findings(report: Report) -> list[str]:
    return [f"{each.state}: {each.what}" for each in report.findings if each.check == "analysis"]


@pytest.mark.parametrize("sharing", [False, True])
def test_both_bundles_confirm_an_analysis(tmp_path: Path, *, sharing: bool) -> None:
    made = make_round(sharing=sharing, analysis=True)
    report = _verify(tmp_path / "quick", made)
    assert report.ok
    assert _analysis_findings(report)[-1] == f"note: {MARGINS_NOTE}"
    report = _verify(tmp_path / "slow", made, margins=True)
    assert report.ok
    assert len(_analysis_findings(report)) == 2
    assert not [each for each in _analysis_findings(report) if not each.startswith("ok")]


def test_a_round_of_an_earlier_release_has_none_and_verifies(tmp_path: Path) -> None:
    report = _verify(tmp_path, make_round())
    assert report.ok
    assert _analysis_findings(report) == []


def _publish(made: MadeRound, change: Callable[[Value], object]) -> None:
    value = json.loads(made.files[YOUTH + "analysis.json"])
    change(value)
    made.files[YOUTH + "analysis.json"] = canonical(value) + b"\n"
    made.relink()


def test_a_margin_that_no_ballots_give_is_found_when_margins_are_asked_for(tmp_path: Path) -> None:
    made = make_round(analysis=True)
    _publish(made, _entry("studio-bus", margin=100))
    assert _verify(tmp_path / "quick", made).ok
    assert_named(_verify(tmp_path / "slow", made, margins=True), "analysis", "[studio-bus].margin is 100")


def test_another_number_is_named_with_the_public_bundle_alone(tmp_path: Path) -> None:
    made = make_round(analysis=True)
    _publish(made, _entry("studio-bus", money="1/1"))
    assert_named(verify(Request(write_folder(tmp_path, made.public()))), "analysis", "money is not that of")


def test_a_pot_under_t0_has_no_analysis(tmp_path: Path) -> None:
    made = make_round(analysis=True)
    made.files[WARD + "analysis.json"] = made.files[YOUTH + "analysis.json"]
    made.relink()
    assert_named(_verify(tmp_path, made), "manifest", "ward/analysis.json: a bundle of the round")


def test_auditors_get_no_analysis(tmp_path: Path) -> None:
    made = make_round(analysis=True)
    files = made.auditor()
    files[YOUTH + "analysis.json"] = made.files[YOUTH + "analysis.json"]
    assert_named(verify(Request(write_folder(tmp_path, files))), "manifest", "analysis.json: a bundle of the round")
