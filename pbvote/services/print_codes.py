"""Printing sign-in codes: drawn, kept as keyed hashes, and given out in plain exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from pbvote.domain.code import draw_sign_in_code
from pbvote.domain.errors import ActIncompleteError, IllegalMoveError
from pbvote.domain.events import CodesPrinted
from pbvote.domain.round import RoundState
from pbvote.domain.sentence import say
from pbvote.services.approval import Approval
from pbvote.services.office import Office
from pbvote.services.phases import is_in_phases
from pbvote.storage.queries.rounds import state_of
from pbvote.storage.tables import CodeRow, RollRow, RoundRow, VoterSessionRow

PRINTABLE = frozenset({RoundState.FROZEN, RoundState.SEALED, RoundState.OPEN, RoundState.SUSPENDED})
"""When codes can be printed."""


PAPERS = ("letters", "cards")
"""What a printing can look like; the argument `paper` names one, letters without it."""


@dataclass(frozen=True, slots=True)
class Printing:
    """One printing: a code for each member key. It exists in this object only.

    `paper` is one of PAPERS; `large`: everybody gets large print, not only those who asked for it.
    """

    codes: tuple[tuple[str, str], ...]
    paper: str = "letters"
    large: bool = False


def print_codes(approval: Approval) -> Printing:
    """New codes for the whole roll, or for the member named by the argument `member`.

    The arguments `paper` and `size` ("large" or "ordinary") say how they will be printed.
    Older codes of theirs die, and with them the sessions that they opened: a code is printed again when it was lost.
    """
    uow, round_id = approval.uow, approval.round.id
    if not is_printable(uow.db, approval.round):
        raise IllegalMoveError("print codes", approval.round.state)
    on_roll = (RollRow.round_id == round_id, RollRow.removed.is_(False))
    query = select(RollRow.member_key).where(*on_roll).order_by(RollRow.member_key)
    dying = update(CodeRow).where(CodeRow.round_id == round_id, CodeRow.state == "live").values(state="replaced")
    ending = delete(VoterSessionRow).where(VoterSessionRow.round_id == round_id)
    only = approval.arguments.get("member")
    if only is not None:
        query, dying = query.where(RollRow.member_key == only), dying.where(CodeRow.member_key == only)
        ending = ending.where(VoterSessionRow.member_key == only)
    members = list(uow.db.scalars(query))
    if not members:
        raise IllegalMoveError("print codes", "without members on its roll")
    for change in (dying, ending):
        uow.db.execute(change)
    printing = _draw(members, approval)
    uow.db.execute(insert(CodeRow), [_row(approval.office, round_id, *each) for each in printing.codes])
    entry = CodesPrinted(round=round_id, number=len(members), roles=approval.roles)
    uow.log.append([entry], approval.office.clock.now(uow.db))
    return printing


def is_printable(db: Session, row: RoundRow) -> bool:
    """Whether codes can be printed: in PRINTABLE, and in a draft that asks its members for ideas."""
    return state_of(row) in PRINTABLE or is_in_phases(db, row)


def codes_made(db: Session, row: RoundRow | None, arguments: Mapping[str, str]) -> str:
    """How many codes there were, as the ground of a printing: two that were prepared side by side are not both done."""
    query = select(func.count()).where(CodeRow.round_id == (row.id if row else ""))
    only = arguments.get("member")
    if only is not None and "\0" in only:  # PostgreSQL takes no NUL
        raise ActIncompleteError(say("print codes"), ["member"])
    return str(db.scalar(query if only is None else query.where(CodeRow.member_key == only)))


def _draw(members: list[str], approval: Approval) -> Printing:
    codes = tuple((member, draw_sign_in_code()) for member in members)
    paper, size = (approval.arguments.get(name) for name in ("paper", "size"))
    return Printing(codes, "cards" if paper == "cards" else "letters", large=size == "large")


def _row(office: Office, round_id: str, member_key: str, code: str) -> dict[str, object]:
    return {
        "hash": hide_code(office, code),
        "round_id": round_id,
        "member_key": member_key,
        "state": "live",
        "wrong_birthdays": 0,
    }


def hide_code(office: Office, code: str) -> bytes:
    """The keyed hash of a sign-in code, spelt as it is printed."""
    return office.keys.hide("code", code)
