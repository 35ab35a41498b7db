"""Settings: read once from the environment, checked at once, never changed afterwards.

docs/settings.md holds the same table in words; a test keeps the two together.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pbvote.domain.errors import PbvoteError
from pbvote.paths import catalogues, checkout

DEFAULTS = {
    "PBVOTE_DATA": "./data",
    "PBVOTE_DATABASE_URL": "",
    "PBVOTE_ADDRESS": "",
    "PBVOTE_HOST": "127.0.0.1",
    "PBVOTE_PORT": "8000",
    "PBVOTE_TRUSTED_PROXIES": "",
    "PBVOTE_TRUSTED_HOSTS": "",
    "PBVOTE_LANGUAGES": "en,cy",
    "PBVOTE_SHOW_UNCHECKED": "",
    "PBVOTE_MAIL_FROM": "",
    "PBVOTE_SMTP_HOST": "",
    "PBVOTE_SMTP_PORT": "",
    "PBVOTE_SMTP_SECURITY": "starttls",
    "PBVOTE_SMTP_USER": "",
    "PBVOTE_SMTP_PASSWORD": "",
    "PBVOTE_NOTIFY_KEY": "",
    "PBVOTE_NOTIFY_EMAIL_TEMPLATE": "",
    "PBVOTE_NOTIFY_SMS_TEMPLATE": "",
    "PBVOTE_NOTIFY_LETTER_TEMPLATE": "",
    "PBVOTE_NOTIFY_ADDRESS": "https://api.notifications.service.gov.uk",
}
"""Every variable with its default; an empty default means that the value follows from the others."""

LOCAL_HOSTS = ("localhost", "127.0.0.1")

SMTP_PORTS = {"starttls": "587", "tls": "465", "none": "25"}
"""How the way to a mail server is kept secret, with the usual port of each."""

_NOTIFY_KEY = 73
"""Letters of the two ids at the end of a key of GOV.UK Notify."""


class SettingError(PbvoteError):
    """A variable holds something that pbvote cannot use."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name} is not usable: give {wanted}.")


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The mail server. `security`: “starttls”, “tls”, or “none” for a server on this machine."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """GOV.UK Notify: its key, its address, and the template for each channel; a channel without one is not used."""

    key: str = field(repr=False)
    address: str
    email: str = ""
    sms: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """By which ways messages leave; by none where neither is set."""

    smtp: SmtpSettings | None = None
    notify: NotifySettings | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation is told from outside."""

    data: Path
    """One folder for the SQLite file, keys, checkpoints and pictures."""
    database_url: str = field(repr=False)  # it may hold a password
    """SQLAlchemy's address of the database."""
    address: str
    """The public address, as in `https://vote.example.coop`; no path, no slash at the end."""
    host: str
    port: int
    trusted_proxies: tuple[str, ...]
    """Addresses or networks whose forwarded-for headers are believed."""
    trusted_hosts: tuple[str, ...]
    """Names by which a browser may call us; any other Host header is refused."""
    languages: tuple[str, ...]
    """What the switch on every page offers; English is always the first."""
    show_unchecked: bool
    """Whether words are shown that nobody has checked who speaks the language: only for those who check them."""
    mail: MailSettings = MailSettings()
    """How messages to members leave."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read and check; raises SettingError for the first value that cannot be used."""
        given = {name: environment.get(name, "").strip() or default for name, default in DEFAULTS.items()}
        data = _parse_folder(given["PBVOTE_DATA"])
        port = _parse_port(given["PBVOTE_PORT"])
        address = _parse_address(given["PBVOTE_ADDRESS"] or f"http://localhost:{port}")
        return cls(
            data=data,
            database_url=_parse_database(given["PBVOTE_DATABASE_URL"] or f"sqlite:///{data / 'pbvote.db'}"),
            address=address,
            host=given["PBVOTE_HOST"],
            port=port,
            trusted_proxies=_parse_networks(given["PBVOTE_TRUSTED_PROXIES"]),
            trusted_hosts=_parse_hosts(given["PBVOTE_TRUSTED_HOSTS"]) or _hosts_of(address),
            mail=MailSettings(_parse_smtp(given), _parse_notify(given)),
            languages=_parse_languages(given["PBVOTE_LANGUAGES"]),
            show_unchecked=_parse_choice("PBVOTE_SHOW_UNCHECKED", given["PBVOTE_SHOW_UNCHECKED"]),
        )

    @property
    def is_secure(self) -> bool:
        """Whether voters reach us over TLS."""
        return self.address.startswith("https://")


