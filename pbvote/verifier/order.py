"""The legal order of entries: each round is a machine of its own (docs/log-format.md, sections 7 and 8)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Optional

from .errors import MalformedError
from .parts import check_parts
from .phases import Phases
from .rounds import PotHistory, RoundHistory
from .shapes import Record, shown

ANYWHERE = ("software.installed", "officer.acted", "incident.recorded")
LONGEST_SUSPENSION = timedelta(hours=24)
FEWEST_FOR_T1 = 30
GRACE = timedelta(seconds=120)

# From which states a kind may come. What it leads to stands in its handler below.
FROM = {
    "round.amended": ("draft",),
    "projects.frozen": ("draft", "freezing"),
    "roll.sealed": ("frozen",),
    "roll.changed": ("sealed", "open", "suspended"),
    "codes.printed": ("frozen", "sealed", "open", "suspended"),
    "project.withdrawn": ("frozen", "sealed", "open", "suspended", "closed"),
    "round.opened": ("sealed",),
    "round.suspended": ("open",),
    "round.resumed": ("suspended",),
    "round.extended": ("open", "suspended"),
    "ballots.batched": ("open", "suspended"),
    "round.closed": ("open", "suspended"),
    "round.cancelled": ("draft", "frozen", "sealed", "open", "suspended"),
    "draw.made": ("closed",),
    "count.completed": ("drawn", "counting"),
    "result.published": ("counted",),
}
# States in which the log waits for the next pot: nothing else may come between.
HALFWAY = {"freezing": "projects.frozen", "counting": "count.completed"}


def _require(condition: bool, sentence: str) -> None:  # noqa: FBT001 # reads as a statement at each call
    if not condition:
        raise MalformedError(sentence)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text[:-1])


def _different(items: list[str], what: str) -> None:
    _require(len(set(items)) == len(items), what + " stands twice")


def check_round(created: Record) -> None:
    """Check what `round.created` says within itself."""
    _require(created["opens_at"] < created["closes_at"], "closes_at is not after opens_at")
    _require(created["closes_at"] <= created["latest_close"], "latest_close is before closes_at")
    _different([each["id"] for each in created["pots"]], "the id of a pot")
    for pot in created["pots"]:
        _different(pot["groups"], "a group of " + pot["id"])
    check_parts(created["pots"])


class Order:
    """Follows the entries one by one and refuses the first thing about each that is out of order."""

    def __init__(self) -> None:
        self.rounds: dict[str, RoundHistory] = {}
        self.phases = Phases()
        self.started: Optional[Record] = None
        self._versions: set[str] = set()
        self._last_at = ""
        self._last_index = -1
        self._halfway: Optional[RoundHistory] = None

    def follow(self, index: int, entry: Record) -> None:
        """Take the next entry; MalformedError says what is out of order about it."""
        kind = entry["kind"]
        late, self._last_at = entry["at"] < self._last_at, max(entry["at"], self._last_at)
        _require(not late, "its time " + entry["at"] + " is before that of an entry above it")
        _require((kind == "log.started") == (index == 0), "log.started stands first and nowhere else")
        if kind in {"log.started", "software.installed"}:
            self._versions.add(entry["version"])
        self.phases.check_due(entry)
        waiting, self._halfway = self._halfway, None
        if waiting is not None:
            expected = HALFWAY[waiting.state]
            same = kind == expected and entry["round"] == waiting.id
            _require(same, expected + " of the next pot of " + waiting.id + " must stand here")
        if kind == "log.started":
            self.started = entry
        elif kind == "round.created":
            self._create(entry)
        elif kind not in ANYWHERE:
            self._move(index, entry)
        if kind == "incident.recorded":
            self._check_incident(entry)

    def _check_incident(self, entry: Record) -> None:
        known = entry["round"] is None or entry["round"] in {*self.rounds, *self.phases.rounds}
        _require(known, "the round " + str(entry["round"]) + " was never created")
        if entry["from"] is not None and entry["to"] is not None:
            _require(entry["from"] <= entry["to"], "the incident ends before it begins: from is after to")

    def _create(self, entry: Record) -> None:
        _require(entry["round"] not in self.rounds, "the round " + entry["round"] + " was created before")
        self.rounds[entry["round"]] = RoundHistory(entry)
        check_round(entry)
        self.phases.check_creation(entry["round"])

    def _move(self, index: int, entry: Record) -> None:
        kind, found = entry["kind"], self.rounds.get(entry["round"])
        if kind == "codes.printed":
            _check_printing(entry)
        if self.phases.take(entry, "" if found is None else found.state):
            return
        if found is None:
            raise MalformedError("the round " + entry["round"] + " was never created")
        _require(found.state in FROM[kind], kind + " may not come while the round is " + found.state)
        if kind == "round.closed":
            found.closed_at_index = index
        _HANDLERS[kind](found, entry)
        if found.state in HALFWAY:
            self._halfway = found
        if kind == "projects.frozen":
            self.phases.check_freeze(found.id)
        if kind == "count.completed":
            named = entry["program"] in self._versions
            _require(named, "the log names no installed version " + shown(entry["program"]) + " before this count")


def _pot_of(found: RoundHistory, entry: Record) -> PotHistory:
    pot = found.pots.get(entry["pot"])
    if pot is None:
        raise MalformedError("the round " + found.id + " has no pot " + entry["pot"])
    return pot


def _check_all_pots(found: RoundHistory, listed: list[Record]) -> None:
    ids = [each["id"] for each in listed]
    _require(ids == list(found.pots), "the pots are not those of the round in their order")


def _amend(found: RoundHistory, entry: Record) -> None:
    check_round(entry)
    found.set_up(entry)


def _next_pot(found: RoundHistory, entry: Record, done: Callable[[PotHistory], bool]) -> "tuple[PotHistory, bool]":
    pot = _pot_of(found, entry)
    waiting = [each.id for each in found.pots.values() if not done(each)]
    _require(waiting[:1] == [pot.id], "it is not the turn of the pot " + pot.id)
    return pot, len(waiting) == 1


def _freeze(found: RoundHistory, entry: Record) -> None:
    pot, last = _next_pot(found, entry, lambda each: each.frozen is not None)
    before = next((each.frozen for each in found.pots.values() if each.frozen is not None), None)
    pot.frozen = entry
    found.state = "frozen" if last else "freezing"
    if before is not None:
        _require(before["frozen"] == entry["frozen"], "the pots of a round cite one frozen round, not two")
    _different(pot.projects, "a project")
    dear = [each["id"] for each in entry["projects"] if each["cost"] > pot.created["budget"]]
    _require(not dear, "costs more than the pot holds: " + ", ".join(dear))
    for group in entry["conflicts"]:
        _different(group, "a project in a conflict")
        _require(set(group) <= set(pot.projects), "a conflict names a project that is not in the pot")


def _check_printing(entry: Record) -> None:
    officers = all(each.startswith("officer-") for each in entry["roles"])
    _require(
        officers or entry["number"] == 1, "several codes are printed by two officers, not by " + shown(entry["roles"])
    )


def _withdraw(found: RoundHistory, entry: Record) -> None:
    pot = _pot_of(found, entry)
    _require(entry["project"] in pot.projects, "the pot has no project " + entry["project"])
    _require(entry["project"] not in pot.withdrawn, entry["project"] + " was withdrawn before")
    pot.withdrawn.append(entry["project"])


def _seal(found: RoundHistory, entry: Record) -> None:
    found.state, found.roll_root = "sealed", entry["root"]
    _check_all_pots(found, entry["pots"])
    for each in entry["pots"]:
        found.pots[each["id"]].entitled = each["entitled"]


def _change_roll(found: RoundHistory, entry: Record) -> None:
    found.roll_root = entry["root"]
    _check_all_pots(found, entry["pots"])
    for each in entry["pots"]:
        found.pots[each["id"]].change_roll(each)


def _open(found: RoundHistory, entry: Record) -> None:
    found.state = "open"
    _require(entry["effective_at"] == found.created["opens_at"], "effective_at is not the opens_at of the round")
    _require(entry["effective_at"] <= entry["at"], "the round opened before its time")


def _suspend(found: RoundHistory, entry: Record) -> None:
    found.state, found.suspended_until = "suspended", entry["until"]
    length = _moment(entry["until"]) - _moment(entry["at"])
    _require(timedelta(0) < length <= LONGEST_SUSPENSION, "a suspension ends after its start, within 24 hours")


def _resume(found: RoundHistory, entry: Record) -> None:
    found.state = "open"
    by_itself = entry["roles"] == ["system"]
    _require(not by_itself or entry["at"] >= found.suspended_until, "the suspension had not run out yet")


def _extend(found: RoundHistory, entry: Record) -> None:
    before, found.closes_at = found.closes_at, max(found.closes_at, entry["closes_at"])
    _require(entry["at"] < before, "the close had come already, so it cannot be extended any more")
    _require(entry["closes_at"] > before, "the new closes_at is not later than the one before")
    _require(entry["closes_at"] <= found.created["latest_close"], "the new closes_at is after latest_close")


def _batch(found: RoundHistory, entry: Record) -> None:
    _pot_of(found, entry).annul(len(entry["annulled"]))


def _close(found: RoundHistory, entry: Record) -> None:
    found.state, found.closed = "closed", entry
    _check_all_pots(found, entry["pots"])
    for each in entry["pots"]:
        found.pots[each["id"]].closed = each
    _require(entry["effective_at"] == found.closes_at, "effective_at is not the closes_at in force")
    waited = _moment(entry["at"]) - _moment(found.closes_at)
    _require(waited >= GRACE, "the round closed before its time: casts count for 120 seconds after closes_at")
    for each in entry["pots"]:
        created = found.pots[each["id"]].created
        tier = "T0" if each["current"] < FEWEST_FOR_T1 else created["tier"]
        # One of several groups may be small: their numbers stand in the auditor bundle alone, which check_groups reads.
        may_tighten = each["tier"] == "T0" and len(created["groups"]) > 1
        _require(each["tier"] == tier or may_tighten, "the tier in force of " + each["id"] + " must be " + tier)
        silent = (each["blank"] is None) == (each["ranked"] is None) == (each["tier"] == "T0")
        _require(silent, "blank and ranked of " + each["id"] + " are given exactly when the tier is not T0")


def _cancel(found: RoundHistory, _entry: Record) -> None:
    found.state = "cancelled"  # which stands in no row of FROM: nothing of the round follows


def _draw(found: RoundHistory, entry: Record) -> None:
    found.state, found.seed = "drawn", entry["seed"]


def _count(found: RoundHistory, entry: Record) -> None:
    pot, last = _next_pot(found, entry, lambda each: each.counted is not None)
    pot.counted = entry
    found.state = "counted" if last else "counting"
    _require(entry["rule"] == pot.created["rule"], "the rule is not the rule of the pot, " + pot.created["rule"])
    _different(entry["funded"], "a funded project")
    for each in entry["funded"]:
        _require(each in pot.projects, "the pot has no project " + each)
        _require(each not in pot.withdrawn, each + " was withdrawn and cannot be funded")
    spent = sum(pot.costs[each] for each in entry["funded"])
    _require(entry["spent"] == spent, "spent is not the sum of the costs of the funded projects, " + str(spent))
    _require(spent <= pot.created["budget"], "more is spent than the pot holds")


def _publish(found: RoundHistory, entry: Record) -> None:
    found.state, found.published = "published", entry


_HANDLERS: dict[str, Callable[[RoundHistory, Record], None]] = {
    "round.amended": _amend,
    "projects.frozen": _freeze,
    "roll.sealed": _seal,
    "roll.changed": _change_roll,
    "codes.printed": lambda _found, _entry: None,  # looked at before, in whatever state its round is
    "project.withdrawn": _withdraw,
    "round.opened": _open,
    "round.suspended": _suspend,
    "round.resumed": _resume,
    "round.extended": _extend,
    "ballots.batched": _batch,
    "round.closed": _close,
    "round.cancelled": _cancel,
    "draw.made": _draw,
    "count.completed": _count,
    "result.published": _publish,
}
