import json
from hashlib import sha512
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.keys import (
    BadSignatureError,
    UnsoundKeyError,
    check_public_key,
    draw_seed,
    is_sound_public_key,
    load_seed,
    public_key_of,
    save_seed,
    sign,
    verify_signature,
)
from pbvote.auditlog.secretfile import SecretFileExistsError

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SEED = bytes(range(32))

Point = tuple[int, int]


def encoding(y: int, sign_bit: int = 0) -> bytes:
    return (y | sign_bit << 255).to_bytes(32, "little")


def plus(one: Point, other: Point) -> Point:
    """The addition law of the curve -x² + y² = 1 + dx²y², slowly."""
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2
    x3 = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P)
    y3 = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P)
    return x3 % P, y3 % P


def point_at(y: int) -> Point:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert x * x % P == square
    return x, y


SMALL = [encoding(y, bit) for y in (0, ORDER_8, P - ORDER_8) for bit in (0, 1)] + [encoding(1), encoding(P - 1)]


@pytest.mark.parametrize("y", [0, 1, P - 1, ORDER_8, P - ORDER_8])
def test_the_heights_that_are_refused_are_those_of_points_whose_order_divides_8(y: int) -> None:
    point = point_at(y)
    for _ in range(3):
        point = plus(point, point)
    assert point == (0, 1)


@pytest.mark.parametrize("key", SMALL, ids=lambda key: key.hex()[:8])
def test_a26_a_key_of_small_order_is_refused(key: bytes) -> None:
    assert not is_sound_public_key(key)
    with pytest.raises(UnsoundKeyError):
        verify_signature(key, b"any", encoding(1) + bytes(32))


@pytest.mark.parametrize("y", [P, P + 1, P + 5, P + 18, 2**255 - 1])
@pytest.mark.parametrize("bit", [0, 1])
def test_a26_a_key_whose_y_is_not_below_p_is_refused(y: int, bit: int) -> None:
    assert not is_sound_public_key(encoding(y, bit))


@pytest.mark.parametrize("y", [1, P - 1])
def test_a26_a_key_with_an_odd_zero_is_refused(y: int) -> None:
    assert not is_sound_public_key(encoding(y, 1))


@pytest.mark.parametrize("key", [encoding(2), b"", bytes(31), bytes(33), public_key_of(SEED) + b"\0"])
def test_a26_what_is_no_point_is_refused(key: bytes) -> None:
    assert not is_sound_public_key(key)
    with pytest.raises(UnsoundKeyError):
        check_public_key(key)


def test_a26_cryptography_alone_would_take_one_signature_for_every_text() -> None:
    """Why the check is ours: under the identity as key, R = identity and S = 0 sign anything."""
    identity, signature = encoding(1), encoding(1) + bytes(32)
    for text in (b"one text", b"another"):
        Ed25519PublicKey.from_public_bytes(identity).verify(signature, text)
        with pytest.raises(UnsoundKeyError):
            verify_signature(identity, text, signature)


@given(st.binary(max_size=80), st.binary(min_size=32, max_size=32))
def test_what_a_seed_signs_its_key_verifies(message: bytes, seed: bytes) -> None:
    assert is_sound_public_key(public_key_of(seed))
    verify_signature(public_key_of(seed), message, sign(seed, message))


@given(st.binary(max_size=40), st.integers(0, 511))
def test_a26_one_flipped_bit_of_a_signature_is_refused(message: bytes, bit: int) -> None:
    flipped = (int.from_bytes(sign(SEED, message), "little") ^ 1 << bit).to_bytes(64, "little")
    with pytest.raises(BadSignatureError):
        verify_signature(public_key_of(SEED), message, flipped)


@pytest.mark.parametrize("times", [1, 2, 7])
def test_a26_s_not_below_l_is_refused(times: int) -> None:
    """S + L fits the equation as well as S: without the bound every signature had a twin."""
    signature = sign(SEED, b"text")
    s = int.from_bytes(signature[32:], "little") + times * L
    with pytest.raises(BadSignatureError):
        verify_signature(public_key_of(SEED), b"text", signature[:32] + s.to_bytes(32, "little"))


@pytest.mark.parametrize("r", [encoding(P + 1), encoding(1, 1), encoding(2**255 - 1, 1), encoding(2)])
def test_a26_an_r_that_is_not_canonical_is_refused(r: bytes) -> None:
    with pytest.raises(BadSignatureError):
        verify_signature(public_key_of(SEED), b"text", r + sign(SEED, b"text")[32:])


@pytest.mark.parametrize(("r", "taken"), [(encoding(1), True), (encoding(1, 1), False), (encoding(P + 1), False)])
def test_a26_only_the_canonical_spelling_of_r_is_taken(r: bytes, *, taken: bool) -> None:
    """Made with the private key, so that the equation holds for whoever reads all three spellings as one point."""
    key = public_key_of(SEED)
    clamped = int.from_bytes(sha512(SEED).digest()[:32], "little") & (1 << 254) - 8 | 1 << 254
    challenge = int.from_bytes(sha512(r + key + b"text").digest(), "little")
    signature = r + (challenge * clamped % L).to_bytes(32, "little")
    if taken:
        verify_signature(key, b"text", signature)
        return
    with pytest.raises(BadSignatureError):
        verify_signature(key, b"text", signature)


@pytest.mark.parametrize("size", [0, 32, 63, 65])
def test_a_signature_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(BadSignatureError):
        verify_signature(public_key_of(SEED), b"text", (sign(SEED, b"text") + b"\0")[:size])


def test_another_key_or_another_text_is_refused() -> None:
    signature = sign(SEED, b"text")
    for key, text in ((public_key_of(bytes(32)), b"text"), (public_key_of(SEED), b"texts")):
        with pytest.raises(BadSignatureError):
            verify_signature(key, text, signature)


def test_a26_the_vectors_of_wycheproof_are_judged_as_they_say(shared: Path) -> None:
    file = shared / "vectors" / "ed25519" / "testvectors_v1" / "ed25519_test.json"
    judged = []
    for group in json.loads(file.read_text())["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            try:
                verify_signature(key, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            except BadSignatureError:
                judged.append((case["tcId"], case["result"], "invalid"))
            else:
                judged.append((case["tcId"], case["result"], "valid"))
    assert [case for case in judged if case[1] != case[2]] == []
    assert len(judged) == 151


def test_a_seed_is_kept_once(tmp_path: Path) -> None:
    seed = draw_seed()
    save_seed(tmp_path / "log.key", seed)
    assert load_seed(tmp_path / "log.key") == seed != draw_seed()
    with pytest.raises(SecretFileExistsError):
        save_seed(tmp_path / "log.key", seed)
