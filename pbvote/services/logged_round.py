"""What the log says of a round: the measure of the database before it closes, counts and publishes.

Whoever changes rows behind the services' backs is found here, while it can still be repaired: what is once
published with a wrong hash stays wrong for good.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from pbvote.auditlog.canonical import CanonicalError, parse_canonical_object
from pbvote.domain.errors import BalanceFailedError
from pbvote.domain.times import format_time
from pbvote.formats.bundle import file_hash
from pbvote.formats.frozen_round import frozen_round_file, projects_file
from pbvote.services.plan_round import read_plan
from pbvote.services.seal_roll import entitled, root_of_roll
from pbvote.storage.log_store import LogStore
from pbvote.storage.queries.rounds import pot_rows, project_rows
from pbvote.storage.tables import RoundRow


def round_entries(db: Session, round_id: str) -> Iterator[dict[str, Any]]:
    """The entries of a round in order. Raises BalanceFailedError when a line cannot be read any more."""
    named = f'"round":"{round_id}"'.encode()
    for line in LogStore(db).lines():
        if named in line:
            yield _parsed(line)


def check_as_logged(db: Session, row: RoundRow) -> None:
    """Raise BalanceFailedError unless the round, its projects, its roll and its close are those that the log names."""
    entries = list(round_entries(db, row.id))
    _check_frozen(db, row, entries)
    _check_withdrawn(db, row, entries)
    _check_roll(db, row, entries)
    closes = [entry["closes_at"] for entry in entries if entry["kind"] in {"round.created", "round.extended"}]
    _require(closes[-1:] == [format_time(row.closes_at)], row, "its close", "close")
    seeds = [entry["seed"] for entry in entries if entry["kind"] == "draw.made"]
    _require(seeds == ([] if row.seed is None else [row.seed]), row, "its draw", "draw")


def _check_frozen(db: Session, row: RoundRow, entries: list[dict[str, Any]]) -> None:
    plan = read_plan(db, row)
    frozen = file_hash(frozen_round_file(plan))
    now = [(pot.id, file_hash(projects_file(pot)), frozen) for pot in plan.pots]
    logged = [(each["pot"], each["titles"], each["frozen"]) for each in entries if each["kind"] == "projects.frozen"]
    _require(now == logged, row, "its rules, projects and costs", "frozen")


def _check_withdrawn(db: Session, row: RoundRow, entries: list[dict[str, Any]]) -> None:
    now = {
        (pot.id, each.id) for pot in pot_rows(db, row.id) for each in project_rows(db, row.id, pot.id) if each.withdrawn
    }
    logged = {(each["pot"], each["project"]) for each in entries if each["kind"] == "project.withdrawn"}
    _require(now == logged, row, "its withdrawn projects", "withdrawn")


def _check_roll(db: Session, row: RoundRow, entries: list[dict[str, Any]]) -> None:
    moves = [entry for entry in entries if entry["kind"] in {"roll.sealed", "roll.changed"}]
    logged: Counter[str] = Counter()
    for pot in (pot for entry in moves for pot in entry["pots"]):
        logged[pot["id"]] += pot.get("entitled", 0) + pot.get("added", 0) - pot.get("removed", 0)
    now = {pot.id: entitled(db, row.id, pot.id) for pot in pot_rows(db, row.id)}
    same = bool(moves) and moves[-1]["root"] == root_of_roll(db, row.id) and dict(logged) == now
    _require(same, row, "its roll of voters", "roll")


def _require(holds: bool, row: RoundRow, what: str, cause: str) -> None:  # noqa: FBT001 - a guard reads best as condition first
    if not holds:
        raise BalanceFailedError(
            f"The round {row.id} is not as the log has it: {what}. Restore it from a backup.", cause
        )


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        return parse_canonical_object(line)
    except CanonicalError as error:
        raise BalanceFailedError(f"An entry of the log cannot be read any more: {error}", "line") from error
