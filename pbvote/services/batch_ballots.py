"""Batches: commitments that wait in the envelopes of a pot go into the log, sorted, many at once or at the close."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from pbvote.auditlog.commitment import check_code
from pbvote.auditlog.envelope import Envelope
from pbvote.auditlog.sealing import SealBrokenError
from pbvote.domain.events import BallotsBatched
from pbvote.domain.round import RoundState
from pbvote.services.office import Office
from pbvote.services.record_incident import Incident, record_incident
from pbvote.services.sealed_rows import Sealer, sealer
from pbvote.services.sign_log import sign_log
from pbvote.storage.queries.rounds import pot_rows, round_row, rounds_in
from pbvote.storage.tables import CommitmentRow, EnvelopeRow, LeaseRow

FEWEST_MEMBERS = 50
"""A morning's batch waits until so many different members have a new commitment, so that nobody stands out."""

MOST_IN_AN_ENTRY = 500
"""Commitments in one entry."""

MORNING = (time(6, 0), time(6, 10))
"""The local time of the daily batch; one that is missed waits for the next morning."""

LISTS = ("added", "superseded", "withdrawn", "annulled")
STATES = {"added": "recorded", "superseded": "replaced", "withdrawn": "withdrawn", "annulled": "cancelled"}
_ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the envelopes of a pot have to say to the log; `members` counts those behind whom others can hide."""

    members: int = 0
    lists: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in LISTS})

    def parts(self) -> list[dict[str, tuple[str, ...]]]:
        """The lists, each sorted over the whole batch, cut into entries of 500 commitments."""
        pairs = [(name, commitment) for name in LISTS for commitment in sorted(self.lists[name])]
        cuts = [pairs[start : start + MOST_IN_AN_ENTRY] for start in range(0, len(pairs), MOST_IN_AN_ENTRY)]
        return [{name: tuple(each for listed, each in cut if listed == name) for name in LISTS} for cut in cuts]


def open_envelopes(db: Session, box: Sealer, pot_id: str) -> Iterator[tuple[str, int, Envelope]]:
    """Member key, version and content of every envelope of a pot."""
    query = select(EnvelopeRow).where(EnvelopeRow.round_id == box.round_id, EnvelopeRow.pot_id == pot_id)
    query = query.order_by(EnvelopeRow.member_key)  # resealed in this order too: the table forgets who cast when
    with db.scalars(query.execution_options(yield_per=_ROWS_AT_ONCE)) as rows:  # an envelope that does not open ends it
        for row in rows:
            yield row.member_key, row.version, box.open(row)


def gather(envelopes: Sequence[tuple[str, int, Envelope]]) -> Waiting:
    """What waits in the envelopes of a pot."""
    waiting = Waiting(sum(envelope.hides_others for _, _, envelope in envelopes))
    for _, _, envelope in envelopes:
        for name, commitment in envelope.waiting():
            waiting.lists[name].append(commitment)
    return waiting


def batch_events(round_id: str, pot_id: str, waiting: Waiting) -> list[BallotsBatched]:
    """The entries of one batch."""
    parts = waiting.parts()
    return [
        BallotsBatched(round=round_id, pot=pot_id, part=number, parts=len(parts), **part)
        for number, part in enumerate(parts, start=1)
    ]


def reseal(db: Session, box: Sealer, pot_id: str, envelopes: Sequence[tuple[str, int, Envelope]]) -> None:
    """Seal all envelopes of a pot anew, so that it does not show which of them waited."""
    for start in range(0, len(envelopes), _ROWS_AT_ONCE):
        some = envelopes[start : start + _ROWS_AT_ONCE]
        rows = [box.next_version(pot_id, member, version, envelope.batched()) for member, version, envelope in some]
        db.execute(update(EnvelopeRow), rows)


def index_commitments(db: Session, events: Sequence[BallotsBatched], first_index: int, at: datetime) -> None:
    """Keep where each commitment stands, for look-ups; the log alone decides."""
    for offset, event in enumerate(events):
        if event.added:
            db.execute(insert(CommitmentRow), [_row(event, each, first_index + offset, at) for each in event.added])
        for name in LISTS[1:]:
            gone = [{"commitment": each, "state": STATES[name], "state_since": at} for each in getattr(event, name)]
            if gone:
                db.execute(update(CommitmentRow), gone)


def _row(event: BallotsBatched, commitment: str, index: int, at: datetime) -> dict[str, object]:
    return {
        "commitment": commitment,
        "check_code": check_code(commitment),
        "round_id": event.round,
        "pot_id": event.pot,
        "added_in": index,
        "state": "recorded",
        "state_since": at,
    }


def batch_morning(office: Office) -> None:
    """At 06:00 local, once a day: a batch for every pot in which 50 members wait; each is signed before the next.

    A pot whose envelopes do not open is an incident in the log; the others get their batch all the same.
    """
    with office.database.read() as db:
        open_rounds = rounds_in(db, RoundState.OPEN, RoundState.SUSPENDED)
        pots = [(each, pot.id) for each in open_rounds for pot in pot_rows(db, each)]
    for round_id, pot_id in pots:
        if not _is_first_look_this_morning(office, round_id, pot_id):
            continue
        try:
            _batch_pot(office, round_id, pot_id)
        except SealBrokenError:
            record_incident(office, Incident("balance-failed", round_id))
        sign_log(office)


def _batch_pot(office: Office, round_id: str, pot_id: str) -> None:
    with office.database.write(exclusive=round_id) as uow:
        box = sealer(office, round_id)
        envelopes = list(open_envelopes(uow.db, box, pot_id))
        waiting = gather(envelopes)
        if waiting.members >= FEWEST_MEMBERS:
            events = batch_events(round_id, pot_id, waiting)
            at = uow.log.moment(office.clock.now(uow.db))
            index_commitments(uow.db, events, uow.log.append(events, at)[0], at)
            reseal(uow.db, box, pot_id, envelopes)
        uow.commit()


def _is_first_look_this_morning(office: Office, round_id: str, pot_id: str) -> bool:
    """Whether it is six o'clock, and the pot was not looked at today: a second look would show who came between.

    The look is kept before the batch is made: what fails then waits for the next morning, and is said once.
    """
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        local = now.astimezone(ZoneInfo(round_row(uow.db, round_id).zone))
        if not MORNING[0] <= local.time() < MORNING[1]:
            return False
        job, today = f"batch {round_id} {pot_id}", local.date().isoformat()
        looked = uow.db.get(LeaseRow, job, with_for_update=True)
        if looked is not None and looked.holder == today:
            return False
        uow.db.merge(LeaseRow(job=job, holder=today, until=now))
        uow.commit()
        return True
