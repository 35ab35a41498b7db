"""Vector cases of canonical bytes."""

ACCEPTED = {
    "empty object": b"{}",
    "all types": b'{"a":[true,false,null,[],{}],"b":"c","n":-1}',
    "keys in order": b'{"a":1,"a.b":2,"a1":3,"a_b":4,"b":5}',
    "largest integers": b'{"a":9007199254740991,"b":-9007199254740991}',
    "escapes": rb'{"a":"\b\t\n\f\r\"\\\u0001\u001f"}',
    "not escaped": '{"a":"/\u007f\u2028\u00e9\u20ac\U0001f602"}'.encode(),
    "32 deep": b'{"a":' + b"[" * 31 + b"]" * 31 + b"}",
}

REFUSED = {
    "duplicate key": b'{"a":1,"a":1}',
    "duplicate key within": b'{"a":[{"b":1,"b":2}]}',
    "other order": b'{"b":1,"a":2}',
    "space": b'{"a": 1}',
    "newline at the end": b'{"a":1}\n',
    "fraction": b'{"a":1.0}',
    "exponent": b'{"a":1e3}',
    "minus zero": b'{"a":-0}',
    "leading zero": b'{"a":01}',
    "2^53": b'{"a":9007199254740992}',
    "-2^53": b'{"a":-9007199254740992}',
    "not a number": b'{"a":NaN}',
    "not NFC": '{"a":"e\u0301"}'.encode(),
    "lone surrogate, escaped": rb'{"a":"\ud800"}',
    "lone surrogate, encoded": b'{"a":"\xed\xa0\x80"}',
    "surrogate pair, escaped": rb'{"a":"\ud83d\ude02"}',
    "U+0000, escaped": rb'{"a":"\u0000"}',
    "U+0000, raw": b'{"a":"\x00"}',
    "control character, raw": b'{"a":"\x1f"}',
    "escape that is not needed": rb'{"a":"\u0041"}',
    "escaped solidus": rb'{"a":"\/"}',
    "escape in capital letters": rb'{"a":"\u001F"}',
    "escape that has a short form": rb'{"a":"\u000a"}',
    "key with a capital letter": b'{"A":1}',
    "empty key": b'{"":1}',
    "key that begins with a digit": b'{"1a":1}',
    "key outside ASCII": '{"\u00e9":1}'.encode(),
    "byte order mark": b"\xef\xbb\xbf{}",
    "not UTF-8": b'{"a":"\xff"}',
    "nothing": b"",
    "two documents": b"{}{}",
    "comma at the end": b'{"a":1,}',
    "33 deep": b'{"a":' + b"[" * 32 + b"]" * 32 + b"}",
}


def canonical() -> list[dict[str, object]]:
    """Documents, and bytes that are none."""
    good = [{"accepted": True, "hex": raw.hex(), "name": name} for name, raw in ACCEPTED.items()]
    return [*good, *({"accepted": False, "hex": raw.hex(), "why": why} for why, raw in REFUSED.items())]
