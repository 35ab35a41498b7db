"""Lists of additions to a roll, made by hand beside the import."""

import secrets
from collections.abc import Sequence

from sqlalchemy import func, select

from pbvote.services.eligibility import hide_birthday
from pbvote.storage.tables import RollChangeRow, RollListRow
from tests.factories import ROUND, World


def addition(
    world: World,
    name: str,
    *,
    key: str | None = None,
    pots: tuple[str, ...] = ("everybody", "youth"),
    identity: bytes | None = None,
) -> RollChangeRow:
    """Somebody of 14 to be added, born on 14 February; `key` that of a member who is known."""
    member = key or secrets.token_hex(16)
    return RollChangeRow(
        act="add",
        reason="moved-in",
        member_key=member,
        is_new=key is None,
        name=name,
        ward="Millgate",
        under_16=True,
        under_18=True,
        identity_hash=identity,
        group="all",
        pots=pots,
        age_band="14-16",
        birthday_hash=hide_birthday(world.office, member, 14, 2),
        member_class="",
        address="",
        postcode="",
        large_print=False,
    )


def list_additions(world: World, changes: Sequence[RollChangeRow]) -> int:
    """Today's list with these changes; its number."""
    with world.office.database.write() as uow:
        listed = RollListRow(
            round_id=ROUND,
            made_by="officer-1",
            made_at=world.office.clock.now(uow.db),
            state="listed",
            source="members.csv",
        )
        uow.db.add(listed)
        uow.db.flush()
        assert uow.db.scalar(select(func.count()).where(RollChangeRow.list_id == listed.id)) == 0
        for line, change in enumerate(changes, start=1):
            change.list_id, change.line = listed.id, line
            uow.db.add(change)
        uow.commit()
        return listed.id
