"""The vector file against the room: every case is judged as the file says."""

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from pbvote.auditlog.canonical import CanonicalError, canonical_bytes, parse_canonical
from pbvote.auditlog.checkpoint import Checkpoint, read_checkpoint
from pbvote.auditlog.commitment import canonical_ballot, check_code, commitment_of
from pbvote.auditlog.keys import is_sound_public_key
from pbvote.auditlog.merkle import leaf_hash, root_of
from pbvote.auditlog.note import parse_note, parse_verifier_key, verify_note
from pbvote.auditlog.proof import verify_consistency, verify_inclusion
from pbvote.auditlog.receipt import verify_receipt
from pbvote.auditlog.roll import roll_leaf, roll_root
from pbvote.auditlog.tlogproof import verify_tlog_proof
from pbvote.domain import phase_events
from pbvote.domain.code import parse_check_code, parse_sign_in_code
from pbvote.domain.errors import PbvoteError
from pbvote.domain.event import Event
from pbvote.services.text_hash import text_hash, texts_root
from tests.auditlog.make_vectors import FILE, rendered

VECTORS: dict[str, Any] = json.loads(FILE.read_text(encoding="ascii"))

Case = dict[str, Any]

PHASE_EVENTS = [each for each in vars(phase_events).values() if isinstance(each, type) and issubclass(each, Event)]


def cases(topic: str) -> list[Any]:
    """The cases of a topic, each under the name of its fault or its place."""
    return [pytest.param(case, id=f"{at}-{case.get('why', 'good')}") for at, case in enumerate(VECTORS[topic])]


def judged(case: Case, read: Callable[[], object]) -> None:
    """Fails unless ``read`` raises exactly when the case is not accepted."""
    if case["accepted"]:
        read()
        return
    with pytest.raises(PbvoteError):
        read()


