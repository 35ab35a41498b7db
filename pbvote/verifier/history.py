"""The walk through the entries: order and balances side by side, and which checkpoints must exist."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from .balances import Ledger, check_closed
from .errors import VerifierError
from .findings import Report
from .log import Log
from .mornings import check_morning
from .officers import Officers
from .order import Order
from .shapes import Record

_SIGNED_AFTER = {
    "round.opened",
    "round.suspended",
    "round.resumed",
    "round.extended",
    "round.closed",
    "round.cancelled",
    "result.published",
}


class History(NamedTuple):
    """What the entries say: the rounds, every commitment's fate, and the sizes that must have a checkpoint."""

    order: Order
    ledger: Ledger
    required: dict[int, str]
    problems: list[tuple[str, str]]  # where, what
    unknown_zones: dict[str, str]  # rounds whose mornings this Python does not know, and their zones

    @contextmanager
    def guard(self, index: int, entry: Record) -> Iterator[None]:
        """Keep what is wrong about an entry; what the next check says about it is kept as well."""
        try:
            yield
        except VerifierError as error:
            self.problems.append(("entry " + str(index) + " (" + entry["kind"] + ")", str(error)))


def follow_entries(log: Log) -> History:
    """Take all entries in order and keep what is out of order about each."""
    history, officers = History(Order(), Ledger(), {}, [], {}), Officers()
    for index, entry in enumerate(log.entries):
        if entry is None:
            continue
        with history.guard(index, entry):
            history.order.follow(index, entry)
        with history.guard(index, entry):
            officers.follow(entry)
        history.ledger.follow(index, entry)
        final = entry["kind"] == "ballots.batched" and _is_final(log, index, entry)
        if entry["kind"] == "ballots.batched" and not final:
            with history.guard(index, entry):
                _check_morning(history, entry)
        _require_checkpoint(history, index, entry, final=final)
    return history


def _check_morning(history: History, batch: Record) -> None:
    found = history.order.rounds.get(batch["round"])
    if found is not None and not check_morning(found.created["zone"], batch):
        history.unknown_zones[found.id] = found.created["zone"]


def report_events(report: Report, log: Log, history: History) -> None:
    """Say whether every entry stands where it may."""
    for where, what in history.problems:
        report.fail("events", where, what)
    for round_id, zone in history.unknown_zones.items():
        what = "this Python does not know the zone " + ascii(zone) + ", so the hours of batches are not checked"
        report.note("events", "round " + round_id, what)
    if log.entries and not history.problems:
        report.passed("events", str(len(log.entries)) + " entries", "every entry stands where it may")


def report_balances(report: Report, history: History) -> None:
    """Say whether every commitment was added once and taken out at most once, and whether the numbers add up."""
    history.ledger.finish()
    for where, what in history.ledger.problems:
        report.fail("balances", where, what)
    for found in history.order.rounds.values():
        with report.guard("balances", "round " + found.id):
            check_closed(report, found, history.ledger)
    if not report.failures("balances"):
        total = str(len(history.ledger.fates))
        report.passed("balances", "the log", total + " commitments, each added once and taken out at most once")


def _require_checkpoint(history: History, index: int, entry: Record, *, final: bool) -> None:
    kind = entry["kind"]
    if kind in _SIGNED_AFTER:
        history.required[index + 1] = kind
    elif kind == "count.completed":
        found = history.order.rounds.get(entry["round"])
        if found is not None and found.state == "counted":
            history.required[index + 1] = "the last " + kind
    elif kind == "ballots.batched" and entry["part"] == entry["parts"] and not final:
        history.required[index + 1] = "the last part of a batch"


def _is_final(log: Log, index: int, batch: Record) -> bool:
    """Say whether a batch is one of the final ones, which `round.closed` follows at once and in one act."""
    same = (batch["round"], batch["at"])
    for later in range(index + 1, len(log.entries)):
        following = log.entries[later]
        if following is None or (following.get("round"), following["at"]) != same:
            return False
        if following["kind"] != "ballots.batched":
            return bool(following["kind"] == "round.closed")
    return False
