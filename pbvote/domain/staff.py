"""Who works for the trust: kinds of staff, their names, and the facts that stop them."""

import unicodedata

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say

OFFICER, CLERK, HELPER, REVIEWER = "officer", "clerk", "helper", "reviewer"

KINDS = (OFFICER, CLERK, HELPER, REVIEWER)
"""Of staff, in the order in which pages list them; a role is a kind with a number, such as officer-1."""

LONGEST_NAME = 80
"""Characters in a person's name."""

LEAST_AGE = 16
"""Years; nobody younger is an officer (product.md, Roles)."""


class StaffRefusedError(PbvoteError):
    """A sign-in that does not hold. One text, whatever was wrong, so that nothing can be guessed alone."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or say("The login name, the password and the six digits do not go together. Check all three and try again.")
        )


class SecondFactorRefusedError(StaffRefusedError):
    """Six digits or a recovery code that do not fit, or were used before."""

    def __init__(self) -> None:
        super().__init__(say("These digits do not fit, or were used before. Type the newest ones from your app."))


class SecondFactorMissingError(StaffRefusedError):
    """An act that needs the second factor came without it."""

    def __init__(self) -> None:
        super().__init__(say("Type the six digits that your app shows now. Nothing was done yet."))


class TooManyAtOnceError(PbvoteError):
    """More people sign in at this moment than the machine takes: nobody is refused for good."""

    def __init__(self) -> None:
        super().__init__(
            say("Many people are signing in at this moment. Wait ten seconds, then press the button again.")
        )


class NotYourTaskError(PbvoteError):
    """Somebody of the staff whose role does not do this."""

    def __init__(self) -> None:
        super().__init__(say("Your role does not do this. Ask one of the officers."))


class OwnRoleError(PbvoteError):
    """Somebody would decide on their own role or sign-in."""

    def __init__(self) -> None:
        super().__init__(say("Two other officers must agree to this: it is about one of you two."))


class TwoOfficersNeededError(PbvoteError):
    """A protected act before two officers can sign in."""

    def __init__(self) -> None:
        super().__init__(
            say("Two officers must have set up their sign-in first. Then this can be prepared and confirmed.")
        )


class LinkUselessError(PbvoteError):
    """A link to set up a sign-in that is unknown, used, replaced or too old: one text for all."""

    def __init__(self) -> None:
        super().__init__(say("This link does not work any more. Ask for a new one. If you have set up, just sign in."))


class LinkTooEarlyError(PbvoteError):
    """A link of the console that works only after its delay."""

    def __init__(self) -> None:
        super().__init__(say("This link does not work yet. It starts to work 24 hours after it was made."))


class StaffNameError(PbvoteError):
    """A name that cannot stand on pages and letters."""


class StaffAuditsError(PbvoteError):
    """Somebody of the staff was named as an auditor."""

    def __init__(self, name: str) -> None:
        super().__init__(
            say("%(name)s works for the trust. An auditor cannot be one of those whom they audit.", name=name)
        )


class TooYoungError(PbvoteError):
    """An officer under 16."""

    def __init__(self) -> None:
        super().__init__(say("An officer must be 16 or older. Younger people can help in many other ways: ask us."))


def check_staff_name(name: str) -> str:
    """``name`` as it is kept: NFC, single spaces. Raises StaffNameError.

    Letters that cannot be seen or that turn the direction of writing would let a name look like another one.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean or len(clean) > LONGEST_NAME:
        raise StaffNameError(
            say("Type the name as people know it, with at most %(longest_name)s letters.", longest_name=LONGEST_NAME)
        )
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for letter in clean):
        raise StaffNameError(say("This name holds a sign that cannot be seen. Type it by hand, without pasting."))
    return clean


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are the same to a reader: accents, case and spaces aside."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in parts if letter.isalnum())
