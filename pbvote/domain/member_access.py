"""Facts that stop a member's sign-in by e-mail or password, or a change of their account."""

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say

SHORTEST_PASSWORD = 10
"""Characters of a member's password: their account holds no vote, so it may be shorter than that of the staff."""


class PasswordWrongError(PbvoteError):
    """An unknown address, one without a password, or the wrong password: one text for all."""

    def __init__(self) -> None:
        super().__init__(say("The e-mail address and the password do not go together. Check both and try again."))


class MailLinkOverError(PbvoteError):
    """A link of an e-mail that was used, has run out, or never was."""

    def __init__(self) -> None:
        super().__init__(say("This link has been used, or its 15 minutes are over. Ask for a new one."))


class AddressTakenError(PbvoteError):
    """An address that another member has confirmed."""

    def __init__(self) -> None:
        super().__init__(say("Another member uses this e-mail address. Choose another one."))


class NotFreshError(PbvoteError):
    """The sign-in was too long ago for what was asked."""

    def __init__(self) -> None:
        super().__init__(say("To change this, sign in again first. It keeps others out of your account."))


class SharedTabletError(PbvoteError):
    """An account is not changed on a tablet that others use."""

    def __init__(self) -> None:
        super().__init__(say("You cannot change this on a shared tablet. Do it on a phone or computer of your own."))


class NoAddressError(PbvoteError):
    """A password needs an address to go with it."""

    def __init__(self) -> None:
        super().__init__(say("Add and confirm your e-mail address first. You sign in with it and your password."))


class NotToBeShownError(PbvoteError):
    """A way to be shown that is not offered to this member."""

    def __init__(self) -> None:
        super().__init__(say("Choose one of the ways on the list."))
