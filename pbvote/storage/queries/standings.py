"""How members may be shown, many at once."""

from collections.abc import Iterable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from pbvote.domain.shown_as import Standing
from pbvote.storage.tables import AccountRow, MemberRow, RollRow


def standing_of(db: Session, member_keys: Iterable[str | None], round_id: str) -> dict[str, Standing]:
    """What may be said of some members beside what they wrote in a round, by key; None is nobody. One query."""
    keys = sorted({key for key in member_keys if key is not None})
    if not keys:
        return {}
    here = and_(RollRow.member_key == MemberRow.key, RollRow.round_id == round_id)
    found = (
        select(MemberRow.key, MemberRow.under_18, RollRow.age_band, AccountRow.shown_as, MemberRow.name)
        .outerjoin(AccountRow, AccountRow.member_key == MemberRow.key)
        .outerjoin(RollRow, here)
        .where(MemberRow.key.in_(keys))
    )
    return {
        key: Standing(young=young, band=band or "", chosen=chosen or "", name=name)
        for key, young, band, chosen, name in db.execute(found)
    }
