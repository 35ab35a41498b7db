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
from pbvote.paths import checkout

DEFAULTS = {
    "PBVOTE_DATA": "./data",
    "PBVOTE_DATABASE_URL": "",
    "PBVOTE_ADDRESS": "",
    "PBVOTE_HOST": "127.0.0.1",
    "PBVOTE_PORT": "8000",
    "PBVOTE_TRUSTED_PROXIES": "",
    "PBVOTE_TRUSTED_HOSTS": "",
}
"""Every variable with its default; an empty default means that the value follows from the others."""

LOCAL_HOSTS = ("localhost", "127.0.0.1")


class SettingError(PbvoteError):
    """A variable holds something that pbvote cannot use."""

    def __init__(self, name: str, wanted: str) -> None:
        super().__init__(f"{name} is not usable: give {wanted}.")


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


def _parse_port(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:  # noqa: PLR2004 - the last TCP port
        return int(text)
    raise SettingError("PBVOTE_PORT", "a whole number from 1 to 65535")


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


def _hosts_of(address: str) -> tuple[str, ...]:
    name = urlsplit(address).hostname or ""
    return tuple(dict.fromkeys((name, *LOCAL_HOSTS)))
