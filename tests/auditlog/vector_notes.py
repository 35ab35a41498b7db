"""Vector cases of keys, notes, checkpoints and receipts."""

from base64 import b64encode

from pbvote.auditlog.checkpoint import Checkpoint, render_checkpoint, sign_unchecked
from pbvote.auditlog.note import (
    Note,
    NoteSignature,
    VerifierKey,
    parse_note,
    render_note,
    render_verifier_key,
    sign_note,
    verifier_key_of,
)
from pbvote.auditlog.receipt import Receipt, make_receipt, receipt_key_name, render_receipt
from tests.auditlog.vector_tree import LEAVES, LOG_SEED, ORIGIN

RECEIPT_SEED = bytes(range(32, 64))
LOG_KEY = verifier_key_of(ORIGIN, LOG_SEED)
RECEIPT_KEY = verifier_key_of(receipt_key_name(ORIGIN), RECEIPT_SEED)
TEXT = "a text\n\nof three lines\n"
P = 2**255 - 19
ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826

Case = dict[str, object]


def public_keys() -> list[Case]:
    """Sound public keys, and all that must be refused: small order, y not below p, no point."""
    heights = {
        "order 4": 0,
        "order 1": 1,
        "order 2": P - 1,
        "order 8": ORDER_8,
        "order 8, the other height": P - ORDER_8,
        "y = p": P,
        "y = p + 1": P + 1,
        "y = 2^255 - 1": 2**255 - 1,
        "no point": 2,
    }
    bad = [
        {"accepted": False, "key": (y | bit << 255).to_bytes(32, "little").hex(), "why": why}
        for why, y in heights.items()
        for bit in (0, 1)
    ]
    good = [{"accepted": True, "key": key.key.hex()} for key in (LOG_KEY, RECEIPT_KEY)]
    return [*good, *bad, {"accepted": False, "key": LOG_KEY.key.hex()[2:], "why": "31 bytes"}]


def verifier_keys() -> list[Case]:
    """The one-line form of a public key with its name."""
    good = [_verifier_key(key) for key in (LOG_KEY, RECEIPT_KEY, verifier_key_of("\u00e9l\u00e9onore", LOG_SEED))]
    text, key_id = render_verifier_key(LOG_KEY), LOG_KEY.key_id.hex()
    wrong = {
        "another id": text.replace(key_id, "00000000"),
        "id in capital letters": text.replace(key_id, key_id.upper()),
        "another name": text.replace("/1+", "/2+"),
        "no name": text.removeprefix(ORIGIN),
        "space in the name": text.replace("/log", " log"),
        "newline": text + "\n",
        "another type": f"{ORIGIN}+{key_id}+{b64encode(bytes([4]) + LOG_KEY.key).decode()}",
        "no type": f"{ORIGIN}+{key_id}+{b64encode(LOG_KEY.key).decode()}",
    }
    return good + [{"accepted": False, "text": each, "why": why} for why, each in wrong.items()]


def notes() -> list[Case]:
    """Notes under the two keys; ``signers`` are the names of those that signed, in order."""
    log, receipt = _line(LOG_KEY.name, LOG_SEED), _line(RECEIPT_KEY.name, RECEIPT_SEED)
    stranger, false = _line("stranger", bytes(32)), _line(LOG_KEY.name, LOG_SEED, "other\n")
    impostor = _line(LOG_KEY.name, bytes(32))
    many = tuple(NoteSignature(f"witness{number}", bytes(4), b"x") for number in range(63))
    good = [
        _note([log], [ORIGIN]),
        _note([receipt, log], [RECEIPT_KEY.name, ORIGIN]),
        _note([stranger, log], [ORIGIN], "an unknown key is ignored"),
        _note([impostor, log], [ORIGIN], "a known name with another id is unknown"),
        _note([*many, log], [ORIGIN], "64 signatures"),
    ]
    bad = {
        "no known key": _raw([stranger]),
        "a known key's signature fails": _raw([false, receipt]),
        "a known key's signature fails beside a good one": _raw([log, false]),
        "65 signatures": _raw([*many, log, receipt]),
        "no signature": f"{TEXT}\n",
        "no empty line": _raw([log]).replace(TEXT + "\n", "a text\n"),
        "no newline at the end": _raw([log])[:-1],
        "line after the signatures": _raw([log]) + "\n",
        "hyphen for the dash": _raw([log]).replace("\u2014", "-"),
        "two spaces": _raw([log]).replace("/1 ", "/1  "),
        "base64 without padding": _raw([log]).replace("=\n", "\n"),
        "carriage returns": _raw([log]).replace("\n", "\r\n"),
        "control character": _raw([log]).replace("a text", "a\ttext"),
    }
    return good + [_with_keys({"accepted": False, "note": raw, "why": why}) for why, raw in bad.items()]


