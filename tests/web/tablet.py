"""A tablet on which a youth session was opened, and the cards that are used on it."""

from datetime import timedelta

from sqlalchemy import select

from pbvote.services.open_tablet import GRACE
from pbvote.storage.tables import (
    TabletCardRow,
    TabletRow,
)
from tests.factories import ROUND, World
from tests.web.member import BIRTHDAYS
from tests.web.staff import StaffVisitor
from tests.web.visitor import Page

VOTE = f"vote:{ROUND}"


class TabletVisitor(StaffVisitor):
    """A helper's tablet, on which a session was opened."""

    def __init__(self, world: World, what: str = VOTE, place: str = "Mill Lane School") -> None:
        super().__init__(world, "helper-1")
        self.get("/board/tablets")
        self.press("/board/tablets", what=what, place=place)

    def card(self, number: int, status: int = 200, **typed: str) -> Page:
        """Let member `number` sit down with their card."""
        assert self.world.codes is not None
        self.get("/tablet")
        code = self.world.codes[self.world.members[number]]
        return self.press("/tablet", status, **{"code": code, **BIRTHDAYS[number % 2], **typed})

    def done(self) -> Page:
        """Press the button that stands on every page."""
        return self.press("/tablet/finish")


def cards(world: World) -> list[str]:
    with world.office.database.read() as db:
        return sorted(db.scalars(select(TabletCardRow.member_key)))


def close(world: World, number: int = 1, *, over: bool = False) -> None:
    helper = StaffVisitor(world, "helper-1")
    helper.get("/board/tablets")
    helper.press(f"/board/tablets/{number}/close")
    if over:
        with world.office.database.write() as uow:
            row = uow.db.get_one(TabletRow, 1)
            assert row.closed_at is not None
            row.closed_at -= GRACE + timedelta(seconds=1)
            uow.commit()
