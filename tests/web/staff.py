"""Somebody of the staff with a browser: signs in for real, with password and the digits of their app."""

from datetime import UTC, datetime

from pbvote.storage.tables import StaffSessionRow
from tests.factories import World
from tests.web.visitor import OUR_PAGE, Page, Visitor


class StaffVisitor(Visitor):
    """One browser of one role; more than one may have the same role."""

    def __init__(self, world: World, role: str, *, signed_in: bool = True) -> None:
        super().__init__(world)
        self.role = role
        if signed_in:
            self.sign_in_as_staff()

    def sign_in_as_staff(self, **typed: str) -> Page:
        """Sign in at the board's own page; `typed` replaces login, password or code."""
        card = self.world.staff[self.role]
        self.get("/board/sign-in")
        fields = {"login": card.login, "password": card.password, "code": self.world.digits(self.role), **typed}
        return self.press("/board/sign-in", **fields)

    def digits(self) -> str:
        """What the app shows now."""
        return self.world.digits(self.role)

    def grow_stale(self) -> None:
        """Let the ten minutes pass in which the second factor counts."""
        with self.world.office.database.write() as uow:
            for row in uow.db.query(StaffSessionRow).filter_by(role=self.role):
                row.fresh_until = datetime(2026, 1, 1, tzinfo=UTC)
            uow.commit()

    def upload(self, path: str, fields: dict[str, str], file: tuple[str, bytes], status: int = 200) -> Page:
        """Send the form at `path` of the present page with one file: its name and its bytes."""
        hidden = {name: values[0] for name, values in self.page.form(path).items() if name != "file"}
        answer = self.client.post(path, data={**hidden, **fields}, files={"file": file}, headers=OUR_PAGE)
        return self._arrive(answer, status)
