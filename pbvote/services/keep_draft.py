"""Keeping a draft: choices that are not cast yet, sealed on the server from the first one on."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pbvote.domain.errors import KeyReusedError
from pbvote.domain.pot import check_ranking
from pbvote.domain.round import require_open
from pbvote.domain.shortlist import Shortlist
from pbvote.services.office import Office
from pbvote.services.sealed_rows import Sealer, sealer
from pbvote.services.seat import Seat, mark_of
from pbvote.storage.queries.rounds import ids_on_ballot, pot_row, round_row, schedule_of, state_of
from pbvote.storage.tables import DraftRow, MarkRow


@dataclass(frozen=True, slots=True)
class Draft:
    """A voter's choices in order, and the key that the cast form carries; each change draws a new key."""

    choices: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class DraftChange:
    """One act on a draft: add, remove, up, down, move (to `place`), set (to `order`) or clear."""

    act: str
    project: str = ""
    place: int = 0
    order: tuple[str, ...] = ()


_CHANGES: MappingProxyType[str, Callable[[Shortlist, DraftChange], Shortlist]] = MappingProxyType(
    {
        "add": lambda shortlist, change: shortlist.add(change.project),
        "remove": lambda shortlist, change: shortlist.remove(change.project),
        "up": lambda shortlist, change: shortlist.up(change.project),
        "down": lambda shortlist, change: shortlist.down(change.project),
        "move": lambda shortlist, change: shortlist.move_to(change.project, change.place),
        "set": lambda shortlist, change: Shortlist(change.order, shortlist.most),
        "clear": lambda shortlist, _change: Shortlist((), shortlist.most),
    }
)


def read_draft(office: Office, seat: Seat, pot_id: str) -> Draft:
    """The voter's draft in a pot; an empty one with a new key when there is none yet."""
    with office.database.read() as db:
        mark = mark_of(db, seat, pot_id)
        row = _row(db, mark)
        if row is None:
            return Draft((), secrets.token_urlsafe(16))
        draft = _open(sealer(office, seat.round_id), row)
        on_ballot = ids_on_ballot(db, seat.round_id, pot_id)
    return Draft(tuple(each for each in draft.choices if each in on_ballot), draft.key)


def change_draft(office: Office, seat: Seat, pot_id: str, change: DraftChange) -> Draft:
    """The draft after one act. Raises UnknownProjectError, TooManyChoicesError, RoundNotOpenError and the like."""
    with office.database.write(shared=seat.round_id) as uow:
        row = round_row(uow.db, seat.round_id)
        mark = mark_of(uow.db, seat, pot_id, lock=True)
        require_open(state_of(row), schedule_of(row), office.clock.now(uow.db))
        box = sealer(office, seat.round_id)
        on_ballot = ids_on_ballot(uow.db, seat.round_id, pot_id)
        stored = _row(uow.db, mark)
        before = _open(box, stored).choices if stored else ()
        most = pot_row(uow.db, seat.round_id, pot_id).max_ranks
        shortlist = Shortlist(tuple(each for each in before if each in on_ballot), most)
        if change.act not in _CHANGES:
            raise KeyReusedError
        choices = check_ranking(_CHANGES[change.act](shortlist, change).choices, on_ballot, most)
        draft = Draft(choices, secrets.token_urlsafe(16))
        _store(uow.db, box, mark, stored, draft)
        uow.commit()
        return draft


def forget_draft(db: Session, mark: MarkRow) -> None:
    """Delete the draft of a member in a pot."""
    db.execute(
        delete(DraftRow).where(
            DraftRow.round_id == mark.round_id, DraftRow.pot_id == mark.pot_id, DraftRow.member_key == mark.member_key
        )
    )


def _row(db: Session, mark: MarkRow) -> DraftRow | None:
    return db.get(DraftRow, (mark.round_id, mark.pot_id, mark.member_key))


def _open(box: Sealer, row: DraftRow) -> Draft:
    choices, key = json.loads(box.open_bytes("draft", row))
    return Draft(tuple(choices), key)


def _store(db: Session, box: Sealer, mark: MarkRow, stored: DraftRow | None, draft: Draft) -> None:
    row = stored or DraftRow(round_id=mark.round_id, pot_id=mark.pot_id, member_key=mark.member_key, version=-1)
    plain = json.dumps([draft.choices, draft.key], ensure_ascii=False).encode()
    box.close_bytes("draft", row, plain)
    db.add(row)
    db.flush()
