"""Canonical bytes: one spelling, and everything else refused."""

from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pbvote.verifier.canonical import decode, encode
from pbvote.verifier.errors import MalformedError

KEYS = st.from_regex(r"[a-z][a-z0-9_.]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(
    lambda text: text == __import__("unicodedata").normalize("NFC", text)
)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(DOCUMENTS)
def test_the_bytes_are_those_of_rfc_8785(document: object) -> None:
    raw = encode(document)
    assert rfc8785.dumps(document) == raw  # type: ignore[arg-type] # generated inside the profile
    assert decode(raw) == document


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b' {"a":1}',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":9007199254740992}',
        b'{"a":-9007199254740992}',
        b'{"a":' + b"9" * 6000 + b"}",
        '{"a":"e\u0301"}'.encode(),
        b'{"a":"\\ud800"}',
        b'{"a":"\\u0000"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"A":1}',
        b'{"":1}',
        b'{"1":1}',
        b'{"a-b":1}',
        b'{"a\\n":1}',
        b"\xef\xbb\xbf{}",
        b'{"a":"\xff"}',
        b"",
        b"{",
        b"[" * 33 + b"]" * 33,
        b"[" * 60_000,
    ],
)
def test_a25_other_spellings_and_what_the_profile_leaves_out(raw: bytes) -> None:
    """Duplicate keys, other order, spaces, 1.0, 1e3, 2^53, NFD, half a surrogate pair, NUL, depth."""
    with pytest.raises(MalformedError):
        decode(raw)


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_the_six_documents_of_rfc_8785_lie_outside_the_profile(shared: Path, name: str) -> None:
    folder = shared / "vectors" / "jcs" / "testdata"
    for kind in ("input", "output"):
        with pytest.raises(MalformedError):
            decode((folder / kind / f"{name}.json").read_bytes())


def test_nesting_of_32_is_read() -> None:
    raw = b"[" * 32 + b"]" * 32
    assert encode(decode(raw)) == raw
