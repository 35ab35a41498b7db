"""A turnout that shows few people, or from which few follow, is refused; so is one that the log contradicts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.turnout import PotTurnout, TurnoutRow, TurnoutTerms, public_turnout
from pbvote.verifier.findings import Report
from pbvote.verifier.verify import Request, verify
from tests.verifier.changes import WARD, YOUTH, assert_named, drop_file, edit_json, verify_files, write_folder
from tests.verifier.made_round import manifest_of
from tests.verifier.made_stages import make_round
from tests.verifier.made_votes import ROUND, Entry, canonical, json_file


def _put(of: str, number: int, **keys: object) -> Callable[[Entry], None]:
    def change(value: Entry) -> None:
        value[of][number].update(keys)

    return change


def _drop(of: str, number: int) -> Callable[[Entry], None]:
    def change(value: Entry) -> None:
        del value[of][number]

    return change


def _swap(of: str) -> Callable[[Entry], None]:
    def change(value: Entry) -> None:
        value[of].reverse()

    return change


LIES: list[tuple[str, Callable[[Entry], None], str]] = [
    ("few voted", _put("bands", 2, marked=9), "shows fewer than 10"),
    ("few did not", _put("bands", 2, marked=31), "or leaves them"),
    ("more voted than may", _put("wards", 0, marked=42), "or leaves them"),
    ("everybody voted", _put("wards", 0, entitled=31), "or leaves them"),
    ("one number alone", _put("bands", 0, entitled=40), "without the other"),
    ("the other number alone", _put("bands", 2, entitled=None), "without the other"),
    ("a negative number", _put("bands", 2, marked=-1), "whole number"),
    ("one withheld", _drop("bands", 0), "follows by subtraction"),
    ("few withheld voted", _put("bands", 2, entitled=63, marked=53), "few together"),
    ("few withheld did not", _put("bands", 2, entitled=50, marked=39), "few together"),
    ("a sum of people", _put("wards", 0, entitled=40, marked=30), "do not add up"),
    ("a sum of votes", _put("wards", 0, marked=30), "do not add up"),
    ("bands out of order", _swap("bands"), "out of order"),
    ("wards out of order", _swap("wards"), "out of order"),
    ("a band twice", _put("bands", 1, name="11-13"), "stands twice"),
    ("a band without ages", _put("bands", 0, name="young"), "is not two ages"),
    ("another pot", lambda value: value.update(pot="ward"), "another pot or round"),
    ("another round", lambda value: value.update(round="autumn"), "another pot or round"),
    ("a row too much", _put("wards", 0, votes=1), "does not belong there"),
    ("no wards", lambda value: value.pop("wards"), "lacks wards"),
]


@pytest.mark.parametrize(("name", "change", "says"), LIES, ids=[name for name, _, _ in LIES])
def test_a30_few_people_in_a_turnout_are_refused(
    tmp_path: Path, name: str, change: Callable[[Entry], None], says: str
) -> None:
    """Even when the operator makes every hash fit."""
    made = make_round()
    edit_json(YOUTH + "turnout.json", change)(made.files)
    made.relink()
    report = verify_files(tmp_path, made.public())
    assert_named(report, "turnout", says)
    assert {each.check for each in report.findings if each.state == "FAIL"} == {"turnout"}, name


def test_the_turnout_is_under_the_manifest(tmp_path: Path) -> None:
    made = make_round()
    files = made.public()
    edit_json(YOUTH + "turnout.json", lambda value: value.update(wards=[]))(files)
    files["manifest.json"] = manifest_of(files)
    assert_named(verify_files(tmp_path, files), "manifest", "result.published")


def test_a_missing_turnout_is_named(tmp_path: Path) -> None:
    files = make_round().public()
    drop_file(WARD + "turnout.json")(files)
    assert_named(verify_files(tmp_path, files), "turnout", WARD + "turnout.json: the file is missing")


def test_both_bundles_hold_the_same_turnout(tmp_path: Path) -> None:
    made = make_round()
    public, auditor = made.public(), made.auditor()
    edit_json(YOUTH + "turnout.json", lambda value: value.update(wards=[]))(auditor)
    request = Request(write_folder(tmp_path / "public", public), write_folder(tmp_path / "auditor", auditor))
    assert_named(verify(request), "compare", YOUTH + "turnout.json")


def test_a_pot_with_few_ballots_lists_nothing(tmp_path: Path) -> None:
    made = make_round()
    path = YOUTH + "turnout.json"
    made.files[WARD + "turnout.json"] = made.files[path].replace(b'"youth"', b'"ward"')
    made.relink()
    assert_named(verify_files(tmp_path, made.public()), "turnout", "a pot under T0 lists nothing")


@pytest.mark.parametrize(
    ("electorates", "says"),
    [
        ([{"to_age": 19}, {}], "ages for them would follow"),
        ([{}, {"from_age": 18}], "ages for them would follow"),
        ([{"wards": ["Millgate"]}, {}], "lists no ages"),
    ],
)
def test_a30_ages_and_wards_are_never_crossed(tmp_path: Path, electorates: list[Entry], says: str) -> None:
    """With an upper age, or with pots that begin at different ages, the ages of a ward would follow."""
    made = make_round()
    path = f"rounds/{ROUND}.json"
    frozen = json.loads(made.files[path])
    for pot, changes in zip(frozen["pots"], electorates, strict=True):
        pot["electorate"].update(changes)
    made.files[path] = canonical(frozen) + b"\n"
    made.relink()
    assert_named(verify_files(tmp_path, made.public()), "turnout", says)


def _rows(*rows: tuple[str, int | None, int | None]) -> list[Entry]:
    return [dict(zip(("name", "entitled", "marked"), each, strict=True)) for each in rows]


def _both(tmp_path: Path, youth: list[Entry], ward: list[Entry]) -> Report:
    """What is found when both pots are large and list these bands."""
    made = make_round()
    for number, (pot, rows) in enumerate({"youth": youth, "ward": ward}.items()):
        closed = made.find("round.closed")["pots"][number]
        closed.update(tier="T1", entitled=200, marked=100)
        turnout = {"pot": pot, "round": ROUND, "v": 1, "bands": rows, "wards": []}
        made.files[f"pots/{pot}/turnout.json"] = json_file(turnout)
    made.relink()
    return verify_files(tmp_path, made.public())


def test_a30_what_one_pot_withholds_no_other_shows(tmp_path: Path) -> None:
    hidden = _rows(("11-13", None, None), ("14-16", None, None), ("17-19", 100, 50))
    told = _rows(("11-13", 50, 25), ("14-16", 50, 25), ("17-19", 100, 50))
    assert_named(_both(tmp_path, hidden, told), "turnout", "is withheld in another pot")


def test_a30_two_pots_do_not_differ_by_few_people(tmp_path: Path) -> None:
    """One electorate ends within a band: the difference is the few who are older."""
    report = _both(
        tmp_path, _rows(("11-13", 100, 50), ("14-16", 100, 50)), _rows(("11-13", 96, 50), ("14-16", 104, 50))
    )
    assert_named(report, "turnout", "differ by fewer than 10")


def test_a30_all_without_the_young_does_not_name_one_band(tmp_path: Path) -> None:
    """All minus the young are the grown-ups: of their bands one alone would follow."""
    young = [("11-13", None, None), ("14-16", None, None)]
    older = [("17-19", None, None), ("20-24", 40, 20)]
    report = _both(tmp_path, _rows(*young), _rows(*young, *older))
    assert_named(report, "turnout", "one name is withheld and follows from")


@pytest.mark.parametrize("marked", [(5, 60), (60, 5), (40, 40)])
def test_what_the_program_shows_is_never_refused(tmp_path: Path, marked: tuple[int, int]) -> None:
    """Two programs by two hands from one page."""
    rows = tuple(TurnoutRow(name, 70, voted) for name, voted in zip(("a", "b"), marked, strict=True))
    bands = (TurnoutRow("11-13", 40, 20), TurnoutRow("14-16", 50, sum(marked) - 30), TurnoutRow("17-19", 50, 10))
    (shown,) = public_turnout([PotTurnout("youth", bands, rows)], {"youth": TurnoutTerms(Electorate(11), Tier.T1)})
    made = make_round()
    made.find("round.closed")["pots"][0].update(entitled=140, marked=sum(marked))
    lists = {kind: [_row(each) for each in getattr(shown, kind)] for kind in ("bands", "wards")}
    made.files[YOUTH + "turnout.json"] = json_file({"pot": "youth", "round": ROUND, "v": 1, **lists})
    made.relink()
    report = verify_files(tmp_path, made.public())
    assert [each for each in report.findings if each.check == "turnout" and each.state == "FAIL"] == []


def _row(row: TurnoutRow) -> Entry:
    return {"name": row.name, "entitled": row.entitled, "marked": row.marked}
