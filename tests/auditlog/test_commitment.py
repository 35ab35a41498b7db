from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.commitment import canonical_ballot, check_code, commitment_of, draw_salt
from pbvote.domain.code import WrongCheckCharacterError, has_plain_check, parse_check_code

BALLOT = canonical_ballot(round_id="spring-2027", pot_id="youth", group="all", ranking=["bike-shed", "quiet-room"])
SALT = bytes(range(32))


def test_the_canonical_ballot_is_that_of_the_page_on_formats() -> None:
    line = b'{"group":"all","pot":"youth","ranking":["bike-shed","quiet-room"],"round":"spring-2027","v":1}'
    assert line == BALLOT


def test_a_commitment_is_the_hash_of_tag_salt_and_ballot() -> None:
    assert sha256(b"pbvote/v1/ballot\0" + SALT + BALLOT).hexdigest() == commitment_of(SALT, BALLOT)


def test_a_blank_vote_is_a_vote_with_a_commitment_of_its_own() -> None:
    blank = canonical_ballot(round_id="spring-2027", pot_id="youth", group="all", ranking=[])
    assert b'"ranking":[]' in blank
    assert commitment_of(SALT, blank) != commitment_of(SALT, BALLOT)


@pytest.mark.parametrize(
    "other",
    [
        {"round_id": "autumn-2027"},
        {"pot_id": "ward"},
        {"group": "adult"},
        {"ranking": ["quiet-room", "bike-shed"]},
        {"ranking": ["bike-shed"]},
    ],
)
def test_every_part_of_a_ballot_is_committed_to(other: dict[str, str]) -> None:
    facts = {"round_id": "spring-2027", "pot_id": "youth", "group": "all", "ranking": ["bike-shed", "quiet-room"]}
    changed = canonical_ballot(**(facts | other))  # type: ignore[arg-type]  # each value has the type of its name
    assert commitment_of(SALT, changed) != commitment_of(SALT, BALLOT)


def test_a27_equal_ballots_get_unequal_commitments() -> None:
    salts = {draw_salt(BALLOT) for _ in range(500)}
    assert {32} == {len(salt) for salt in salts}
    assert len({commitment_of(salt, BALLOT) for salt in salts}) == len(salts) == 500


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a27_a_salt_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match=str(size)):
        commitment_of(bytes(size), BALLOT)


def test_a_salt_is_drawn_until_the_check_character_is_plain() -> None:
    """Of the 37 check characters five are never printed, so about one salt in seven is drawn again."""
    salts = [number.to_bytes(32, "big") for number in range(400)]
    plain = [has_plain_check(int(commitment_of(salt, BALLOT)[:20], 16)) for salt in salts]
    assert 30 < plain.count(False) < 80
    first_bad = plain.index(False)
    draws = iter(salts[first_bad:])
    assert draw_salt(BALLOT, lambda _size: next(draws)) == salts[plain.index(True, first_bad)]
    with pytest.raises(ValueError, match=r"\d+"):
        check_code(commitment_of(salts[first_bad], BALLOT))


def test_a_check_code_is_the_first_80_bits() -> None:
    assert check_code("0" * 19 + "1" + "f" * 44) == "0000-0000-0000-0001-1"
    assert check_code("f8" + "0" * 62)[:4] == "Z000"
    with pytest.raises(ValueError, match=r"\d+"):
        check_code("f" * 64)  # 2**80 - 1 is 32 modulo 37, whose character is *


@given(st.binary(max_size=20), st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_mistyped_check_code_is_told_apart(extra: bytes, at: int, other: str) -> None:
    ballot = BALLOT + extra
    code = check_code(commitment_of(draw_salt(ballot), ballot))
    assert parse_check_code(code.lower().replace("-", " ")) == code
    plain = code.replace("-", "")
    if plain[at] != other:
        with pytest.raises(WrongCheckCharacterError):
            parse_check_code(plain[:at] + other + plain[at + 1 :])
