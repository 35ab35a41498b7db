"""Six digits and recovery codes: each once, each only of its own role."""

import pytest
from pyotp import TOTP

from pbvote.domain.errors import KeyUnreadableError
from pbvote.services.second_factor import STEP, accept_second_factor, matching_step, present_step
from pbvote.services.staff_secrets import draw_recovery_codes, open_totp_secret, seal_totp_secret
from pbvote.storage.tables import RecoveryCodeRow, StaffRow
from tests.factories import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def enrolled(new: World) -> World:
    new.enrol()
    return new


def accepted(world: World, role: str, typed: str) -> bool:
    with world.office.database.write() as uow:
        fits = accept_second_factor(world.office, uow.db, uow.db.get_one(StaffRow, role), typed)
        uow.commit()
        return fits


@pytest.mark.parametrize(
    ("moment", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_the_examples_of_the_standard(moment: int, digits: str) -> None:
    """RFC 6238, appendix B, the last six digits for SHA-1."""
    assert matching_step(RFC_SECRET, digits, moment // STEP) == moment // STEP


@pytest.mark.parametrize("away", [-1, 0, 1])
def test_a_step_beside_counts_as_well(away: int) -> None:
    present = 50_000_000
    assert matching_step(SECRET, TOTP(SECRET).generate_otp(present + away), present) == present + away


@pytest.mark.parametrize("away", [-2, 2, -100, 1000])
def test_digits_of_another_time_do_not(away: int) -> None:
    present = 50_000_000
    assert matching_step(SECRET, TOTP(SECRET).generate_otp(present + away), present) is None


def test_a37_digits_work_once(enrolled: World) -> None:
    digits = enrolled.digits("officer-1")
    assert accepted(enrolled, "officer-1", digits)
    assert not accepted(enrolled, "officer-1", digits)


def test_a37_earlier_digits_do_not_work_after_later_ones(enrolled: World) -> None:
    with enrolled.office.database.read() as db:
        present = present_step(db)
    totp = TOTP(enrolled.staff["officer-1"].secret)
    enrolled.digits("officer-1")
    assert accepted(enrolled, "officer-1", totp.generate_otp(present))
    assert not accepted(enrolled, "officer-1", totp.generate_otp(present - 1))


def test_spaces_between_the_digits_do_not_matter(enrolled: World) -> None:
    digits = enrolled.digits("officer-1")
    assert accepted(enrolled, "officer-1", f" {digits[:3]} {digits[3:]} ")


@pytest.mark.parametrize(
    "typed", ["", " ", "12345", "1234567", "\uff11\uff12\uff13\uff14\uff15\uff16", "-12345", "abcde-fghij", "\x00"]
)
def test_what_is_neither_is_refused(enrolled: World, typed: str) -> None:
    assert not accepted(enrolled, "officer-1", typed)


def test_nobody_elses_digits_or_codes_work(enrolled: World) -> None:
    assert not accepted(enrolled, "officer-1", enrolled.digits("officer-2"))
    assert not accepted(enrolled, "officer-1", enrolled.staff["officer-2"].recovery[0])


def test_a_recovery_code_works_once(enrolled: World) -> None:
    code = enrolled.staff["officer-1"].recovery[3]
    assert accepted(enrolled, "officer-1", code.upper().replace("-", " "))
    assert not accepted(enrolled, "officer-1", code)


def test_a32_a_copy_of_the_database_holds_neither_secret_nor_code(enrolled: World) -> None:
    card = enrolled.staff["officer-1"]
    enrolled.office.database.close()
    stored = b"".join(file.read_bytes() for file in enrolled.office.data.parent.glob("pbvote.db*"))
    assert stored
    for secret in (card.secret, card.password, *card.recovery, card.recovery[0].replace("-", "")):
        assert secret.encode() not in stored


def test_a_secret_opens_only_for_its_role_and_unchanged(enrolled: World) -> None:
    keys = enrolled.office.keys
    sealed = seal_totp_secret(keys, "officer-1", SECRET)
    assert open_totp_secret(keys, "officer-1", sealed) == SECRET
    for role, bad in (("officer-2", sealed), ("officer-1", sealed[:-1]), ("officer-1", b"\x00" + sealed[1:])):
        with pytest.raises(KeyUnreadableError):
            open_totp_secret(keys, role, bad)


def test_recovery_codes_are_all_different() -> None:
    codes = {code for _ in range(50) for code in draw_recovery_codes()}
    assert len(codes) == 500


def test_the_codes_of_somebody_are_ten(enrolled: World) -> None:
    with enrolled.office.database.read() as db:
        assert db.query(RecoveryCodeRow).filter_by(role="officer-1").count() == 10
