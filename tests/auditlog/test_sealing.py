from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.sealing import (
    LARGEST_PLAIN,
    SEALED_SIZE,
    Bound,
    SealBrokenError,
    TooLargeToSealError,
    open_sealed,
    seal,
)

KEY = bytes(range(32))
BOUND = Bound("envelope", "vote.example.coop/log/1", "spring-2027", "youth", "m1", 3)


@given(st.binary(max_size=300) | st.sampled_from([b"", b"\0", bytes(LARGEST_PLAIN), b"a\0\0"]))
def test_what_was_sealed_opens_and_every_seal_has_one_size(plain: bytes) -> None:
    sealed = seal(KEY, plain, BOUND)
    assert len(sealed) == SEALED_SIZE == 4096
    assert open_sealed(KEY, sealed, BOUND) == plain


def test_the_same_plain_bytes_never_look_the_same() -> None:
    seals = [seal(KEY, b"same", BOUND) for _ in range(50)]
    assert len(set(seals)) == 50
    assert len({each[:12] for each in seals}) == 50


@pytest.mark.parametrize(
    "other",
    [
        replace(BOUND, kind="draft"),
        replace(BOUND, origin="vote.example.coop/log/2"),
        replace(BOUND, round_id="autumn-2027"),
        replace(BOUND, pot_id="ward"),
        replace(BOUND, member="m2"),
        replace(BOUND, version=2),
        replace(BOUND, version=4),
    ],
)
def test_a32_an_envelope_cannot_be_moved_or_rolled_back_unseen(other: Bound) -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(KEY, seal(KEY, b"ballot", BOUND), other)


@given(st.integers(0, SEALED_SIZE - 1), st.integers(0, 7))
def test_a32_one_flipped_bit_is_seen(at: int, bit: int) -> None:
    sealed = bytearray(seal(KEY, b"ballot", BOUND))
    sealed[at] ^= 1 << bit
    with pytest.raises(SealBrokenError):
        open_sealed(KEY, bytes(sealed), BOUND)


def test_a32_without_the_round_key_nothing_opens() -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(bytes(32), seal(KEY, b"ballot", BOUND), BOUND)


def test_a32_no_plain_text_stands_in_a_ciphertext() -> None:
    sealed = seal(KEY, b"bike-shed quiet-room", BOUND)
    for word in (b"bike-shed", b"quiet-room", b"bike", b"quiet"):
        assert word not in sealed


@pytest.mark.parametrize("size", [0, 27, 28, SEALED_SIZE - 1, SEALED_SIZE + 1])
def test_a_ciphertext_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(SealBrokenError):
        open_sealed(KEY, (seal(KEY, b"", BOUND) + b"\0")[:size], BOUND)


def test_more_than_fits_is_refused_by_name() -> None:
    with pytest.raises(TooLargeToSealError):
        seal(KEY, bytes(LARGEST_PLAIN + 1), BOUND)
