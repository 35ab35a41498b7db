from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.auditlog.checkpoint import (
    Checkpoint,
    MalformedCheckpointError,
    OtherOriginError,
    parse_checkpoint,
    read_checkpoint,
    render_checkpoint,
    sign_unchecked,
)
from pbvote.auditlog.note import (
    BrokenNoteError,
    MalformedNoteError,
    NoteError,
    UnsignedNoteError,
    sign_note,
    verifier_key_of,
)

ORIGIN = "vote.example.coop/log/1"
SEED = bytes(32)
KEY = verifier_key_of(ORIGIN, SEED)
ROOT = bytes(range(32))
ROOT64 = b64encode(ROOT).decode()
NOTE = sign_unchecked(Checkpoint(ORIGIN, 12, ROOT), SEED)


@given(st.integers(1, 10**16 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_back(size: int, root: bytes) -> None:
    checkpoint = Checkpoint(ORIGIN, size, root)
    assert parse_checkpoint(render_checkpoint(checkpoint)) == checkpoint
    assert read_checkpoint(sign_unchecked(checkpoint, SEED), KEY) == checkpoint


def test_a_checkpoint_is_three_lines() -> None:
    assert render_checkpoint(Checkpoint(ORIGIN, 12, ROOT)) == f"{ORIGIN}\n12\n{ROOT64}\n"


A20 = {
    "leading zero": f"{ORIGIN}\n012\n{ROOT64}\n",
    "size 0": f"{ORIGIN}\n0\n{ROOT64}\n",
    "negative": f"{ORIGIN}\n-1\n{ROOT64}\n",
    "plus": f"{ORIGIN}\n+1\n{ROOT64}\n",
    "other digits": f"{ORIGIN}\n1\u0662\n{ROOT64}\n",
    "underscore": f"{ORIGIN}\n1_2\n{ROOT64}\n",
    "space after the size": f"{ORIGIN}\n12 \n{ROOT64}\n",
    "a point": f"{ORIGIN}\n12.0\n{ROOT64}\n",
    "17 digits": f"{ORIGIN}\n{10**16}\n{ROOT64}\n",
    "endless size": f"{ORIGIN}\n{'9' * 5000}\n{ROOT64}\n",
    "CRLF": f"{ORIGIN}\r\n12\r\n{ROOT64}\r\n",
    "blank line at the end": f"{ORIGIN}\n12\n{ROOT64}\n\n",
    "blank line within": f"{ORIGIN}\n\n12\n{ROOT64}\n",
    "blank line in front": f"\n{ORIGIN}\n12\n{ROOT64}\n",
    "extension line": f"{ORIGIN}\n12\n{ROOT64}\nmore\n",
    "no newline": f"{ORIGIN}\n12\n{ROOT64}",
    "no root": f"{ORIGIN}\n12\n\n",
    "two lines": f"{ORIGIN}\n12\n",
    "no origin": f"\n12\n{ROOT64}\n",
    "space in the origin": f"a b\n12\n{ROOT64}\n",
    "plus in the origin": f"a+b\n12\n{ROOT64}\n",
    "root of 31 bytes": f"{ORIGIN}\n12\n{b64encode(ROOT[:31]).decode()}\n",
    "root of 33 bytes": f"{ORIGIN}\n12\n{b64encode(ROOT + bytes(1)).decode()}\n",
    "root without padding": f"{ORIGIN}\n12\n{ROOT64[:-1]}\n",
    "root in other letters": f"{ORIGIN}\n12\n{'*' * 43}=\n",
    "root with loose bits": f"{ORIGIN}\n12\n{ROOT64[:-2]}9=\n",
    "root in hex": f"{ORIGIN}\n12\n{ROOT.hex()}\n",
    "nothing": "",
}


@pytest.mark.parametrize("fault", A20)
def test_a20_a_checkpoint_that_is_written_otherwise_is_rejected(fault: str) -> None:
    with pytest.raises(MalformedCheckpointError):
        parse_checkpoint(A20[fault])


@pytest.mark.parametrize("fault", sorted(set(A20) - {"CRLF", "nothing", "no newline"}))
def test_a20_even_when_the_logs_key_signed_it(fault: str) -> None:
    with pytest.raises(MalformedCheckpointError):
        read_checkpoint(sign_note(A20[fault], ORIGIN, SEED), KEY)


def test_a20_a_note_with_carriage_returns_is_rejected() -> None:
    with pytest.raises(MalformedNoteError):
        read_checkpoint(NOTE.replace(b"\n", b"\r\n"), KEY)


def test_a20_a_checkpoint_of_another_origin_is_rejected() -> None:
    """Signed by our key under our name, but its first line names another log."""
    text = render_checkpoint(Checkpoint("vote.example.coop/log/2", 12, ROOT))
    with pytest.raises(OtherOriginError):
        read_checkpoint(sign_note(text, ORIGIN, SEED), KEY)


def test_a_checkpoint_of_another_key_is_not_ours() -> None:
    with pytest.raises(UnsignedNoteError):
        read_checkpoint(NOTE, verifier_key_of(ORIGIN, bytes([1]) * 32))


def test_a_changed_size_or_root_breaks_the_signature() -> None:
    for changed in (NOTE.replace(b"\n12\n", b"\n13\n"), NOTE.replace(ROOT64.encode(), b64encode(bytes(32)))):
        with pytest.raises(BrokenNoteError):
            read_checkpoint(changed, KEY)


@given(st.integers(0, len(NOTE) - 1), st.integers(0, 7))
def test_one_flipped_bit_of_a_checkpoint_is_refused(at: int, bit: int) -> None:
    changed = bytearray(NOTE)
    changed[at] ^= 1 << bit
    with pytest.raises(NoteError):
        read_checkpoint(bytes(changed), KEY)


@pytest.mark.parametrize(("size", "root"), [(0, ROOT), (-1, ROOT), (1, b""), (1, ROOT[:31]), (1, ROOT + b"\0")])
def test_an_impossible_checkpoint_cannot_be_made(size: int, root: bytes) -> None:
    with pytest.raises(MalformedCheckpointError):
        Checkpoint(ORIGIN, size, root)
