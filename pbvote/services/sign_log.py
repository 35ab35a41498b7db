"""Signing the log: after each act that needs a checkpoint, over entries that were read again from the store."""

from pbvote.auditlog.merkle import leaf_hash
from pbvote.auditlog.signing import HistoryBrokenError, sign_checkpoint
from pbvote.domain.errors import HistoryChangedError
from pbvote.services.office import Office
from pbvote.services.record_incident import Incident, record_incident
from pbvote.storage.log_store import edge_of
from pbvote.storage.tables import LogHeadRow
from pbvote.storage.unit_of_work import UnitOfWork


def sign_log(office: Office) -> None:
    """Sign a checkpoint if one is due; refuse, and record an incident, when the stored history changed.

    An act commits first and is signed after, so that a checkpoint never outruns the database. What a crash leaves
    unsigned the next act or tick signs, before anything else enters the log.
    """
    try:
        with office.database.write() as uow:
            _sign_due(office, uow)
    except HistoryBrokenError as error:
        record_incident(office, Incident("history-changed"), before_signing=True)
        raise HistoryChangedError(f"Nothing is signed until this is repaired: {error}") from error


def sign_if_due(office: Office) -> None:
    """As sign_log, but only a crash between an act and its checkpoint makes it write: for reads of the log."""
    with office.database.read() as db:
        head = db.get_one(LogHeadRow, 1)
        is_due = head.due > head.signed
    if is_due:
        sign_log(office)


def _sign_due(office: Office, uow: UnitOfWork) -> None:
    head = uow.log.lock_head()
    if head.due <= head.signed:
        return
    stored = [note.encode() for _, note in uow.log.checkpoints()]
    lines = uow.log.lines()
    made = sign_checkpoint(
        lines[: head.due],
        [*stored, *office.checkpoints.notes()],
        origin=office.origin,
        seed=office.keys.log_seed(),
    )
    if made.edge.extended(leaf_hash(line) for line in lines[head.due :]) != edge_of(head):
        raise HistoryBrokenError("An entry is not the one that was appended. Restore the log from a mirror.")
    # The copy outside the database is on the disk before anybody can see the checkpoint.
    office.checkpoints.keep(made.checkpoint.size, made.note)
    uow.log.add_checkpoint(made.checkpoint.size, made.note.decode())
    uow.commit()
