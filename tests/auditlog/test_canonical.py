import json
from pathlib import Path
from unicodedata import normalize

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.canonical import (
    CanonicalError,
    DuplicateKeyError,
    ForbiddenKeyError,
    ForbiddenNumberError,
    ForbiddenTextError,
    ForbiddenTypeError,
    NestedTooDeeplyError,
    NotCanonicalError,
    NotJsonError,
    Value,
    canonical_bytes,
    parse_canonical,
    parse_canonical_object,
)

LARGEST = 2**53 - 1

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: normalize("NFC", text)
)
keys = st.from_regex(r"\A[a-z][a-z0-9_.]{0,6}\Z")
values: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
)


@given(values)
def test_inside_the_profile_our_bytes_are_those_of_rfc_8785(value: Value) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(values)
def test_what_was_written_is_read_back(value: Value) -> None:
    assert parse_canonical(canonical_bytes(value)) == value


@given(st.binary(max_size=40) | values.map(canonical_bytes).flatmap(lambda raw: st.just(raw + b" ")))
def test_bytes_are_refused_or_are_their_own_re_encoding(raw: bytes) -> None:
    try:
        value = parse_canonical(raw)
    except CanonicalError:
        return
    assert canonical_bytes(value) == raw


A25 = [
    (b'{"a":1,"a":1}', DuplicateKeyError),
    (b'{"a":1,"a":2}', DuplicateKeyError),
    (b'{"a":{"b":[],"b":[]}}', DuplicateKeyError),
    (b'{"b":1,"a":2}', NotCanonicalError),
    (b'{"a": 1}', NotCanonicalError),
    (b' {"a":1}', NotCanonicalError),
    (b'{"a":1}\n', NotCanonicalError),
    (b'{"a":1}\r', NotCanonicalError),
    (b'{"a":1.0}', ForbiddenTypeError),
    (b'{"a":1e3}', ForbiddenTypeError),
    (b'{"a":1E3}', ForbiddenTypeError),
    (b'{"a":-0}', NotCanonicalError),
    (b'{"a":-0.0}', ForbiddenTypeError),
    (b'{"a":01}', NotJsonError),
    (b'{"a":+1}', NotJsonError),
    (b'{"a":9007199254740992}', ForbiddenNumberError),
    (b'{"a":-9007199254740992}', ForbiddenNumberError),
    (b'{"a":' + b"9" * 5000 + b"}", NotJsonError),
    (b'{"a":NaN}', ForbiddenTypeError),
    (b'{"a":-Infinity}', ForbiddenTypeError),
    ('{"a":"e\u0301"}'.encode(), ForbiddenTextError),
    ('{"a":"\u2126"}'.encode(), ForbiddenTextError),
    (rb'{"a":"\ud800"}', ForbiddenTextError),
    (rb'{"a":"\udc00\ud800"}', ForbiddenTextError),
    (b'{"a":"\xed\xa0\x80"}', NotJsonError),
    (rb'{"a":"\u0000"}', ForbiddenTextError),
    (rb'{"a":"\u00e9\u0000"}', ForbiddenTextError),
    (b'{"a":"\x00"}', NotJsonError),
    (b'{"a":"\x1f"}', NotJsonError),
    (rb'{"a":"\u0041"}', NotCanonicalError),
    (rb'{"a":"\u001F"}', NotCanonicalError),
    (rb'{"a":"\u000a"}', NotCanonicalError),
    (rb'{"a":"\/"}', NotCanonicalError),
    (b'{"A":1}', ForbiddenKeyError),
    (b'{"":1}', ForbiddenKeyError),
    (b'{"1a":1}', ForbiddenKeyError),
    (b'{"a-b":1}', ForbiddenKeyError),
    (rb'{"a\n":1}', ForbiddenKeyError),
    ('{"\u00e9":1}'.encode(), ForbiddenKeyError),
    (b"\xef\xbb\xbf{}", NotJsonError),
    (b"\xff", NotJsonError),
    (b"", NotJsonError),
    (b"{}{}", NotJsonError),
    (b"{'a':1}", NotJsonError),
    (b'{"a":1,}', NotJsonError),
    (b"[" * 33 + b"]" * 33, NestedTooDeeplyError),
    (b'{"a":' * 33 + b"1" + b"}" * 33, NestedTooDeeplyError),
    (b"[" * 100_000, NestedTooDeeplyError),
]


@pytest.mark.parametrize(("raw", "error"), A25)
def test_a25_a_line_outside_the_profile_is_refused_by_the_name_of_its_fault(
    raw: bytes, error: type[CanonicalError]
) -> None:
    with pytest.raises(error):
        parse_canonical(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"{}",
        b"[" * 32 + b"1" + b"]" * 32,
        b"null",
        b"9007199254740991",
        b"-9007199254740991",
        rb'"\b\t\n\f\r\"\\\u001f"',
        '"\u007f\u2028/\U0001f602"'.encode(),
        b'{"a":[true,false,null,[]],"a.b_1":{"c":"d"}}',
    ],
)
def test_a_line_inside_the_profile_is_accepted(raw: bytes) -> None:
    assert canonical_bytes(parse_canonical(raw)) == raw


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
@pytest.mark.parametrize("side", ["input", "output"])
def test_the_files_of_rfc_8785_lie_outside_our_profile(shared: Path, name: str, side: str) -> None:
    """Five for their keys alone and one for its fractions: nothing that a general reader takes slips in."""
    raw = (shared / "vectors" / "jcs" / "testdata" / side / f"{name}.json").read_bytes()
    with pytest.raises(CanonicalError):
        parse_canonical(raw)
    with pytest.raises((ForbiddenKeyError, ForbiddenTypeError, ForbiddenTextError)):
        canonical_bytes(json.loads(raw))


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"a": [1, {"b": LARGEST + 1}]}, "$.a[1].b"),
        ({"a": {"b": "e\u0301"}}, "$.a.b"),
        ([0, "\ud800"], "$[1]"),
        ({"a": {"B": 1}}, "$.a"),
    ],
)
def test_a_refusal_says_where(value: Value, where: str) -> None:
    with pytest.raises(CanonicalError) as refused:
        canonical_bytes(value)
    assert str(refused.value).startswith(where + " ")


@pytest.mark.parametrize("value", [1 / 2, {1: 2}, {None: 1}, {1}, b"a", object()])
def test_other_types_are_not_written(value: object) -> None:
    with pytest.raises(CanonicalError):
        canonical_bytes(value)  # type: ignore[arg-type]  # the mistake under test


def test_a_value_that_contains_itself_is_refused() -> None:
    endless: list[Value] = []
    endless.append(endless)
    with pytest.raises(NestedTooDeeplyError):
        canonical_bytes(endless)


def test_an_entry_must_be_an_object() -> None:
    assert parse_canonical_object(b'{"a":1}') == {"a": 1}
    for raw in (b"[]", b"null", b'"a"', b"1"):
        with pytest.raises(ForbiddenTypeError):
            parse_canonical_object(raw)
