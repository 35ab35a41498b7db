from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.note import (
    BrokenNoteError,
    MalformedNoteError,
    MalformedVerifierKeyError,
    Note,
    NoteSignature,
    UnsignedNoteError,
    VerifierKey,
    parse_base64,
    parse_note,
    parse_verifier_key,
    render_note,
    render_verifier_key,
    sign_note,
    verifier_key_of,
    verify_note,
)

TEXT = "one line\n\nand another — with a dash\n"
NAME = "vote.example.coop/log/1"
SEED, OTHER_SEED = bytes(32), bytes([1]) * 32
KEY = verifier_key_of(NAME, SEED)
RAW = sign_note(TEXT, NAME, SEED)


def line(name: str, seed: bytes, text: str = TEXT) -> NoteSignature:
    """The signature line that ``seed`` would write under ``name``."""
    return parse_note(sign_note(text, name, seed)).signatures[0]


def test_a_signed_note_is_read_back_and_verifies() -> None:
    note = parse_note(RAW)
    assert note.text == TEXT
    assert render_note(note) == RAW
    assert verify_note(note, [KEY]) == [KEY]


def test_the_signature_is_over_the_text_with_its_newline_and_without_the_empty_line() -> None:
    assert RAW.startswith(TEXT.encode() + b"\n" + "— ".encode() + NAME.encode() + b" ")
    assert RAW.endswith(b"=\n")


def test_the_key_id_is_that_of_c2sp() -> None:
    """The verifier key of the Go checksum database, published with Go, has the id 033de0ae."""
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    key = parse_verifier_key(text)
    assert key.key_id.hex() == "033de0ae"
    assert render_verifier_key(key) == text


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["a", "é/ü", "x.example/log/1/receipt"]))
def test_a_verifier_key_is_read_back(seed: bytes, name: str) -> None:
    key = verifier_key_of(name, seed)
    assert parse_verifier_key(render_verifier_key(key)) == key


GOOD_KEY = render_verifier_key(KEY)
ENCODED = GOOD_KEY.split("+", 2)[2]
IDENTITY = b64encode(b"\x01" + (1).to_bytes(32, "little")).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        GOOD_KEY + "\n",
        " " + GOOD_KEY,
        GOOD_KEY[:-1],
        GOOD_KEY.replace(KEY.key_id.hex(), KEY.key_id.hex().upper()),
        f"{NAME}+00000000+{ENCODED}",
        f"{NAME}++{ENCODED}",
        f"other+{KEY.key_id.hex()}+{ENCODED}",
        f"+{KEY.key_id.hex()}+{ENCODED}",
        f"a b+{KEY.key_id.hex()}+{ENCODED}",
        f"{NAME}+{KEY.key_id.hex()}+{b64encode(bytes([4]) + KEY.key).decode()}",
        f"{NAME}+{KEY.key_id.hex()}+{b64encode(bytes([1]) + KEY.key[:31]).decode()}",
        f"{NAME}+{KEY.key_id.hex()}+{b64encode(KEY.key).decode()}",
        f"{NAME}+{KEY.key_id.hex()}+{IDENTITY}",
        f"{NAME}+{KEY.key_id.hex()}+not base64",
    ],
)
def test_a_verifier_key_that_is_wrong_anywhere_is_refused(text: str) -> None:
    with pytest.raises(MalformedVerifierKeyError):
        parse_verifier_key(text)


@pytest.mark.parametrize("name", ["", "a b", "a\u00a0b", "a\u2003", "a+b", "a\nb", "\u3000"])
def test_a_key_name_has_no_space_and_no_plus(name: str) -> None:
    with pytest.raises(MalformedVerifierKeyError):
        VerifierKey(name, KEY.key)


def test_a21_signatures_of_unknown_keys_are_ignored() -> None:
    mine = line(NAME, SEED)
    broken = NoteSignature("stranger", b"\0\0\0\1", b"anything")
    note = Note(TEXT, (broken, line("friend", OTHER_SEED), mine))
    assert verify_note(parse_note(render_note(note)), [KEY]) == [KEY]


def test_a21_sixteen_and_up_to_64_signatures_are_accepted() -> None:
    for count in (16, 17, 64):
        strangers = tuple(NoteSignature(f"witness{number}", bytes(4), b"x") for number in range(count - 1))
        note = parse_note(render_note(Note(TEXT, (*strangers, line(NAME, SEED)))))
        assert len(note.signatures) == count
        assert verify_note(note, [KEY]) == [KEY]
    with pytest.raises(MalformedNoteError):
        parse_note(render_note(Note(TEXT, strangers * 2)))


