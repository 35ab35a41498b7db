"""The balances that the log alone must keep (docs/log-format.md, section 8; auditlog.md, section 6)."""

from typing import NamedTuple, Optional

from .codes import check_code
from .entries import BATCH_LISTS, MOST_IN_A_BATCH
from .findings import Report
from .rounds import RoundHistory
from .shapes import Record

CHECK = "balances"
STATES = {"superseded": "replaced", "withdrawn": "withdrawn", "annulled": "cancelled"}


class Fate(NamedTuple):
    """Where a commitment was added and what became of it: entry indexes and times of those entries."""

    round: str
    pot: str
    added_in: int
    at: str
    state: str
    since: str


class _Batch(NamedTuple):
    entry_index: int
    entry: Record
    rank: int  # which of the four lists was filled last
    last: str  # the last commitment in it


class Ledger:
    """Every commitment of the log with its fate, taken entry by entry."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str]] = []  # where, what
        self.fates: dict[str, Fate] = {}
        self._codes: dict[str, str] = {}
        self._in_pot: dict[tuple[str, str], list[str]] = {}
        self._open_batch: Optional[_Batch] = None

    def _fail(self, index: int, what: str) -> None:
        self.problems.append(("entry " + str(index), what))

    def follow(self, index: int, entry: Record) -> None:
        """Take the next entry of any kind."""
        batch, self._open_batch = self._open_batch, None
        if entry["kind"] != "ballots.batched":
            if batch is not None:
                self._fail(index, "part " + str(batch.entry["part"] + 1) + " of the batch above must stand here")
            return
        self._check_parts(index, entry, batch)
        for each in entry["added"]:
            self._add(index, entry, each)
        for list_name in BATCH_LISTS[1:]:
            for each in entry[list_name]:
                self._take_out(index, entry, list_name, each)

    def finish(self) -> None:
        """Say so when the log ends within a batch."""
        if self._open_batch is not None:
            self._fail(self._open_batch.entry_index, "the log ends before the last part of this batch")

    def _check_parts(self, index: int, entry: Record, batch: Optional[_Batch]) -> None:
        total = sum(len(entry[each]) for each in BATCH_LISTS)
        if not 1 <= total <= MOST_IN_A_BATCH:
            self._fail(index, "an entry of a batch has 1 to 500 commitments, not " + str(total))
        follows = batch is not None and all(batch.entry[key] == entry[key] for key in ("round", "pot", "parts"))
        expected = batch.entry["part"] + 1 if batch is not None and follows else 1
        if entry["part"] != expected or entry["part"] > entry["parts"] or (batch is not None and not follows):
            self._fail(index, "the parts of a batch stand one after the other, and this is not the next one")
        rank, last = self._check_sorting(index, entry, batch if follows else None)
        if entry["part"] < entry["parts"]:
            self._open_batch = _Batch(index, entry, rank, last)

    def _check_sorting(self, index: int, entry: Record, batch: Optional[_Batch]) -> tuple[int, str]:
        rank, last = (batch.rank, batch.last) if batch is not None else (0, "")
        for place, list_name in enumerate(BATCH_LISTS):
            items = entry[list_name]
            if not items:
                continue
            if place < rank or (place == rank and items[0] <= last):
                self._fail(index, list_name + " goes on out of order from the part before")
            rank, last = place, items[-1]
        return rank, last

    def _add(self, index: int, entry: Record, commitment: str) -> None:
        if commitment in self.fates:
            earlier = str(self.fates[commitment].added_in)
            self._fail(index, "commitment " + commitment + " was added before, in entry " + earlier)
            return
        code = check_code(commitment)
        twin = self._codes.setdefault(code, commitment)
        if twin != commitment:
            self._fail(index, "commitments " + twin + " and " + commitment + " have the same check code " + code)
        fate = Fate(entry["round"], entry["pot"], index, entry["at"], "recorded", entry["at"])
        self.fates[commitment] = fate
        self._in_pot.setdefault((fate.round, fate.pot), []).append(commitment)

    def _take_out(self, index: int, entry: Record, list_name: str, commitment: str) -> None:
        fate = self.fates.get(commitment)
        if fate is None or (fate.round, fate.pot) != (entry["round"], entry["pot"]):
            self._fail(index, "commitment " + commitment + " is " + list_name + " but was not added in this pot")
        elif fate.state != "recorded":
            self._fail(index, "commitment " + commitment + " is " + list_name + " but was " + fate.state + " before")
        else:
            self.fates[commitment] = fate._replace(state=STATES[list_name], since=entry["at"])

    def of_pot(self, round_id: str, pot_id: str) -> dict[str, Fate]:
        """Give the commitments ever added in a pot."""
        return {each: self.fates[each] for each in self._in_pot.get((round_id, pot_id), ())}


def check_closed(report: Report, found: RoundHistory, ledger: Ledger) -> None:
    """Compare the numbers of `round.closed` with the entries and with one another."""
    for pot in found.pots.values():
        stated = pot.closed
        if stated is None:
            continue
        where = "round.closed of " + found.id + ", pot " + pot.id
        fates = [each.state for each in ledger.of_pot(found.id, pot.id).values()]
        counted = {"added": len(fates)}
        counted.update({name: fates.count(state) for name, state in STATES.items()})
        for name, number in counted.items():
            if stated[name] != number:
                report.fail(CHECK, where, name + " is " + _both(stated[name], number))
        check_sums(report, where, stated)
        if pot.entitled is not None and stated["entitled"] != pot.entitled:
            report.fail(CHECK, where, "entitled is " + _both(stated["entitled"], pot.entitled))


def _both(stated: int, found: int) -> str:
    return str(stated) + " here, but the entries say " + str(found)


def check_sums(report: Report, where: str, numbers: Record, check: str = CHECK) -> None:
    """Check the sums that hold within one set of numbers, of a pot or of a group in it."""
    gone = numbers["superseded"] + numbers["withdrawn"] + numbers["annulled"]
    if numbers["current"] != numbers["added"] - gone:
        report.fail(check, where, "current is not added less superseded, withdrawn and annulled")
    blank, ranked = numbers["blank"], numbers["ranked"]
    if blank is not None and ranked is not None and blank + ranked != numbers["current"]:
        report.fail(check, where, "blank and ranked do not add up to current")
    if numbers["marked"] != numbers["current"] + numbers["spoilt"]:
        report.fail(check, where, "marked is not current and spoilt together")
    if numbers["marked"] > numbers["entitled"]:
        report.fail(check, where, "more are marked than entitled")