def hexes(values: list[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in values]


def test_the_file_is_what_the_program_writes() -> None:
    assert FILE.read_text(encoding="ascii") == rendered(), "run python -m tests.auditlog.make_vectors"


def test_every_topic_that_can_be_refused_has_more_bad_cases_than_the_room_forgives() -> None:
    for topic in (
        "canonical",
        "notes",
        "checkpoints",
        "receipts",
        "tlog_proofs",
        "public_keys",
        "verifier_keys",
        "phase_entries",
    ):
        accepted = [case["accepted"] for case in VECTORS[topic]]
        assert accepted.count(True) >= 1
        assert accepted.count(False) > accepted.count(True)


@pytest.mark.parametrize("case", cases("canonical"))
def test_canonical(case: Case) -> None:
    raw = bytes.fromhex(case["hex"])
    if case["accepted"]:
        assert canonical_bytes(parse_canonical(raw)) == raw
        return
    with pytest.raises(CanonicalError):
        parse_canonical(raw)


@pytest.mark.parametrize("case", cases("leaf_hashes"))
def test_leaf_hashes(case: Case) -> None:
    assert leaf_hash(case["line"].encode()).hex() == case["leaf"]


@pytest.mark.parametrize("case", cases("roots"))
def test_roots(case: Case) -> None:
    assert len(case["lines"]) == case["size"]
    assert root_of(leaf_hash(line.encode()) for line in case["lines"]).hex() == case["root"]


@pytest.mark.parametrize("case", cases("inclusion"))
def test_inclusion(case: Case) -> None:
    leaf, root = hexes([case["leaf"], case["root"]])
    judged(case, lambda: verify_inclusion(leaf, case["index"], case["size"], hexes(case["proof"]), root))


@pytest.mark.parametrize("case", cases("consistency"))
def test_consistency(case: Case) -> None:
    old, new = hexes([case["root1"], case["root2"]])
    judged(case, lambda: verify_consistency(case["size1"], old, case["size2"], new, hexes(case["proof"])))


@pytest.mark.parametrize("case", cases("public_keys"))
def test_public_keys(case: Case) -> None:
    assert is_sound_public_key(bytes.fromhex(case["key"])) == case["accepted"]


@pytest.mark.parametrize("case", cases("verifier_keys"))
def test_verifier_keys(case: Case) -> None:
    judged(case, lambda: parse_verifier_key(case["text"]))
    if case["accepted"]:
        key = parse_verifier_key(case["text"])
        assert (key.name, key.key.hex(), key.key_id.hex()) == (case["name"], case["key"], case["id"])


@pytest.mark.parametrize("case", cases("notes"))
def test_notes(case: Case) -> None:
    keys = [parse_verifier_key(text) for text in case["keys"]]
    judged(case, lambda: verify_note(parse_note(case["note"].encode()), keys))
    if case["accepted"]:
        note = parse_note(case["note"].encode())
        assert note.text == case["text"]
        assert [key.name for key in verify_note(note, keys)] == case["signers"]


@pytest.mark.parametrize("case", cases("checkpoints"))
def test_checkpoints(case: Case) -> None:
    key = parse_verifier_key(case["key"])
    judged(case, lambda: read_checkpoint(case["note"].encode(), key))
    if case["accepted"]:
        expected = Checkpoint(case["origin"], case["size"], bytes.fromhex(case["root"]))
        assert read_checkpoint(case["note"].encode(), key) == expected


@pytest.mark.parametrize("case", cases("receipts"))
def test_receipts(case: Case) -> None:
    key = parse_verifier_key(case["key"])
    judged(case, lambda: verify_receipt(case["note"].encode(), key))
    if case["accepted"]:
        receipt = verify_receipt(case["note"].encode(), key)
        said = (receipt.round_id, receipt.pot_id, receipt.commitment, receipt.in_log_by)
        assert said == (case["round"], case["pot"], case["commitment"], case["in_log_by"])


@pytest.mark.parametrize("case", cases("tlog_proofs"))
def test_tlog_proofs(case: Case) -> None:
    key = parse_verifier_key(case["key"])
    judged(case, lambda: verify_tlog_proof(case["text"].encode(), case["line"].encode(), key))


@pytest.mark.parametrize("case", cases("commitments"))
def test_commitments(case: Case) -> None:
    facts = {"round_id": case["round"], "pot_id": case["pot"], "group": case["group"]}
    ballot = canonical_ballot(**facts, ranking=case["ranking"])
    commitment = commitment_of(bytes.fromhex(case["salt"]), ballot)
    made = (ballot.decode(), commitment, check_code(commitment))
    assert made == (case["canonical"], case["commitment"], case["check_code"])


@pytest.mark.parametrize(("topic", "parse"), [("check_codes", parse_check_code), ("sign_in_codes", parse_sign_in_code)])
def test_codes(topic: str, parse: Callable[[str], str]) -> None:
    for case in VECTORS[topic]:
        judged(case, lambda typed=case["typed"]: parse(typed))  # type: ignore[misc]  # the default binds the case
        if case["accepted"]:
            assert parse(case["typed"]) == case["code"]


@pytest.mark.parametrize("case", cases("roll_leaves"))
def test_roll_leaves(case: Case) -> None:
    salt = bytes.fromhex(case["salt"])
    assert roll_leaf(salt, member=case["member"], group=case["group"], pots=case["pots"]).hex() == case["leaf"]


@pytest.mark.parametrize("case", cases("roll_roots"))
def test_roll_roots(case: Case) -> None:
    assert roll_root(hexes(case["leaves"])).hex() == case["root"]
    assert roll_root(hexes(case["leaves"][::-1])).hex() == case["root"]


@pytest.mark.parametrize("case", cases("marked_roots"))
def test_marked_roots(case: Case) -> None:
    assert root_of(leaf_hash(line.encode()) for line in case["lines"]).hex() == case["root"]


@pytest.mark.parametrize("case", cases("text_hashes"))
def test_text_hashes(case: Case) -> None:
    document = parse_canonical(case["document"].encode())
    assert text_hash(bytes.fromhex(case["salt"]), document) == case["hash"]


@pytest.mark.parametrize("case", cases("texts_roots"))
def test_texts_roots(case: Case) -> None:
    assert texts_root(case["hashes"]) == case["root"]
    assert texts_root(case["hashes"][::-1]) == case["root"]


@pytest.mark.parametrize("case", [each for each in VECTORS["phase_entries"] if each["accepted"]])
def test_entries_of_the_phases_are_those_that_the_program_writes(case: Case) -> None:
    """What is not accepted the program cannot write; the verifier refuses it."""
    said = json.loads(case["line"])
    kind = next(each for each in PHASE_EVENTS if each is not Event and each.kind == said["kind"])
    assert {each.name for each in fields(kind)} | {"kind", "v", "at"} == said.keys()
    assert canonical_bytes(said).decode() == case["line"]
