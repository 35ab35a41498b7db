"""The demo's staff: three officers, a clerk, a helper and a reviewer, each with a password of this installation."""

import secrets
from dataclasses import dataclass
from datetime import date

import pyotp

from pbvote.domain.errors import PbvoteError
from pbvote.domain.review import COUNCIL
from pbvote.domain.staff import CLERK, HELPER, REVIEWER
from pbvote.services.console_staff import renew_at_console
from pbvote.services.demo.content import DemoTrust
from pbvote.services.join_staff import ChosenPassword, choose_password, finish_joining, read_invitation
from pbvote.services.office import Office
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.second_factor import STEP
from pbvote.services.staff_secrets import open_totp_secret
from pbvote.storage.clock import true_now
from pbvote.storage.queries.trust import installation, staff

_SYLLABLES = ("ba", "do", "fi", "ga", "ke", "lo", "mi", "no", "pu", "ra", "si", "to", "vu", "wa", "ze", "hy")
_BORN = date(1985, 5, 17)
"""Of every invented officer: only their being 16 or older matters."""


class NotARehearsalError(PbvoteError):
    """A real installation, in which nobody's digits are told to anybody."""

    def __init__(self) -> None:
        super().__init__("This is a real installation: only the phones of the staff show these digits.")


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How a newcomer signs in as somebody of the demo's staff, beside the digits of the moment."""

    role: str
    name: str
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Digits:
    """What the app of somebody shows now, and for how many seconds still."""

    role: str
    name: str
    digits: str
    seconds: int


def enrol_staff(office: Office, trust: DemoTrust) -> tuple[DemoSignIn, ...]:
    """Let everybody of the demo's staff set up their sign-in, each through a link of their own."""
    links = [renew_at_console(office, f"officer-{number}") for number, _ in enumerate(trust.officers, start=1)]
    sign_ins = [_join(office, link.role, link.name, link.token) for link in links]
    others: tuple[tuple[str, str, dict[str, str]], ...] = (
        (CLERK, trust.clerk, {}), (HELPER, trust.helper, {}), (REVIEWER, trust.reviewer, {"area": COUNCIL}),
    )  # fmt: skip
    for kind, name, more in others:
        number = prepare_act(office, "officer-1", None, "appoint", kind=kind, name=name, **more)
        sign_ins.append(_join(office, f"{kind}-1", name, str(confirm_act(office, "officer-2", number))))
    return tuple(sign_ins)


def present_digits(office: Office) -> tuple[Digits, ...]:
    """The digits that everybody's app shows now. Raises NotARehearsalError."""
    with office.database.read() as db:
        if installation(db).clock != "shifted":
            raise NotARehearsalError
        moment = int(true_now(db).timestamp())
        enrolled = [(row.role, row.name, row.totp_secret) for row in staff(db) if row.totp_secret]
    left = STEP - moment % STEP
    return tuple(
        Digits(role, name, pyotp.TOTP(open_totp_secret(office.keys, role, sealed)).at(moment), left)
        for role, name, sealed in enrolled
    )


def _join(office: Office, role: str, name: str, token: str) -> DemoSignIn:
    password, login = draw_password(), name.split(maxsplit=1)[0].lower()
    choose_password(office, token, ChosenPassword(login, password, _BORN))
    finish_joining(office, token, pyotp.TOTP(read_invitation(office, token).secret).now())
    return DemoSignIn(role, name, login, password)


def draw_password() -> str:
    """Four made-up words of 12 random bits each, such as `badofi-kelomi-nopura-sitovu`: new in each installation."""
    return "-".join("".join(secrets.choice(_SYLLABLES) for _ in range(3)) for _ in range(4))
