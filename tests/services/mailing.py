"""A world whose members have addresses, and what its outbox holds."""

from datetime import datetime, timedelta

from sqlalchemy import select

from pbvote.services.office import Office
from pbvote.services.outbox import queue_mail
from pbvote.services.tell import tell
from pbvote.storage.tables import AccountRow, OutboxRow
from tests.factories import ROUND, World


def now_of(office: Office) -> datetime:
    with office.database.read() as db:
        return office.clock.now(db)


def give_address(world: World, number: int, *, by_email: bool | None = None, muted: tuple[str, ...] = ()) -> str:
    address = f"member{number}@example.org"
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        key = world.members[number]
        uow.db.add(AccountRow(member_key=key, email=address, by_email=by_email, muted=muted, joined_at=now))
        uow.commit()
    return address


def tell_all(world: World, kind: str = "idea-shown", **details: str | int) -> None:
    with world.office.database.write() as uow:
        told: dict[str, str | int] = {"round": ROUND, "number": 7, "title": "A bike shed", **details}
        tell(uow.db, world.office.clock.now(uow.db), [*world.members, None], kind, **told)
        uow.commit()


def write(world: World, address: str = "ann@example.org") -> None:
    with world.office.database.write() as uow:
        queue_mail(uow.db, world.office.clock.now(uow.db), None, address, "Sign in", "Your link")
        uow.commit()


def rows(world: World) -> list[OutboxRow]:
    with world.office.database.read() as db:
        return list(db.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def later(world: World, by: timedelta) -> None:
    world.move(now_of(world.office) + by + timedelta(seconds=1))
