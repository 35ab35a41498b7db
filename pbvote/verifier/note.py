"""The C2SP signed note, read strictly: text, a blank line, signature lines `— name base64`."""

import base64
import binascii
import re
from hashlib import sha256
from typing import NamedTuple

from . import ed25519
from .errors import MalformedError, UnprovenError

ED25519_TYPE = b"\x01"
_LARGEST = 1_000_000
_MOST_SIGNATURES = 64
_LINE = re.compile("\u2014 ([^ ]+) ([A-Za-z0-9+/=]+)\\Z")
_KEY_ID_SIZE = 4


class VerifierKey(NamedTuple):
    """A public key with its name: what a verifier key line `name+hash+base64` says."""

    name: str
    key: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that stand before each signature by this key."""
        return sha256(self.name.encode() + b"\n" + ED25519_TYPE + self.key).digest()[:_KEY_ID_SIZE]


class Signature(NamedTuple):
    """One signature line: the name, the four bytes of the key id, the bytes that follow."""

    name: str
    key_id: bytes
    signature: bytes


class Note(NamedTuple):
    """A signed note: the text with its last newline, and the signature lines in order."""

    text: str
    signatures: tuple[Signature, ...]


def decode_base64(text: str) -> bytes:
    """Give the bytes of standard base64 with padding, in its one canonical spelling."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise MalformedError(ascii(text)[:80] + " is not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise MalformedError(ascii(text)[:80] + " is not base64 in canonical form")
    return raw


def check_name(name: str) -> None:
    """Refuse a key name that is empty or has a space or a plus."""
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise MalformedError("the key name " + ascii(name)[:80] + " is empty or has a space or a plus")


def parse_key(text: str) -> VerifierKey:
    """Read `name+8 hex digits+base64(type, key)`; the digits must fit the rest."""
    parts = text.split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 # name, key id, key
        raise MalformedError("a verifier key has the form name+hash+key")
    check_name(parts[0])
    raw = decode_base64(parts[2])
    if raw[:1] != ED25519_TYPE:
        raise MalformedError("the verifier key of " + parts[0] + " is not of the Ed25519 type")
    ed25519.check_key(raw[1:])
    found = VerifierKey(parts[0], raw[1:])
    if found.key_id.hex() != parts[1]:
        raise MalformedError("the hash in the verifier key of " + parts[0] + " does not fit its key")
    return found


def parse_note(raw: bytes) -> Note:
    """Read the bytes of a note without judging its signatures."""
    if len(raw) > _LARGEST:
        raise MalformedError("the note is larger than a million bytes")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedError("the note is not UTF-8") from None
    if any(letter < " " and letter != "\n" for letter in whole):
        raise MalformedError("the note has a control character, such as a carriage return")
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not text or not lines.endswith("\n"):
        raise MalformedError("the note has no text, no blank line before its signatures, or a cut last line")
    found = tuple(_parse_signature(line) for line in lines[:-1].split("\n"))
    if len(found) > _MOST_SIGNATURES:
        raise MalformedError("the note has more than " + str(_MOST_SIGNATURES) + " signatures")
    return Note(text + "\n", found)


def _parse_signature(line: str) -> Signature:
    match = _LINE.match(line)
    if match is None:
        raise MalformedError("the signature line " + ascii(line)[:80] + " is malformed")
    check_name(match.group(1))
    raw = decode_base64(match.group(2))
    if len(raw) <= _KEY_ID_SIZE:
        raise MalformedError("the signature line of " + match.group(1) + " is too short")
    return Signature(match.group(1), raw[:_KEY_ID_SIZE], raw[_KEY_ID_SIZE:])


def verify_note(note: Note, key: VerifierKey) -> None:
    """Check that the key has signed; every signature line that claims this key must hold."""
    ours = [each for each in note.signatures if (each.name, each.key_id) == (key.name, key.key_id)]
    if not ours:
        raise UnprovenError("there is no signature by " + key.name)
    for each in ours:
        _verify_signature(note, key, each)


def _verify_signature(note: Note, key: VerifierKey, line: Signature) -> None:
    try:
        ed25519.verify(key.key, note.text.encode(), line.signature)
    except UnprovenError as error:
        raise UnprovenError("the signature by " + key.name + " does not hold: " + str(error)) from None