def checkpoints() -> list[Case]:
    """Checkpoint notes under the log's key; refused ones are signed too, so that only their text is wrong."""
    root, key = LEAVES[0], render_verifier_key(LOG_KEY)
    good = [
        {"accepted": True, "key": key, "origin": ORIGIN, "root": root.hex(), "size": size}
        | {"note": sign_unchecked(Checkpoint(ORIGIN, size, root), LOG_SEED).decode()}
        for size in (1, 12, 200_000)
    ]
    text, encoded = render_checkpoint(Checkpoint(ORIGIN, 12, root)), b64encode(root).decode()
    wrong = {
        "leading zero": text.replace("\n12\n", "\n012\n"),
        "size 0": text.replace("\n12\n", "\n0\n"),
        "sign": text.replace("\n12\n", "\n+12\n"),
        "space": text.replace("\n12\n", "\n12 \n"),
        "empty line": text + "\n",
        "extension line": text + "more\n",
        "another origin": text.replace("/log/1", "/log/2"),
        "root of 31 bytes": text.replace(encoded, b64encode(root[:31]).decode()),
        "root not in base64": text.replace(encoded, "*" + encoded[1:]),
        "root in hex": text.replace(encoded, root.hex()),
        "no root": text.replace(encoded + "\n", ""),
    }
    return good + [
        {"accepted": False, "key": key, "note": sign_note(each, ORIGIN, LOG_SEED).decode(), "why": why}
        for why, each in wrong.items()
    ]


def receipts() -> list[Case]:
    """Receipt notes under the receipt key; refused ones are signed too."""
    receipt = Receipt(ORIGIN, "spring-2027", "youth", "7c" * 32, "2027-03-15T17:00:00Z")
    key, text = render_verifier_key(RECEIPT_KEY), render_receipt(receipt)
    facts = {"commitment": "7c" * 32, "in_log_by": receipt.in_log_by, "pot": "youth", "round": "spring-2027"}
    good: Case = {"accepted": True, "key": key, "note": make_receipt(receipt, RECEIPT_SEED).decode(), **facts}
    wrong = {
        "another header": text.replace("receipt/v1", "receipt/v2"),
        "another origin": text.replace("/log/1", "/log/2"),
        "round in capital letters": text.replace("spring", "Spring"),
        "commitment of 31 bytes": text.replace("7c7c", "7c", 1),
        "commitment in capital letters": text.replace("7c", "7C"),
        "time without Z": text.replace("00Z", "00"),
        "a day that is none": text.replace("03-15", "02-30"),
        "a line more": text + "more\n",
        "a line fewer": text.replace("youth\n", ""),
    }
    return [good] + [
        {"accepted": False, "key": key, "note": sign_note(each, RECEIPT_KEY.name, RECEIPT_SEED).decode(), "why": why}
        for why, each in wrong.items()
    ]


def _verifier_key(key: VerifierKey) -> Case:
    text = render_verifier_key(key)
    return {"accepted": True, "id": key.key_id.hex(), "key": key.key.hex(), "name": key.name, "text": text}


def _line(name: str, seed: bytes, text: str = TEXT) -> NoteSignature:
    return parse_note(sign_note(text, name, seed)).signatures[0]


def _raw(lines: list[NoteSignature]) -> str:
    return render_note(Note(TEXT, tuple(lines))).decode()


def _note(lines: list[NoteSignature], signers: list[str], name: str = "signed") -> Case:
    return _with_keys(
        {"accepted": True, "name": name, "note": _raw(lines), "signers": signers, "text": TEXT},
    )


def _with_keys(case: Case) -> Case:
    return case | {"keys": [render_verifier_key(LOG_KEY), render_verifier_key(RECEIPT_KEY)]}
