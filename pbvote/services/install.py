"""Setting up an installation: keys, the trust, and the first entry of the log."""

from dataclasses import dataclass

from pbvote.auditlog.note import render_verifier_key
from pbvote.domain.errors import DatabaseNotEmptyError
from pbvote.domain.events import LogStarted, SoftwareInstalled
from pbvote.services.office import Office
from pbvote.storage.queries.trust import installation, installation_or_none
from pbvote.storage.tables import InstallationRow


@dataclass(frozen=True, slots=True)
class Trust:
    """Who runs the installation, and how residents reach them."""

    name: str
    area: str
    phone: str
    contact: str


@dataclass(frozen=True, slots=True)
class Release:
    """Which program this is: its version, the hash of its files, the hash of its verifier as one file."""

    version: str
    files: str
    verifier: str


def install(office: Office, trust: Trust, release: Release, *, shifted: bool) -> None:
    """Make a new installation; `shifted` makes it a rehearsal for good. Raises DatabaseNotEmptyError."""
    with office.database.read() as db:
        if installation_or_none(db) is not None:
            raise DatabaseNotEmptyError("This database already holds a trust. Give the address of an empty one.")
    office.keys.create()
    log_key, receipt_key = office.keys.verifier_keys(office.origin)
    clock = "shifted" if shifted else "true"
    started = LogStarted(
        clock=clock,
        log_key=render_verifier_key(log_key),
        origin=office.origin,
        receipt_key=render_verifier_key(receipt_key),
        release=release.files,
        verifier=release.verifier,
        version=release.version,
    )
    with office.database.write() as uow:
        at = office.clock.now(uow.db)
        uow.db.add(_row(office, trust, release, clock))
        uow.log.begin(at)
        uow.log.append([started], at)
        uow.commit()


def record_release(office: Office, release: Release) -> None:
    """Say in the log that another release runs now; nothing when it is the same."""
    with office.database.write() as uow:
        row = installation(uow.db)
        if (row.release, row.verifier) == (release.files, release.verifier):
            return
        row.release, row.verifier = release.files, release.verifier
        uow.log.append(
            [SoftwareInstalled(release=release.files, verifier=release.verifier, version=release.version)],
            office.clock.now(uow.db),
        )
        uow.commit()


def _row(office: Office, trust: Trust, release: Release, clock: str) -> InstallationRow:
    return InstallationRow(
        origin=office.origin,
        clock=clock,
        trust=trust.name,
        area=trust.area,
        phone=trust.phone,
        contact=trust.contact,
        release=release.files,
        verifier=release.verifier,
    )
