"""Finding the member whose code was lost, by what they say at the desk: their name or their postcode."""

import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.tables import CodeRow, MemberRow, RollRow

FEWEST_SIGNS = 3
"""Letters or digits that a search needs: the whole list must not be leafed through."""

MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A member on the roll. `code` is live, stopped or none; whether they voted is nobody's business at the desk."""

    key: str
    name: str
    address: str
    postcode: str
    ward: str
    code: str


@dataclass(frozen=True, slots=True)
class Found:
    """At most MOST_FOUND members by name; `is_more`: others fit as well."""

    members: tuple[FoundMember, ...]
    is_more: bool


def find_members(db: Session, round_id: str, text: str) -> Found:
    """Members on the roll whose name has every word of `text`, or whose postcode begins with it."""
    sought = plain(text)
    if len(sought.replace(" ", "")) < FEWEST_SIGNS:
        return Found((), is_more=False)
    query = (
        select(MemberRow.key, MemberRow.name, MemberRow.postcode)
        .join(RollRow, RollRow.member_key == MemberRow.key)
        .where(RollRow.round_id == round_id, RollRow.removed.is_(False))
    )
    # Looked through here: neither database knows that “zoe” is how a helper types “Zoë”.
    fitting = [row for row in db.execute(query) if _fits(sought, row.name, row.postcode)]
    keys = [row.key for row in sorted(fitting, key=lambda row: (_is_vague(sought, row.name), row.name, row.key))]
    found = [_found(db, round_id, key) for key in keys[:MOST_FOUND]]
    return Found(tuple(found), is_more=len(keys) > MOST_FOUND)


def member_on_roll(db: Session, round_id: str, key: str) -> bool:
    """Whether a key is that of somebody on the roll."""
    row = db.get(RollRow, (round_id, key)) if "\0" not in key else None
    return row is not None and not row.removed


def plain(text: str) -> str:
    """Small letters without accents, single spaces; signs other than letters and digits are spaces."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).casefold()
    kept = "".join(each if each.isalnum() else " " for each in apart if not unicodedata.combining(each))
    return " ".join(kept.split())


def _fits(sought: str, name: str, postcode: str) -> bool:
    words = plain(name).split()
    if all(any(word.startswith(part) for word in words) for part in sought.split()):
        return True
    return plain(postcode).replace(" ", "").startswith(sought.replace(" ", ""))


def _is_vague(sought: str, name: str) -> bool:
    """Whole words come first: who asks for “Ann Lee” means Ann Lee and not Anna Leeson."""
    return not set(sought.split()) <= set(plain(name).split())


def _found(db: Session, round_id: str, key: str) -> FoundMember:
    row = db.get_one(MemberRow, key)
    mine = select(CodeRow.state).where(CodeRow.round_id == round_id, CodeRow.member_key == key)
    states = set(db.scalars(mine))
    code = "live" if "live" in states else "stopped" if "stopped" in states else "none"
    return FoundMember(key, row.name, row.address, row.postcode, row.ward or "", code)
