"""Letters and cards of one printing: who gets which code. Codes go from the printing to paper and are kept nowhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.services.office import Office
from pbvote.services.print_codes import Printing
from pbvote.storage.tables import MemberRow, RollRow

AT_ONCE = 250
"""Members read from the database at once: ten thousand letters need the memory of so many."""

ADDRESS_LINES = 5
"""So many lines fit behind the window of an envelope below the name."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed for one person; `pots` are the ids of those they may vote in. No member key stands in it."""

    name: str
    address: tuple[str, ...]
    code: str
    pots: tuple[str, ...]
    is_large: bool


def letters(office: Office, round_id: str, printing: Printing) -> Iterator[Letter]:
    """The letters of a printing in the order of the post: by postcode, address and name, so a home's lie together.

    No transaction is held between two portions, however slowly a browser takes them.
    """
    codes = dict(printing.codes)
    with office.database.read() as db:
        order = _in_order_of_post(db, round_id, codes)
    for start in range(0, len(order), AT_ONCE):
        with office.database.read() as db:
            portion = _portion(db, round_id, order[start : start + AT_ONCE])
        for member, roll in portion:
            yield _letter(member, roll, codes[member.key], everybody_large=printing.large)


def address_lines(address: str, postcode: str) -> tuple[str, ...]:
    """An address as it stands on an envelope: cut at its line ends, else at its commas; the postcode last, alone."""
    parts = [part.strip() for part in re.split(r"[\r\n]+" if re.search(r"[\r\n]", address.strip()) else ",", address)]
    lines = [part for part in parts if part and part.casefold() != postcode.strip().casefold()]
    most = ADDRESS_LINES - 1
    if len(lines) > most:
        lines[most - 1 :] = [", ".join(lines[most - 1 :])]
    return tuple(lines) + ((postcode.strip(),) if postcode.strip() else ())


def _in_order_of_post(db: Session, round_id: str, codes: dict[str, str]) -> list[str]:
    """The keys of the members who get a letter, sorted here: two databases sort words in two ways."""
    query = (
        select(MemberRow.postcode, MemberRow.address, MemberRow.name, MemberRow.key)
        .join(RollRow, RollRow.member_key == MemberRow.key)
        .where(RollRow.round_id == round_id)
    )
    return [row.key for row in sorted(db.execute(query)) if row.key in codes]


def _portion(db: Session, round_id: str, keys: list[str]) -> list[tuple[MemberRow, RollRow]]:
    query = (
        select(MemberRow, RollRow)
        .join(RollRow, RollRow.member_key == MemberRow.key)
        .where(RollRow.round_id == round_id, MemberRow.key.in_(keys))
    )
    found = {member.key: (member, roll) for member, roll in db.execute(query)}
    return [found[key] for key in keys if key in found]


def _letter(member: MemberRow, roll: RollRow, code: str, *, everybody_large: bool) -> Letter:
    lines = address_lines(member.address, member.postcode)
    return Letter(member.name, lines, code, tuple(roll.pots), is_large=everybody_large or member.large_print)
