"""What a log says of groups and their parts, and every way in which it can be wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pbvote.verifier.errors import MalformedError
from pbvote.verifier.merkle import leaf_hash, root_of
from pbvote.verifier.parts import check_parts
from pbvote.verifier.verify import Request, verify

from .changes import assert_named, write_folder
from .made_round import MadeRound
from .made_stages import make_round
from .made_votes import ROUND, SHARING, Entry, canonical, created_pot, json_file, json_lines, sha


def _pot(**changes: object) -> Entry:
    return {**created_pot("youth", sharing=True), **changes}


def _shares(**changes: object) -> Entry:
    return {"max_ratio": 5, "min_group": 10, "parts": ["1/3", "2/3"], **changes}


@pytest.mark.parametrize(
    ("pots", "says"),
    [
        ([_pot(shares=_shares(parts=["1/3", "1/3"]))], "do not add up to 1"),
        ([_pot(shares=_shares(parts=["2/6", "2/3"]))], "not in lowest terms"),
        ([_pot(shares=_shares(parts=["1/3", "1/3", "1/3"]))], "one part for each"),
        ([_pot(groups=["all", "younger"])], "one part for each"),
        ([_pot(rule="points-greedy")], "its rule does not know"),
        ([_pot(), _pot(id="more", groups=["a", "b"])], "share among other groups"),
    ],
)
def test_parts_that_do_not_fit_their_pot(pots: list[Entry], says: str) -> None:
    with pytest.raises(MalformedError, match=says):
        check_parts(pots)


def test_a_round_with_parts_verifies(tmp_path: Path) -> None:
    made = make_round(sharing=True)
    public, auditor = write_folder(tmp_path / "p", made.public()), write_folder(tmp_path / "a", made.auditor())
    assert verify(Request(public, auditor)).ok


def _in_log(**changes: object) -> Callable[[MadeRound], None]:
    def change(made: MadeRound) -> None:
        for kind in ("round.created", "round.amended"):
            made.find(kind)["pots"][0].update(changes)

    return change


def _in_frozen(**changes: object) -> Callable[[MadeRound], None]:
    """Change the pot `youth` of the frozen round; None takes a key away. Its hash in the log is made to fit."""

    def change(made: MadeRound) -> None:
        value = json.loads(made.files[f"rounds/{ROUND}.json"])
        value["pots"][0].update(changes)
        for key in (each for each, new in changes.items() if new is None):
            del value["pots"][0][key]
        made.files[f"rounds/{ROUND}.json"] = json_file(value)
        for entry in made.entries:
            if entry["kind"] == "projects.frozen":
                entry["frozen"] = sha(made.files[f"rounds/{ROUND}.json"])

    return change


def _voter_groups(**changes: object) -> list[Entry]:
    ages: list[Entry] = [{"from_age": 16, "to_age": None}, {"from_age": None, "to_age": 15}]
    about: list[Entry] = [{"classes": [], "id": each, "title": each.title()} for each in SHARING]
    return [{**one, **other, **changes} for one, other in zip(about, ages, strict=True)]


NO_DAY = {"classes": [], "from_age": 11, "on": None, "to_age": None, "wards": []}

FRAUDS: list[tuple[str, Callable[[MadeRound], None], str, str]] = [
    ("parts in the log", _in_log(shares=_shares(parts=["1/2", "1/2"])), "frozen", "shares: not what the log says"),
    ("parts that are too many", _in_log(shares=_shares(parts=["1/2", "2/3"])), "events", "do not add up"),
    ("a part of nothing", _in_log(shares=_shares(parts=["0/1", "1/1"])), "entries", "shares"),
    ("a limit", _in_log(shares=_shares(max_ratio=0)), "entries", "max_ratio"),
    ("a key of shares", _in_log(shares=_shares(least=3)), "entries", "least"),
    ("parts that are null", _in_log(shares=None), "entries", "shares"),
    ("parts of the frozen round", _in_frozen(shares=_shares(min_group=2)), "frozen", "shares: not what the log says"),
    ("no parts in the frozen round", _in_frozen(shares=None), "frozen", "shares"),
    ("nobody's groups", _in_frozen(voter_groups=None), "frozen", "without the other"),
    ("other groups", _in_frozen(voter_groups=_voter_groups(id="older")), "frozen", "voter_groups"),
    ("no day for ages", _in_frozen(electorate=NO_DAY), "frozen", "one day"),
]


@pytest.mark.parametrize(("name", "fraud", "check", "says"), FRAUDS, ids=[name for name, *_ in FRAUDS])
def test_other_parts_than_those_that_were_frozen(
    tmp_path: Path, name: str, fraud: Callable[[MadeRound], None], check: str, says: str
) -> None:
    made = make_round(sharing=True)
    fraud(made)
    made.relink()
    assert name
    assert_named(verify(Request(write_folder(tmp_path, made.public()))), check, says)


def test_parts_only_in_the_frozen_round(tmp_path: Path) -> None:
    made = make_round()
    _in_frozen(shares=_shares(), voter_groups=_voter_groups())(made)
    made.relink()
    assert_named(verify(Request(write_folder(tmp_path, made.public()))), "frozen", "shares: not what the log says")


def test_other_parts_in_log_and_frozen_round_give_another_count(tmp_path: Path) -> None:
    """Operator and frozen round agree on other parts after the fact: the count, run again, does not."""
    made = make_round(sharing=True)
    _in_log(shares=_shares(parts=["9/10", "1/10"]))(made)
    _in_frozen(shares=_shares(parts=["9/10", "1/10"]))(made)
    made.relink()
    assert_named(verify(Request(write_folder(tmp_path / "a", made.auditor()))), "count", "differs")
    assert_named(
        verify(Request(write_folder(tmp_path / "p", made.public()))), "result", "groups are not those of the log"
    )


def _edit_result(made: MadeRound, group: int, **changes: object) -> None:
    value = json.loads(made.files["pots/youth/result.json"])
    value["groups"][group].update(changes)
    made.files["pots/youth/result.json"] = json_file(value)
    made.relink()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"part": "1/2"}, "groups are not those of the log"),
        ({"ballots": 24}, "the ballots of all groups"),
        ({"share": "12/1"}, "groups[older].share"),
        ({"voting_money": "12/1"}, "groups[older].voting_money"),
        ({"joined": "younger"}, "groups[older].joined"),
        ({"paid": "10/1"}, "what the groups paid together"),
        ({"paid": None}, "the groups that paid"),
        ({"ballots": None}, "some groups show numbers"),
    ],
)
def test_another_number_of_a_group_is_seen_in_the_public_bundle(tmp_path: Path, changes: Entry, says: str) -> None:
    made = make_round(sharing=True)
    _edit_result(made, 0, **changes)
    assert_named(verify(Request(write_folder(tmp_path, made.public()))), "result", says)


def test_exact_payments_of_groups_are_refused(tmp_path: Path) -> None:
    made = make_round(sharing=True)
    _edit_result(made, 0, paid="15125/76")
    _edit_result(made, 1, paid="26675/76")
    assert_named(verify(Request(write_folder(tmp_path, made.public()))), "result", "not rounded to the grain")


def test_a_small_group_asks_for_the_strictest_tier(tmp_path: Path) -> None:
    """Under 30 current ballots in one group: only the numbers in the auditor bundle tell."""
    made = make_round(sharing=True)
    path = "pots/youth/numbers.json"
    value = json.loads(made.files[path])
    value["groups"][0]["current"] = 29
    made.files[path] = json_file(value)
    made.find("round.closed")["pots"][0]["numbers"] = sha(made.files[path])
    made.relink()
    assert_named(verify(Request(write_folder(tmp_path, made.auditor()))), "groups", "ask for the tier T0, not T1")


def test_in_a_pot_for_everybody_all_count_under_all(tmp_path: Path) -> None:
    """Whatever group the leaf of a member has; in a pot with groups of its own the same leaf is a stranger."""
    made = make_round()
    leaves = [json.loads(line) for line in made.files["roll/leaves.jsonl"].splitlines()]
    leaves = [{**each, "group": "older"} if each["pots"] == ["youth"] else each for each in leaves]
    made.files["roll/leaves.jsonl"] = json_lines(leaves)
    made.find("round.closed")["marked_root"] = root_of(leaf_hash(canonical(each)) for each in leaves).hex()
    made.relink()
    assert verify(Request(write_folder(tmp_path / "good", made.auditor()))).ok
    leaves = [{**each, "group": "older"} for each in leaves]
    made.files["roll/leaves.jsonl"] = json_lines(leaves)
    made.relink()
    assert_named(verify(Request(write_folder(tmp_path / "bad", made.auditor()))), "roll", "no pot ward with the group")


def test_pots_of_a_round_have_the_same_people_in_their_groups(tmp_path: Path) -> None:
    made = make_round(sharing=True)
    for kind in ("round.created", "round.amended"):
        made.find(kind)["pots"][1].update(groups=SHARING, shares=_shares(), rule="ranked-equal-shares")
    value = json.loads(made.files[f"rounds/{ROUND}.json"])
    value["pots"][1].update(
        groups=SHARING, shares=_shares(), rule="ranked-equal-shares", voter_groups=_voter_groups(to_age=17)
    )
    made.files[f"rounds/{ROUND}.json"] = json_file(value)
    for entry in made.entries:
        if entry["kind"] == "projects.frozen":
            entry["frozen"] = sha(made.files[f"rounds/{ROUND}.json"])
    made.relink()
    assert_named(verify(Request(write_folder(tmp_path, made.public()))), "frozen", "not those of the pot youth")


def test_a_pot_for_everybody_is_never_stricter_than_its_tier(tmp_path: Path) -> None:
    """Only one of several small groups could ask for it."""
    made = make_round()
    made.find("round.closed")["pots"][0].update(tier="T0", blank=None, ranked=None)
    made.relink()
    assert_named(
        verify(Request(write_folder(tmp_path, made.public()))), "events", "the tier in force of youth must be T1"
    )


def test_a_round_is_not_decided_by_a_rule_for_comparing(tmp_path: Path) -> None:
    made = make_round()
    _in_log(rule="equal-shares-cost")(made)
    made.relink()
    assert_named(
        verify(Request(write_folder(tmp_path, made.auditor()))), "count", "not decided by the rule 'equal-shares-cost'"
    )
