"""Salted hashes of texts: what stands in the log says nothing about the text, and nothing else fits it."""

from hashlib import sha256

import pytest

from pbvote.auditlog.canonical import CanonicalError
from pbvote.services.text_hash import new_salt, text_hash, texts_root

SALT = bytes(range(32))


def test_it_is_the_hash_of_tag_salt_and_canonical_bytes() -> None:
    expected = sha256(b"pbvote/v1/text\x00" + SALT + b'{"a":1,"title":"Caf\xc3\xa9"}').hexdigest()
    assert expected == text_hash(SALT, {"title": "Café", "a": 1})


def test_another_salt_gives_another_hash_of_the_same_text() -> None:
    assert text_hash(new_salt(), {"title": "Lamps"}) != text_hash(new_salt(), {"title": "Lamps"})


def test_salts_are_32_bytes_and_never_the_same() -> None:
    assert {len(new_salt()) for _ in range(50)} == {32}
    assert len({new_salt() for _ in range(50)}) == 50


@pytest.mark.parametrize("salt", [b"", SALT[:31], SALT + b"\x00"], ids=len)
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(ValueError, match=str(len(salt))):
        text_hash(salt, {})


@pytest.mark.parametrize("text", ["Cafe\u0301", "\x00", "\ud800"], ids=["decomposed", "nul", "half a sign"])
def test_text_that_has_no_canonical_bytes_is_refused(text: str) -> None:
    with pytest.raises(CanonicalError):
        text_hash(SALT, {"title": text})


def test_the_root_does_not_say_in_which_order_the_texts_came() -> None:
    hashes = [text_hash(SALT, number) for number in range(5)]
    assert texts_root(hashes) == texts_root(reversed(hashes))


def test_the_root_of_one_text_is_its_leaf_hash() -> None:
    only = text_hash(SALT, "only")
    assert sha256(b"\x00" + bytes.fromhex(only)).hexdigest() == texts_root([only])


def test_the_root_of_no_text_is_that_of_the_empty_tree() -> None:
    assert sha256(b"").hexdigest() == texts_root([])


def test_another_text_gives_another_root() -> None:
    assert texts_root([text_hash(SALT, 1), text_hash(SALT, 2)]) != texts_root([text_hash(SALT, 1), text_hash(SALT, 3)])
