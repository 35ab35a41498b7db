"""The worked examples of docs/log-format-vectors.json, which both implementations must give."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pbvote.verifier import ed25519, merkle
from pbvote.verifier.canonical import decode, encode
from pbvote.verifier.checkpoint import parse_checkpoint
from pbvote.verifier.checkpoints import Keys, check_one
from pbvote.verifier.codes import check_code
from pbvote.verifier.entries import check_entry
from pbvote.verifier.errors import MalformedError, UnprovenError, VerifierError
from pbvote.verifier.note import parse_key, parse_note, verify_note
from pbvote.verifier.openings import commitment_of
from pbvote.verifier.proof import parse_proof
from pbvote.verifier.receipt import read_receipt

VECTORS = json.loads((Path(__file__).resolve().parents[2] / "docs" / "log-format-vectors.json").read_text())
Case = dict[str, Any]


def _judge(topic: str, accept: Callable[[Case], None]) -> None:
    """Each case must be accepted or refused as it says."""
    cases = VECTORS[topic]
    assert cases
    surprises = []
    for number, case in enumerate(cases):
        try:
            accept(case)
        except VerifierError as error:
            if case.get("accepted", True):
                surprises.append(f"{number} refused: {error}")
        else:
            if not case.get("accepted", True):
                surprises.append(f"{number} accepted: {case.get('why', case.get('name'))}")
    assert surprises == []


def test_canonical() -> None:
    def accept(case: Case) -> None:
        raw = bytes.fromhex(case["hex"])
        assert encode(decode(raw)) == raw

    _judge("canonical", accept)


def test_commitments_and_their_check_codes() -> None:
    def accept(case: Case) -> None:
        ballot = {key: case[key] for key in ("group", "pot", "ranking", "round")} | {"v": 1}
        assert encode(ballot).decode() == case["canonical"]
        assert commitment_of(case["salt"], ballot) == case["commitment"]
        assert check_code(case["commitment"]) == case["check_code"]

    _judge("commitments", accept)


def test_leaf_hashes_and_roots() -> None:
    for case in VECTORS["leaf_hashes"]:
        assert merkle.leaf_hash(case["line"].encode()).hex() == case["leaf"]
    for case in VECTORS["roots"]:
        assert merkle.root_of(merkle.leaf_hash(line.encode()) for line in case["lines"]).hex() == case["root"]


def test_roots_of_the_roll() -> None:
    for case in VECTORS["roll_roots"]:
        leaves = sorted(bytes.fromhex(leaf) for leaf in case["leaves"])
        assert merkle.root_of(map(merkle.leaf_hash, leaves)).hex() == case["root"]
    for case in VECTORS["marked_roots"]:
        lines = sorted(case["lines"], key=lambda line: str(json.loads(line)["leaf"]))
        assert merkle.root_of(merkle.leaf_hash(line.encode()) for line in lines).hex() == case["root"]


def test_roll_leaves() -> None:
    """The verifier never sees names; that the leaf is made so is checked for whoever draws the sample."""
    for case in VECTORS["roll_leaves"]:
        member = encode({key: case[key] for key in ("group", "member", "pots")})
        salted = b"pbvote/v1/roll\x00" + bytes.fromhex(case["salt"]) + member
        assert sha256(salted).hexdigest() == case["leaf"]


def test_texts() -> None:
    """The verifier never sees texts; that the hash is made so is checked for whoever is handed one with its salt."""
    for case in VECTORS["text_hashes"]:
        salted = b"pbvote/v1/text\x00" + bytes.fromhex(case["salt"]) + encode(json.loads(case["document"]))
        assert sha256(salted).hexdigest() == case["hash"]
    for case in VECTORS["texts_roots"]:
        leaves = sorted(bytes.fromhex(each) for each in case["hashes"])
        assert merkle.root_of(map(merkle.leaf_hash, leaves)).hex() == case["root"]


def test_entries_of_the_phases() -> None:
    def accept(case: Case) -> None:
        check_entry(decode(case["line"].encode()))

    _judge("phase_entries", accept)


def test_inclusion() -> None:
    def accept(case: Case) -> None:
        hashes = [bytes.fromhex(each) for each in case["proof"]]
        leaf, root = bytes.fromhex(case["leaf"]), bytes.fromhex(case["root"])
        merkle.verify_inclusion(leaf, case["index"], case["size"], hashes, root)

    _judge("inclusion", accept)


def test_consistency() -> None:
    def accept(case: Case) -> None:
        hashes = [bytes.fromhex(each) for each in case["proof"]]
        old, new = (case["size1"], bytes.fromhex(case["root1"])), (case["size2"], bytes.fromhex(case["root2"]))
        merkle.verify_consistency(old, new, hashes)

    _judge("consistency", accept)


def test_public_keys() -> None:
    def accept(case: Case) -> None:
        ed25519.check_key(bytes.fromhex(case["key"]))

    _judge("public_keys", accept)


def test_verifier_keys() -> None:
    def accept(case: Case) -> None:
        found = parse_key(case["text"])
        assert (found.name, found.key.hex(), found.key_id.hex()) == (case["name"], case["key"], case["id"])

    _judge("verifier_keys", accept)


def test_notes() -> None:
    """A note is good when a key that is known signed it and no known key's signature fails."""

    def accept(case: Case) -> None:
        note = parse_note(case["note"].encode())
        signers = []
        for key in map(parse_key, case["keys"]):
            if any((each.name, each.key_id) == (key.name, key.key_id) for each in note.signatures):
                verify_note(note, key)
                signers.append(key.name)
        if not signers:
            raise UnprovenError("no known key signed")
        assert not case["accepted"] or sorted(signers) == sorted(case["signers"])

    _judge("notes", accept)


def test_checkpoints() -> None:
    def accept(case: Case) -> None:
        key = parse_key(case["key"])
        found = check_one(case["note"].encode(), Keys(key.name, key, None))
        assert not case["accepted"] or (found.size, found.root.hex()) == (case["size"], case["root"])

    _judge("checkpoints", accept)


def test_receipts() -> None:
    def accept(case: Case) -> None:
        key = parse_key(case["key"])
        found = read_receipt(case["note"].encode(), Keys(key.name.removesuffix("/receipt"), None, key))
        if case["accepted"]:
            assert (found.commitment, found.in_log_by) == (case["commitment"], case["in_log_by"])

    _judge("receipts", accept)


def test_proofs() -> None:
    def accept(case: Case) -> None:
        proof = parse_proof(case["text"].encode())
        key = parse_key(case["key"])
        checkpoint = check_one(proof.checkpoint, Keys(key.name, key, None))
        leaf = merkle.leaf_hash(case["line"].encode())
        merkle.verify_inclusion(leaf, proof.entry_index, checkpoint.size, proof.hashes, checkpoint.root)

    _judge("tlog_proofs", accept)


def test_every_checkpoint_of_the_vectors_survives_no_cut() -> None:
    """Each proper beginning of a good note is refused."""
    note = next(case["note"] for case in VECTORS["checkpoints"] if case["accepted"]).encode()
    for length in range(len(note)):
        with pytest.raises((MalformedError, UnprovenError)):
            parse_checkpoint(note[:length])
