"""Signed notes and verifier keys.

Source: C2SP signed-note (c2sp.org/signed-note), signature type 0x01 (Ed25519). A note is text, an empty line, and
lines ``— name base64(key id ‖ signature)``. Notes travel as bytes: a file read as text would hide a CRLF.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from pbvote.auditlog.keys import (
    PUBLIC_KEY_SIZE,
    BadSignatureError,
    UnsoundKeyError,
    check_public_key,
    public_key_of,
    sign,
    verify_signature,
)
from pbvote.domain.errors import PbvoteError

MAX_SIGNATURES = 64
"""Signature lines that a reader takes; C2SP asks for at least 16."""

_ED25519 = b"\x01"
_KEY_ID_SIZE = 4
_LINE_START = "\u2014 "


class NoteError(PbvoteError):
    """A note or a verifier key cannot be trusted. Every error of this module is one of these."""


class MalformedNoteError(NoteError):
    """The bytes are not a signed note."""


class BrokenNoteError(NoteError):
    """A signature of a key that we know does not fit the text; nothing in the note counts."""


class UnsignedNoteError(NoteError):
    """No key that we know signed the note."""


class MalformedVerifierKeyError(NoteError):
    """The text is not a verifier key, its id does not fit, or its key is unsound."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key (32 bytes) and the name that stands beside its signatures."""

    name: str
    key: bytes

    def __post_init__(self) -> None:
        try:
            check_public_key(self.key)
        except UnsoundKeyError as error:
            raise MalformedVerifierKeyError(str(error)) from error
        if not is_key_name(self.name):
            raise MalformedVerifierKeyError(f"{self.name!a} is not a key name: no spaces, no +, not empty.")

    @property
    def key_id(self) -> bytes:
        """The 4 bytes that stand before each signature of this key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:_KEY_ID_SIZE]


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who, under which key id (4 bytes), and the signature (at least 1 byte)."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a newline, and its signatures, in their order."""

    text: str
    signatures: tuple[NoteSignature, ...]


def is_key_name(name: str) -> bool:
    """Whether ``name`` may name a key: not empty, without Unicode space, control character or ``+``."""
    return name != "" and not any(each.isspace() or each < " " or each == "+" for each in name)


def verifier_key_of(name: str, seed: bytes) -> VerifierKey:
    """The verifier key of a signer."""
    return VerifierKey(name, public_key_of(seed))


def render_verifier_key(key: VerifierKey) -> str:
    """The one-line text of a verifier key: ``name+hex8+base64(0x01 ‖ public key)``."""
    return f"{key.name}+{key.key_id.hex()}+{b64encode(_ED25519 + key.key).decode()}"


def parse_verifier_key(text: str) -> VerifierKey:
    """The verifier key written in ``text``. Raises MalformedVerifierKeyError."""
    name, _, rest = text.partition("+")
    _, _, encoded = rest.partition("+")
    raw = parse_base64(encoded)
    if raw is None or len(raw) != 1 + PUBLIC_KEY_SIZE or raw[:1] != _ED25519:
        raise MalformedVerifierKeyError("A verifier key reads name+8 hex digits+base64. Copy the whole line.")
    key = VerifierKey(name, raw[1:])
    if render_verifier_key(key) != text:
        raise MalformedVerifierKeyError("The id in this verifier key is not that of its name and key. Copy again.")
    return key


def parse_base64(encoded: str) -> bytes | None:
    """The bytes of standard base64, or None unless it is written the one way.

    That is with padding, and with zeros in the bits left over: else one signature had several spellings.
    """
    try:
        raw = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if b64encode(raw).decode() == encoded else None


def sign_note(text: str, name: str, seed: bytes) -> bytes:
    """The note of ``text``, which ends with a newline, signed once by ``seed`` under ``name``.

    Raises MalformedNoteError when a reader would see another text, or none.
    """
    key = verifier_key_of(name, seed)
    signature = NoteSignature(name, key.key_id, sign(seed, text.encode()))
    raw = render_note(Note(text, (signature,)))
    if parse_note(raw).text != text:
        raise MalformedNoteError("The text to sign must end with a newline; write it as whole lines.")
    return raw


def render_note(note: Note) -> bytes:
    """The bytes of a note."""
    lines = [
        f"{_LINE_START}{each.name} {b64encode(each.key_id + each.signature).decode()}\n" for each in note.signatures
    ]
    return "".join([note.text, "\n", *lines]).encode()


def parse_note(raw: bytes) -> Note:
    """The parts of a note, its signatures not yet verified. Raises MalformedNoteError."""
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedNoteError("The note is not in UTF-8. Fetch it again.") from None
    if any(each < " " and each != "\n" for each in whole):
        raise MalformedNoteError("The note holds a control character, such as a carriage return. Fetch it again.")
    text, separator, tail = whole.rpartition("\n\n")
    lines = tail.split("\n")
    if not separator or lines.pop() != "" or not 0 < len(lines) <= MAX_SIGNATURES:
        raise MalformedNoteError(
            f"A note is text, an empty line, and 1 to {MAX_SIGNATURES} signature lines. Fetch it again."
        )
    return Note(text + "\n", tuple(_parse_signature(line) for line in lines))


def verify_note(note: Note, keys: Sequence[VerifierKey]) -> list[VerifierKey]:
    """Those of ``keys`` that signed, in the order of their lines; other signatures are ignored.

    Raises BrokenNoteError when a signature of one of ``keys`` fails, UnsignedNoteError when none signed.
    """
    known = {(key.name, key.key_id): key for key in keys}
    signers: list[VerifierKey] = []
    for each in note.signatures:
        key = known.get((each.name, each.key_id))
        if key is not None:
            _verify_line(key, note.text, each.signature)
            signers.append(key)
    if not signers:
        raise UnsignedNoteError("No key that is known here signed this note. Check which log or person it is from.")
    return list(dict.fromkeys(signers))


def _verify_line(key: VerifierKey, text: str, signature: bytes) -> None:
    try:
        verify_signature(key.key, text.encode(), signature)
    except BadSignatureError as error:
        raise BrokenNoteError(f"The signature of {key.name} does not fit the text; keep it as evidence.") from error


def _parse_signature(line: str) -> NoteSignature:
    name, _, encoded = line.removeprefix(_LINE_START).partition(" ")
    raw = parse_base64(encoded)
    if not line.startswith(_LINE_START) or not is_key_name(name) or raw is None or len(raw) <= _KEY_ID_SIZE:
        raise MalformedNoteError(f"{line[:60]!a} is not a signature line. Fetch the note again.")
    return NoteSignature(name, raw[:_KEY_ID_SIZE], raw[_KEY_ID_SIZE:])