def test_a21_a_bad_signature_of_a_known_key_rejects_the_whole_note() -> None:
    """Even beside good signatures, of another known key or of the same one."""
    friend = verifier_key_of("friend", OTHER_SEED)
    bad = line(NAME, SEED, "another text\n")
    for good in (line("friend", OTHER_SEED), line(NAME, SEED)):
        for order in ((bad, good), (good, bad)):
            with pytest.raises(BrokenNoteError):
                verify_note(Note(TEXT, order), [KEY, friend])


def test_a21_the_same_name_with_another_id_is_an_unknown_key() -> None:
    impostor = line(NAME, OTHER_SEED)
    assert verify_note(Note(TEXT, (impostor, line(NAME, SEED))), [KEY]) == [KEY]
    with pytest.raises(UnsignedNoteError):
        verify_note(Note(TEXT, (impostor,)), [KEY])


def test_a21_the_same_id_with_another_name_is_an_unknown_key() -> None:
    mine = line(NAME, SEED)
    renamed = NoteSignature("other.example", mine.key_id, mine.signature)
    with pytest.raises(UnsignedNoteError):
        verify_note(Note(TEXT, (renamed,)), [KEY])


def test_two_good_lines_of_one_key_are_one_signer() -> None:
    mine = line(NAME, SEED)
    assert verify_note(Note(TEXT, (mine, mine)), [KEY]) == [KEY]


def test_a_note_that_nobody_known_signed_is_refused() -> None:
    with pytest.raises(UnsignedNoteError):
        verify_note(parse_note(RAW), [])


@given(st.integers(0, len(RAW) - 1), st.integers(0, 7))
def test_one_flipped_bit_anywhere_is_refused(at: int, bit: int) -> None:
    changed = bytearray(RAW)
    changed[at] ^= 1 << bit
    with pytest.raises((MalformedNoteError, BrokenNoteError, UnsignedNoteError)):
        verify_note(parse_note(bytes(changed)), [KEY])


SIGNATURE = RAW[len(TEXT.encode()) + 1 :]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        TEXT.encode(),
        TEXT.encode() + b"\n",
        SIGNATURE,
        TEXT.encode() + SIGNATURE,
        RAW[:-1],
        RAW + b"\n",
        RAW + b" ",
        RAW.replace(b"\n", b"\r\n"),
        RAW.replace(b"one", b"o\0e"),
        RAW.replace(b"one", b"o\te"),
        RAW.replace(b"one", b"\xffne"),
        RAW.replace("— vote".encode(), b"- vote"),
        RAW.replace("— vote".encode(), "—  vote".encode()),
        RAW.replace("— vote".encode(), "—vote".encode()),
        RAW.replace(b"log/1 ", b"log/1  "),
        RAW.replace(b"log/1 ", b"log/1\xc2\xa0"),
        RAW.replace(b"vote.example.coop/", b"vote+"),
        RAW.replace(b"=\n", b"\n"),
        RAW.replace(b"=\n", b"= \n"),
        TEXT.encode() + "\n— a AAAA\n".encode(),
        TEXT.encode() + "\n— a AAAAAA==\n".encode(),
        TEXT.encode() + "\n— a *AAAAAA=\n".encode(),
        TEXT.encode() + "\n— a AAAAAAB=\n".encode(),
    ],
)
def test_what_is_no_note_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedNoteError):
        parse_note(raw)


@pytest.mark.parametrize("text", ["no newline", "a\n\n— b AAAAAAA=", "tab\t\n", "return\r\n", ""])
def test_a_text_that_no_reader_would_take_is_not_signed(text: str) -> None:
    with pytest.raises(MalformedNoteError):
        sign_note(text, NAME, SEED)


@pytest.mark.parametrize("encoded", ["AA", "AB==", "A===", "AA==\n", " AA==", "A-A=", "A_A=", "é"])
def test_base64_has_one_spelling(encoded: str) -> None:
    assert parse_base64(encoded) is None


def test_base64_is_the_standard_alphabet() -> None:
    assert parse_base64("+/+/") == bytes.fromhex("fbffbf")
    assert parse_base64("") == b""
