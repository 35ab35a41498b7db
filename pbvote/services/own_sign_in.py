"""What somebody of the staff does about their own sign-in: end a device, change the password, new recovery codes."""

from sqlalchemy import delete

from pbvote.domain.password import check_password
from pbvote.domain.sentence import say
from pbvote.domain.staff import StaffRefusedError
from pbvote.services.join_staff import renew_recovery_codes
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.services.staff_session import LONGEST_PASSWORD, StaffSeat
from pbvote.services.throttle import Source
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import StaffRow, StaffSessionRow


class OldPasswordWrongError(StaffRefusedError):
    """The present password was typed wrong."""

    def __init__(self) -> None:
        super().__init__(say("This is not your present password. Type it again."))


def end_one_session(office: Office, seat: StaffSeat, session: str) -> None:
    """End one of one's own sessions, named by the hash of its cookie in hex; nothing when it is not one's own."""
    with office.database.write() as uow:
        mine = [row for row in uow.db.query(StaffSessionRow).filter_by(role=seat.role) if row.id_hash.hex() == session]
        for row in mine:
            uow.db.delete(row)
            note_security(uow.db, office.clock.now(uow.db), "session.ended", seat.role)
        uow.commit()


def end_other_sessions(office: Office, seat: StaffSeat) -> None:
    """End all of one's own sessions but this one."""
    with office.database.write() as uow:
        mine = (StaffSessionRow.role == seat.role, StaffSessionRow.id_hash != seat.id_hash)
        uow.db.execute(delete(StaffSessionRow).where(*mine))
        note_security(uow.db, office.clock.now(uow.db), "sessions.ended", seat.role)
        uow.commit()


def new_recovery_codes(office: Office, seat: StaffSeat) -> tuple[str, ...]:
    """Ten new recovery codes, shown once; the old ones die. The page asks for the second factor first."""
    with office.database.write() as uow:
        codes = renew_recovery_codes(office, uow.db, seat.role)
        note_security(uow.db, office.clock.now(uow.db), "recovery-codes.renewed", seat.role)
        uow.commit()
        return codes


def change_password(office: Office, seat: StaffSeat, old: str, new: str) -> None:
    """Change one's own password; every other session ends (ASVS 5.0, 6.2.3 and 7.4.3).

    Raises OldPasswordWrongError, PasswordRefusedError, TooManyAtOnceError. Ten wrong tries in five minutes, and the
    right one is refused as well: whoever found an open screen must not try out passwords here.
    """
    with office.database.read() as db:
        row = db.get_one(StaffRow, seat.role)
        stored, known = row.password, (row.name, row.login or "", installation(db).trust)
        is_over = Source(office, db, seat.role, office.clock.now(db), door="old password").is_over()
    if is_over or len(old) > LONGEST_PASSWORD or not office.passwords.is_right(stored, old):
        _count_wrong(office, seat)
        raise OldPasswordWrongError
    check_password(new, known)
    hashed = office.passwords.hash(new)
    with office.database.write() as uow:
        row = uow.db.get_one(StaffRow, seat.role, with_for_update=True)
        if row.password != stored:
            raise OldPasswordWrongError  # renewed or ended meanwhile
        row.password = hashed
        mine = (StaffSessionRow.role == seat.role, StaffSessionRow.id_hash != seat.id_hash)
        uow.db.execute(delete(StaffSessionRow).where(*mine))
        note_security(uow.db, office.clock.now(uow.db), "password.changed", seat.role)
        uow.commit()


def _count_wrong(office: Office, seat: StaffSeat) -> None:
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        Source(office, uow.db, seat.role, now, door="old password").count_failure()
        note_security(uow.db, now, "password.refused", seat.role)
        uow.commit()
