"""Checking a count: the verifier, as a separate process that shares no code with the count, over the bundles."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import pbvote
from pbvote.domain.errors import CheckRunningError, NotCheckedError
from pbvote.domain.round import RoundState
from pbvote.services.analyse_count import analyse_count, has_public_analysis, is_to_be_analysed
from pbvote.services.assemble_bundle import auditor_bundle, counted_manifest, public_bundle
from pbvote.services.office import Office
from pbvote.services.record_incident import Incident, record_incident
from pbvote.storage.queries.rounds import round_row, rounds_in, state_of
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import CheckRunRow, RoundRow

LONGEST = 600
"""Seconds after which a run of the verifier is given up; it takes 5 for 10,000 ballots."""

_RUNNING = Lock()  # one run at a time in a process: an impatient officer must not fill the machine

_AUDITOR = "auditor bundle: "


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the verifier: ok, FAIL or note; which check; where; and what was found, in its words."""

    state: str
    check: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A run of the verifier. `ok`: nothing failed, and it noted exactly what it had to note."""

    id: int
    at: datetime
    ok: bool
    manifest: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(each.state == "ok" for each in self.findings)

    @property
    def is_of_both(self) -> bool:
        """Whether the public bundle was there to be checked too."""
        return any(each.where.startswith(_AUDITOR) for each in self.findings)

    @property
    def failed(self) -> tuple[Finding, ...]:
        """What did not pass."""
        return tuple(each for each in self.findings if each.state not in {"ok", "note"})


def check_due_counts(office: Office) -> None:
    """Check every counted round that was not checked or analysed yet, and every published one not since then."""
    for round_id in _due(office):
        with suppress(CheckRunningError):  # an officer has just begun it
            check_count(office, round_id)


def check_count(office: Office, round_id: str) -> CheckRun:
    """Analyse a counted round, run the verifier over the bundles of a counted or published one, keep what it found.

    Before publishing that is the auditors' bundle, which holds every file of the public one; afterwards both. What
    fails is an incident. Raises ResultNotPublishedError before the count, CheckRunningError during another run.
    """
    if not _RUNNING.acquire(blocking=False):
        raise CheckRunningError
    try:
        analyse_count(office, round_id)
        findings = _run(office, round_id)
    finally:
        _RUNNING.release()
    with office.database.write() as uow:
        row = CheckRunRow(
            round_id=round_id,
            at=office.clock.now(uow.db),
            ok=_is_as_expected(uow.db, round_id, findings),
            manifest=counted_manifest(uow.db, round_id),
            findings=json.dumps([_dict(each) for each in findings]).encode(),
        )
        uow.db.add(row)
        uow.db.flush()
        done = _check_run(row)
        uow.commit()
    if not done.ok:
        record_incident(office, Incident("check-failed", round_id))
    return done


def last_check(db: Session, round_id: str) -> CheckRun | None:
    """The newest run over a round."""
    query = select(CheckRunRow).where(CheckRunRow.round_id == round_id).order_by(CheckRunRow.id.desc()).limit(1)
    row = db.scalars(query).first()
    return None if row is None else _check_run(row)


def require_passed_check(db: Session, round_id: str) -> None:
    """Raise NotCheckedError unless the newest run passed over the very files that were counted."""
    run = last_check(db, round_id)
    if run is None or not run.ok or run.manifest != counted_manifest(db, round_id):
        raise NotCheckedError


def check_seen(db: Session, row: RoundRow | None, _arguments: Mapping[str, str]) -> str:
    """Which check the officers who publish have seen: after another one they look again."""
    run = last_check(db, row.id) if row else None
    return "" if run is None else f"{run.id} {run.ok} {run.manifest}"


def _due(office: Office) -> list[str]:
    with office.database.read() as db:
        counted = [each for each in rounds_in(db, RoundState.COUNTED) if _is_new(db, each)]
        return counted + [each for each in rounds_in(db, RoundState.PUBLISHED) if _is_from_before(last_check(db, each))]


def _is_new(db: Session, round_id: str) -> bool:
    """Whether a counted round was not checked, or passed under a release that made no analysis."""
    run = last_check(db, round_id)
    return run is None or (run.ok and is_to_be_analysed(db, round_row(db, round_id)))


def _is_from_before(run: CheckRun | None) -> bool:
    """Whether the newest run is the one that let the result be published: it saw no public bundle yet."""
    return run is None or (run.ok and not run.is_of_both)


def _run(office: Office, round_id: str) -> tuple[Finding, ...]:
    with tempfile.TemporaryDirectory(prefix="pbvote-check-") as folder:  # of mode 0700: ballots are in it
        auditor, public = Path(folder) / "auditor.zip", Path(folder) / "public.zip"
        auditor.write_bytes(auditor_bundle(office, round_id))
        if not _is_published(office, round_id):
            return _findings([auditor])
        public.write_bytes(public_bundle(office, round_id))
        return _findings([public, "--auditor", auditor])


def _findings(words: list[Path | str]) -> tuple[Finding, ...]:
    command = [sys.executable, "-m", "pbvote.verifier", *map(str, words), "--json"]
    checkout = Path(pbvote.__file__).parents[1]
    try:
        ended = subprocess.run(  # noqa: S603 - our own program
            command, cwd=checkout, capture_output=True, text=True, check=False, timeout=LONGEST
        )
        answer = json.loads(ended.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        return (Finding("FAIL", "run", "the verifier", f"it did not come to an end: {type(error).__name__}"),)
    return tuple(Finding(each["state"], each["check"], each["where"], each["what"]) for each in answer["findings"])


def _is_as_expected(db: Session, round_id: str, findings: tuple[Finding, ...]) -> bool:
    """Whether nothing failed, something passed, and the notes are those that every such run has to make."""
    states = {each.state for each in findings}
    wanted = {("keys", "entry 0")}
    if installation(db).clock == "shifted":
        wanted.add(("clock", "entry 0"))
    row = round_row(db, round_id)
    if state_of(row) is RoundState.PUBLISHED:
        wanted |= {(check, _AUDITOR + where) for check, where in wanted}
        if has_public_analysis(db, row):
            wanted.add(("analysis", f"round {round_id}"))  # confirming every margin takes longer than all the rest
    noted = {(each.check, each.where) for each in findings if each.state == "note"}
    return states == {"ok", "note"} and noted == wanted


def _is_published(office: Office, round_id: str) -> bool:
    with office.database.read() as db:
        return state_of(round_row(db, round_id)) is RoundState.PUBLISHED


def _check_run(row: CheckRunRow) -> CheckRun:
    findings = tuple(Finding(**each) for each in json.loads(row.findings))
    return CheckRun(row.id, row.at, row.ok, row.manifest, findings)


def _dict(finding: Finding) -> dict[str, Any]:
    return {"state": finding.state, "check": finding.check, "where": finding.where, "what": finding.what}
