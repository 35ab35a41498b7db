"""The archive of a receipt: what proves to anyone, without this server, that a vote is in the log."""

from sqlalchemy.orm import Session

from pbvote.auditlog.merkle import inclusion_proof, leaf_hash
from pbvote.auditlog.receipt import parse_receipt
from pbvote.auditlog.tlogproof import TlogProof, render_tlog_proof
from pbvote.formats.bundle import zip_file
from pbvote.services.my_pots import my_receipt
from pbvote.services.office import Office
from pbvote.services.seat import Seat
from pbvote.storage.log_store import LogStore
from pbvote.storage.queries.public_log import public_size
from pbvote.storage.tables import CommitmentRow


def receipt_archive(office: Office, seat: Seat, pot_id: str) -> bytes | None:
    """A zip of the receipt, the latest checkpoint, and, once it is in the log, line and proof; None without a vote."""
    receipt = my_receipt(office, seat, pot_id)
    if receipt is None:
        return None
    commitment = parse_receipt(receipt.note).commitment
    with office.database.read() as db:
        return zip_file({"receipt.txt": receipt.note, **_latest(db), **_proof(db, commitment)})


def _latest(db: Session) -> dict[str, bytes]:
    notes = LogStore(db).checkpoints(public_size(db))
    return {"checkpoint.txt": notes[-1][1].encode()} if notes else {}


def _proof(db: Session, commitment: str) -> dict[str, bytes]:
    row = db.get(CommitmentRow, commitment)
    store = LogStore(db)
    notes = store.checkpoints(public_size(db))
    if row is None or not notes or notes[-1][0] <= row.added_in:
        return {}
    size, note = notes[-1]
    lines = store.lines(size)
    hashes = inclusion_proof([leaf_hash(line) for line in lines], row.added_in)
    proof = TlogProof(row.added_in, tuple(hashes), note.encode())
    return {"entry.jsonl": lines[row.added_in] + b"\n", "proof.txt": render_tlog_proof(proof)}
