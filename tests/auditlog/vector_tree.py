"""Vector cases of the tree: hashes, roots, proofs."""

from base64 import b64encode

from pbvote.auditlog.checkpoint import Checkpoint, sign_unchecked
from pbvote.auditlog.merkle import consistency_proof, inclusion_proof, leaf_hash, root_of
from pbvote.auditlog.note import render_verifier_key, verifier_key_of
from pbvote.auditlog.tlogproof import TlogProof, render_tlog_proof

ORIGIN = "vote.example.coop/log/1"
LOG_SEED = bytes(range(32))
LINES = [f'{{"at":"2027-03-01T00:00:{n:02}Z","kind":"example","v":1}}' for n in range(12)]
LEAVES = [leaf_hash(line.encode()) for line in LINES]

Case = dict[str, object]


def leaf_hashes() -> list[Case]:
    """The leaf hash of a line, given without its newline."""
    lines = [*LINES[:2], "", "\u00e9", "x" * 64]
    return [{"leaf": leaf_hash(line.encode()).hex(), "line": line} for line in lines]


def roots() -> list[Case]:
    """The root of the first n of twelve lines."""
    return [{"lines": LINES[:n], "root": root_of(LEAVES[:n]).hex(), "size": n} for n in range(13)]


def inclusion() -> list[Case]:
    """Inclusion proofs in trees of 1 to 12 leaves, and what must be refused."""
    cases = [_inclusion(index, size) for size in (1, 2, 3, 7, 8, 12) for index in range(size)]
    good = _hashes(6, 12)
    wrong: dict[str, Case] = {
        "a hash too many": {"proof": [*good, LEAVES[0].hex()]},
        "a hash too few": {"proof": good[:-1]},
        "two hashes swapped": {"proof": [good[1], good[0], *good[2:]]},
        "no hashes": {"proof": []},
        "a hash of 31 bytes": {"proof": [good[0][:62], *good[1:]]},
        "another index": {"index": 7},
        "index not below size": {"index": 12},
        "another size": {"size": 8},
        "size 0": {"size": 0},
        "another leaf": {"leaf": LEAVES[7].hex()},
        "another root": {"root": root_of(LEAVES[:11]).hex()},
    }
    return cases + [_inclusion(6, 12) | change | {"accepted": False, "why": why} for why, change in wrong.items()]


def consistency() -> list[Case]:
    """Consistency proofs between sizes 1 to 12, and what must be refused."""
    cases = [_consistency(old, new) for new in (1, 2, 3, 7, 8, 12) for old in range(1, new + 1)]
    proof = [each.hex() for each in consistency_proof(LEAVES, 7)]
    wrong: dict[str, Case] = {
        "a hash too many": {"proof": [*proof, LEAVES[0].hex()]},
        "a hash too few": {"proof": proof[:-1]},
        "two hashes swapped": {"proof": [proof[1], proof[0], *proof[2:]]},
        "no hashes": {"proof": []},
        "another old root": {"root1": root_of(LEAVES[:6]).hex()},
        "another new root": {"root2": root_of(LEAVES[:11]).hex()},
        "old size 0": {"size1": 0},
        "sizes exchanged": {"size1": 12, "size2": 7},
    }
    return cases + [_consistency(7, 12) | change | {"accepted": False, "why": why} for why, change in wrong.items()]


def tlog_proofs() -> list[Case]:
    """Offline proofs of a line, given without its newline."""
    good = _tlog_proof(6, 12)
    text = str(good["text"])
    first = b64encode(inclusion_proof(LEAVES, 6)[0]).decode()
    wrong: dict[str, Case] = {
        "another line": {"line": LINES[7]},
        "another index": {"text": text.replace("index 6", "index 7")},
        "index with a leading zero": {"text": text.replace("index 6", "index 06")},
        "another header": {"text": text.replace("@v1", "@v2")},
        "an extra line, which is not signed": {"text": text.replace("index", "extra AAAA\nindex")},
        "a hash too few": {"text": text.replace(first + "\n", "")},
        "a hash too many": {"text": text.replace(first, f"{first}\n{first}")},
        "another size in the checkpoint": {"text": text.replace("\n12\n", "\n13\n")},
        "carriage returns": {"text": text.replace("\n", "\r\n")},
    }
    cases = [_tlog_proof(0, 1), good, _tlog_proof(11, 12)]
    return cases + [good | change | {"accepted": False, "why": why} for why, change in wrong.items()]


def _hashes(index: int, size: int) -> list[str]:
    return [each.hex() for each in inclusion_proof(LEAVES[:size], index)]


def _inclusion(index: int, size: int) -> Case:
    root = root_of(LEAVES[:size]).hex()
    proof = _hashes(index, size)
    return {
        "accepted": True,
        "index": index,
        "leaf": LEAVES[index].hex(),
        "proof": proof,
        "root": root,
        "size": size,
    }


def _consistency(old: int, new: int) -> Case:
    return {
        "accepted": True,
        "proof": [each.hex() for each in consistency_proof(LEAVES[:new], old)],
        "root1": root_of(LEAVES[:old]).hex(),
        "root2": root_of(LEAVES[:new]).hex(),
        "size1": old,
        "size2": new,
    }


def _tlog_proof(index: int, size: int) -> Case:
    note = sign_unchecked(Checkpoint(ORIGIN, size, root_of(LEAVES[:size])), LOG_SEED)
    proof = TlogProof(index, tuple(inclusion_proof(LEAVES[:size], index)), note)
    key = render_verifier_key(verifier_key_of(ORIGIN, LOG_SEED))
    text = render_tlog_proof(proof).decode()
    return {"accepted": True, "index": index, "key": key, "line": LINES[index], "text": text}
