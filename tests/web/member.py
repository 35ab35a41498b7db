"""A member with a browser who takes part beside voting: signs in for real, with the code of the round's letter."""

from tests.factories import World
from tests.web.visitor import Page, Visitor

BIRTHDAYS = ({"born-day": "14", "born-month": "2"}, {"born-day": "3", "born-month": "6"})
"""Of members with even and with odd numbers (tests/factories.py)."""


class MemberVisitor(Visitor):
    """One browser of member `number`; more than one may be theirs."""

    def __init__(self, world: World, number: int, *, signed_in: bool = True) -> None:
        super().__init__(world)
        self.number = number
        if signed_in:
            self.sign_in_to_take_part()

    @property
    def code(self) -> str:
        """The code of their letter."""
        assert self.world.codes is not None
        return self.world.codes[self.world.members[self.number]]

    def sign_in_to_take_part(self, status: int = 200, **typed: str) -> Page:
        """Sign in at the members' own page; `typed` replaces what is typed there."""
        self.get("/members/sign-in")
        fields = {"code": self.code, **BIRTHDAYS[self.number % 2], **typed}
        return self.press("/members/sign-in", status, **fields)

    @property
    def token(self) -> str:
        """The token of the forms of their session."""
        from pbvote.web.csrf import token_of  # noqa: PLC0415

        return token_of(self.client.cookies["__Host-pbvote-member"])
