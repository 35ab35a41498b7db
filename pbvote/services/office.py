"""The office: what every service works with. Things that always travel together, made once at the start."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from pbvote.config import MailSettings, Settings
from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.services.checkpoint_folder import CheckpointFolder
from pbvote.services.key_folder import KeyFolder
from pbvote.services.passwords import Passwords, members_passwords
from pbvote.services.post_notify import NotifyPost
from pbvote.storage.clock import Clock
from pbvote.storage.database import Database
from pbvote.storage.migrate import is_current, is_empty, upgrade
from pbvote.storage.queries.trust import installation_or_none


class NotMigratedError(PbvoteError):
    """The database is older than the program."""

    def __init__(self) -> None:
        super().__init__(say("The database is of an older release. Make a backup, then run “pbvote migrate”."))


@dataclass(frozen=True, slots=True)
class Office:
    """The database, its clock, the key files and the checkpoints outside it, the log's name, and password hashing.

    `mail` says how messages leave, `public_address` what stands in them. `members_passwords` are worked on apart from
    the `passwords` of the staff, so that neither waits behind the other.
    """

    database: Database
    clock: Clock
    keys: KeyFolder
    checkpoints: CheckpointFolder
    origin: str
    passwords: Passwords = field(default_factory=Passwords)
    mail: MailSettings = field(default_factory=MailSettings)
    public_address: str = ""
    members_passwords: Passwords = field(default_factory=members_passwords)

    @property
    def address(self) -> str:
        """Where people find the site: what stands in their messages."""
        return self.public_address or f"https://{self.origin.partition('/')[0]}"

    @property
    def data(self) -> Path:
        """The folder of the installation: keys, checkpoints, pictures, bundles and copies lie in it."""
        return self.keys.folder.parent


def origin_of(address: str) -> str:
    """The name of the first log of an installation: its address without scheme, and the log's number."""
    return f"{urlsplit(address).netloc}/log/1"


def open_office(settings: Settings, clock: Clock | None = None) -> Office:
    """Open the installation that the settings name; an empty database gets its tables.

    May raise NotMigratedError, NotifyMissingError.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.mail.notify is not None:
        NotifyPost(settings.mail.notify)  # whether its package is there is said now, not when the first message leaves
    office = office_at(settings.data, settings.database_url, origin_of(settings.address), clock)
    return replace(office, mail=settings.mail, public_address=settings.address)


def office_at(
    data: Path, database_url: str, origin: str, clock: Clock | None = None, passwords: Passwords | None = None
) -> Office:
    """An office over a data folder and a database; the origin of an installed log wins over the given one."""
    database = Database(database_url)
    if is_empty(database):
        upgrade(database)
    elif not is_current(database):
        database.close()
        raise NotMigratedError
    with database.read() as db:
        installed = installation_or_none(db)
    name = installed.origin if installed else origin
    keys, checkpoints = KeyFolder(data / "keys"), CheckpointFolder(data / "checkpoints")
    office = Office(database, clock or Clock(), keys, checkpoints, name, passwords or Passwords())
    return office if passwords is None else replace(office, members_passwords=passwords)
