"""Ed25519 against Wycheproof and against keys that other programs accept."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbvote.verifier import ed25519
from pbvote.verifier.errors import UnprovenError

SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]
NOT_CANONICAL = [
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p + 1
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # y = p
    "0100000000000000000000000000000000000000000000000000000000000080",  # x = 0 with a sign
]


def _accepts(key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        ed25519.verify(key, message, signature)
    except UnprovenError:
        return False
    return True


@pytest.mark.parametrize("alone", [False, True])
def test_wycheproof(shared: Path, monkeypatch: pytest.MonkeyPatch, *, alone: bool) -> None:
    """Every vector as it says, with `cryptography` beside and without."""
    if alone:
        monkeypatch.setattr(ed25519, "Ed25519PublicKey", None)
    path = shared / "vectors" / "ed25519" / "testvectors_v1" / "ed25519_test.json"
    surprises = []
    for group in json.loads(path.read_text())["testGroups"]:
        key = bytes.fromhex(group["publicKey"]["pk"])
        for case in group["tests"]:
            accepted = _accepts(key, bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
            if accepted != (case["result"] == "valid"):
                surprises.append(case["tcId"])
    assert surprises == []


@pytest.mark.parametrize("key", SMALL_ORDER + NOT_CANONICAL)
def test_a26_keys_of_small_order_and_other_spellings_are_refused(key: str) -> None:
    """With the identity as key and R, S = 0 anybody could sign anything; `cryptography` accepts that."""
    with pytest.raises(UnprovenError):
        ed25519.check_key(bytes.fromhex(key))
    assert not _accepts(bytes.fromhex(key), b"text", bytes.fromhex(SMALL_ORDER[0]) + bytes(32))


def test_a26_s_at_or_above_the_order_is_refused() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"text")
    assert _accepts(key, b"text", signature)
    larger = int.from_bytes(signature[32:], "little") + ed25519.ORDER
    assert not _accepts(key, b"text", signature[:32] + larger.to_bytes(32, "little"))


def test_a26_r_in_another_spelling_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With R the identity written as y = p + 1; our own arithmetic alone must refuse it."""
    monkeypatch.setattr(ed25519, "Ed25519PublicKey", None)
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
    assert not _accepts(key, b"text", bytes.fromhex(NOT_CANONICAL[0]) + bytes(32))


def test_every_bit_of_a_signature_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ed25519, "Ed25519PublicKey", None)
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"text")
    for bit in range(0, 512, 7):
        flipped = bytearray(signature)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not _accepts(key, b"text", bytes(flipped))


def test_a_disagreement_of_the_two_programs_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"text")
    monkeypatch.setattr(ed25519, "_second_opinion", lambda *_: False)
    with pytest.raises(UnprovenError, match="disagree"):
        ed25519.verify(key, b"text", signature)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_of_another_length_are_refused(length: int) -> None:
    with pytest.raises(UnprovenError):
        ed25519.check_key(bytes(length))
