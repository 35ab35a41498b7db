"""Assembling bundles: the public one for everybody, the auditors' one with ballots and traces."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.auditlog.roll import marked_lines
from pbvote.domain.errors import ResultNotPublishedError
from pbvote.domain.round import RoundState
from pbvote.formats.bundle import (
    README,
    file_hash,
    lines_file,
    manifest_file,
    zip_file,
)
from pbvote.formats.frozen_round import frozen_round_file, projects_file
from pbvote.services.close_round import marked_leaves
from pbvote.services.counted_box import ballots_file, box_rows
from pbvote.services.logged_round import round_entries
from pbvote.services.office import Office
from pbvote.services.plan_round import read_plan
from pbvote.services.sign_log import sign_if_due
from pbvote.storage.log_store import LogStore
from pbvote.storage.queries.public_log import public_size
from pbvote.storage.queries.rounds import pot_rows, round_row, state_of
from pbvote.storage.tables import CommitmentRow, ResultRow, RoundRow


def public_bundle(office: Office, round_id: str) -> bytes:
    """`public.zip` of a published round; raises ResultNotPublishedError."""
    sign_if_due(office)
    with office.database.read() as db:
        row = round_row(db, round_id)
        if state_of(row) is not RoundState.PUBLISHED:
            raise ResultNotPublishedError
        return _zip(db, round_id, public_content(db, row), LogStore(db).checkpoints(public_size(db)))


def auditor_bundle(office: Office, round_id: str) -> bytes:
    """`auditor.zip` of a counted round, for auditors only; raises ResultNotPublishedError."""
    sign_if_due(office)
    with office.database.read() as db:
        row = round_row(db, round_id)
        if state_of(row) not in (RoundState.COUNTED, RoundState.PUBLISHED):
            raise ResultNotPublishedError
        return _zip(db, round_id, auditor_content(db, row), LogStore(db).checkpoints())


def public_content(db: Session, row: RoundRow) -> dict[str, bytes]:
    """The content files of the public bundle by path."""
    content = _shared_content(db, row)
    for pot in pot_rows(db, row.id):
        analysis = _result(db, row.id, pot.id).public_analysis
        if analysis is not None:  # none under T0, for a rule without voting money, and in rounds of older releases
            content[f"pots/{pot.id}/analysis.json"] = analysis
    return content


def auditor_content(db: Session, row: RoundRow) -> dict[str, bytes]:
    """The content files of the auditors' bundle by path. The log has their manifest from the count on."""
    content = _shared_content(db, row)
    content["roll/leaves.jsonl"] = lines_file(marked_lines(marked_leaves(db, row.id)))
    for pot in pot_rows(db, row.id):
        result = _result(db, row.id, pot.id)
        content[ballots_path(pot.id)] = ballots_file(box_rows(db, pot))
        content[f"pots/{pot.id}/numbers.json"] = result.numbers
        content[f"pots/{pot.id}/trace.json"] = result.trace or b""
    return content


def ballots_path(pot_id: str) -> str:
    """Where the ballots of a pot are in the auditors' bundle."""
    return f"pots/{pot_id}/ballots.jsonl"


def manifest_hash(row: RoundRow, content: dict[str, bytes]) -> str:
    """The hash of `manifest.json` that the log carries."""
    return file_hash(manifest_file(row.id, content))


def _shared_content(db: Session, row: RoundRow) -> dict[str, bytes]:
    """The files that stand in both bundles, and are the same there."""
    plan = read_plan(db, row)
    content = {"README.txt": README.encode(), f"rounds/{row.id}.json": frozen_round_file(plan)}
    for pot in plan.pots:
        content[f"pots/{pot.id}/projects.json"] = projects_file(pot)
        content[f"pots/{pot.id}/codes.txt"] = _codes(db, row, pot.id)
        result = _result(db, row.id, pot.id)
        content[f"pots/{pot.id}/result.json"] = result.public or b""
        content[f"pots/{pot.id}/turnout.json"] = result.turnout or b""
    return content


def counted_manifest(db: Session, round_id: str) -> str:
    """The hash of the auditors' manifest that the log has of the count of a round."""
    return next(str(each["manifest"]) for each in round_entries(db, round_id) if each["kind"] == "count.completed")


def _zip(db: Session, round_id: str, content: dict[str, bytes], notes: list[tuple[int, str]]) -> bytes:
    files = {
        **content,
        "manifest.json": manifest_file(round_id, content),
        "log.jsonl": lines_file(LogStore(db).lines(notes[-1][0])),
        **{f"checkpoints/{size}": note.encode() for size, note in notes},
    }
    return zip_file(files)


def _result(db: Session, round_id: str, pot_id: str) -> ResultRow:
    return db.get_one(ResultRow, (round_id, pot_id))


def _codes(db: Session, row: RoundRow, pot_id: str) -> bytes:
    """`codes.txt`: every check code of the pot with its state and the day of it, in the round's zone."""
    zone = ZoneInfo(row.zone)
    query = select(CommitmentRow).where(CommitmentRow.round_id == row.id, CommitmentRow.pot_id == pot_id)
    return b"".join(
        f"{each.check_code} {each.state} {each.state_since.astimezone(zone).date().isoformat()}\n".encode()
        for each in sorted(db.scalars(query), key=lambda each: each.check_code.encode())
    )