def _parse_folder(text: str) -> Path:
    folder = Path(text)
    if folder.is_absolute():
        return folder
    return ((checkout() or Path.cwd()) / folder).resolve()


def _parse_port(text: str, name: str = "PBVOTE_PORT") -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:  # noqa: PLR2004 - the last TCP port
        return int(text)
    raise SettingError(name, "a whole number from 1 to 65535")


def _parse_database(text: str) -> str:
    if text.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + text.partition("://")[2]
    if text.startswith(("sqlite:///", "postgresql+psycopg://")):
        return text
    # The value is not repeated: it may hold a password, and this line may land in a journal.
    raise SettingError("PBVOTE_DATABASE_URL", "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME")


def _parse_address(text: str) -> str:
    error = SettingError("PBVOTE_ADDRESS", "an address such as https://vote.example.coop, without a path")
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        raise error from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise error
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise error
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _parse_networks(text: str) -> tuple[str, ...]:
    networks = tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        for network in networks:
            ip_network(network)
    except ValueError:
        wanted = "IP addresses or networks with commas between, such as 127.0.0.1, 10.0.0.0/8"
        raise SettingError("PBVOTE_TRUSTED_PROXIES", wanted) from None
    return networks


def _parse_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if any(character in host for host in hosts for character in "*/: "):
        raise SettingError("PBVOTE_TRUSTED_HOSTS", "host names with commas between, without port or star")
    return hosts


def _parse_languages(text: str) -> tuple[str, ...]:
    codes = tuple(part.strip() for part in text.split(",") if part.strip())
    known = {"en", *(file.stem for file in catalogues().glob("*.po"))}
    if not set(codes) <= known:
        raise SettingError("PBVOTE_LANGUAGES", f"some of {', '.join(sorted(known))}, with commas between")
    return tuple(dict.fromkeys(("en", *codes)))


def _parse_choice(name: str, text: str) -> bool:
    if text not in {"", "0", "1"}:
        raise SettingError(name, "1 for yes or 0 for no")
    return text == "1"


def _hosts_of(address: str) -> tuple[str, ...]:
    name = urlsplit(address).hostname or ""
    return tuple(dict.fromkeys((name, *LOCAL_HOSTS)))


def _parse_smtp(given: Mapping[str, str]) -> SmtpSettings | None:
    host, security = given["PBVOTE_SMTP_HOST"].lower(), given["PBVOTE_SMTP_SECURITY"].lower()
    user, password = given["PBVOTE_SMTP_USER"], given["PBVOTE_SMTP_PASSWORD"]
    if security not in SMTP_PORTS:
        raise SettingError("PBVOTE_SMTP_SECURITY", "starttls, tls or none")
    if not host:
        return None
    if any(sign in host for sign in "/ @"):
        raise SettingError("PBVOTE_SMTP_HOST", "the name of a mail server, without port")
    if security == "none" and host not in LOCAL_HOSTS:
        raise SettingError("PBVOTE_SMTP_SECURITY", "starttls or tls: without, anybody on the way reads the mails")
    if bool(user) != bool(password):
        raise SettingError("PBVOTE_SMTP_USER", "a user together with PBVOTE_SMTP_PASSWORD, or neither")
    port = _parse_port(given["PBVOTE_SMTP_PORT"] or SMTP_PORTS[security], "PBVOTE_SMTP_PORT")
    return SmtpSettings(host, port, security, _parse_sender(given["PBVOTE_MAIL_FROM"]), user, password)


def _parse_sender(text: str) -> str:
    name, at, domain = text.rpartition("@")
    if not (name and at and "." in domain) or not text.isprintable() or not text.isascii() or set(text) & set(" <>,;"):
        raise SettingError("PBVOTE_MAIL_FROM", "the address from which mails come, such as voting@example.coop")
    return text


def _parse_notify(given: Mapping[str, str]) -> NotifySettings | None:
    key = given["PBVOTE_NOTIFY_KEY"]
    if not key:
        return None
    if len(key) < _NOTIFY_KEY or not key.isascii() or not key.isprintable():
        raise SettingError("PBVOTE_NOTIFY_KEY", "the whole key as GOV.UK Notify shows it")
    email, sms = given["PBVOTE_NOTIFY_EMAIL_TEMPLATE"], given["PBVOTE_NOTIFY_SMS_TEMPLATE"]
    letter = given["PBVOTE_NOTIFY_LETTER_TEMPLATE"]
    if not (email or sms or letter):
        raise SettingError("PBVOTE_NOTIFY_EMAIL_TEMPLATE", "the id of a template, for each channel that is used")
    return NotifySettings(key, given["PBVOTE_NOTIFY_ADDRESS"], email, sms, letter)
