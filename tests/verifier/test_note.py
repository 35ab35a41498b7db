"""Signed notes and checkpoints, read strictly."""

import base64
from hashlib import sha256

import pytest

from pbvote.verifier.checkpoint import parse_checkpoint
from pbvote.verifier.errors import MalformedError, UnprovenError
from pbvote.verifier.note import parse_key, parse_note, verify_note

from .signer import Signer

ORIGIN = "vote.example.coop/log/1"
ROOT = base64.b64encode(sha256(b"root").digest()).decode()
BODY = f"{ORIGIN}\n7\n{ROOT}\n"


LOG = Signer(ORIGIN, 1)
OTHER = Signer("witness.example", 2)


def test_a_good_checkpoint_is_read_and_verified() -> None:
    found = parse_checkpoint(f"{BODY}\n{LOG.line(BODY)}".encode())
    assert (found.origin, found.size, found.root) == (ORIGIN, 7, sha256(b"root").digest())
    verify_note(found.note, parse_key(LOG.vkey))


@pytest.mark.parametrize(
    "body",
    [
        f"{ORIGIN}\n07\n{ROOT}\n",
        f"{ORIGIN}\n+7\n{ROOT}\n",
        f"{ORIGIN}\n\n{ROOT}\n",
        f"{ORIGIN}\n7\n{ROOT}\nextension\n",
        f"{ORIGIN}\n7\n",
        f"\n7\n{ROOT}\n",
        f"{ORIGIN}\r\n7\r\n{ROOT}\r\n",
        f"{ORIGIN}\n7\nnot base64\n",
        f"{ORIGIN}\n7\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n7\n{base64.b64encode(bytes(31)).decode()}\n",
        f"{ORIGIN}\n7\n{ROOT[:-2]}p=\n",
        f"{ORIGIN}\n99999999999999999999\n{ROOT}\n",
    ],
)
def test_a20_malformed_checkpoints_are_refused(body: str) -> None:
    with pytest.raises(MalformedError):
        parse_checkpoint(f"{body}\n{LOG.line(body)}".encode())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"text\n",
        b"text\n\n",
        f"{BODY}\n{LOG.line(BODY)[:-1]}".encode(),
        f"{BODY}\n\n{LOG.line(BODY)}\n".encode(),
        f"{BODY}\n- {LOG.line(BODY)[2:]}".encode(),
        f"{BODY}\n\u2014 {ORIGIN} AAAA\n".encode(),
        f"{BODY}\n\u2014 a+b {LOG.line(BODY).split()[2]}\n".encode(),
        f"{BODY}\n\u2014 a\u00a0b {LOG.line(BODY).split()[2]}\n".encode(),
        f"{BODY}\n{LOG.line(BODY)}".encode() + b"\xff\n",
        f"{BODY}\n{LOG.line(BODY) * 65}".encode(),
    ],
)
def test_malformed_notes_are_refused(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_note(raw)


def test_a21_unknown_signatures_are_ignored() -> None:
    """Also 16 of them, and a line of the known name with another key id."""
    impostor = Signer(ORIGIN, 3)
    lines = LOG.line(BODY) + OTHER.line(BODY) * 16 + impostor.line("something else")
    verify_note(parse_note(f"{BODY}\n{lines}".encode()), parse_key(LOG.vkey))


def test_a21_one_bad_signature_of_a_known_key_refuses_the_whole() -> None:
    lines = LOG.line(BODY) + LOG.line("something else")
    with pytest.raises(UnprovenError, match="does not hold"):
        verify_note(parse_note(f"{BODY}\n{lines}".encode()), parse_key(LOG.vkey))


def test_a_note_without_the_known_key_is_refused() -> None:
    with pytest.raises(UnprovenError, match="no signature"):
        verify_note(parse_note(f"{BODY}\n{OTHER.line(BODY)}".encode()), parse_key(LOG.vkey))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        LOG.vkey.replace("+", "-", 1),
        LOG.vkey.replace(LOG.key_id.hex(), "00000000"),
        LOG.vkey[:-4],
        LOG.vkey.replace("vote", "v te"),
        "name+00000000+" + base64.b64encode(bytes([4]) + LOG.public).decode(),
        "name+00000000+" + base64.b64encode(bytes([1, 1]) + bytes(31)).decode(),
    ],
)
def test_malformed_verifier_keys_are_refused(text: str) -> None:
    with pytest.raises((MalformedError, UnprovenError)):
        parse_key(text)
