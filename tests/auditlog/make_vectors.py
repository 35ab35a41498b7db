"""Writes docs/log-format-vectors.json, from which both implementations of the log are tested.

Run as ``python -m tests.auditlog.make_vectors``. Every key and salt is fixed, so the same program always writes
the same file. In a case, ``accepted`` says whether a reader takes it; where it does not, ``why`` names the fault.
Hashes, keys, salts and signatures are in hex; ``hex`` is a document given as bytes; other values are text.
"""

import json
from pathlib import Path
from typing import TypeAlias

from tests.auditlog import vector_ballots, vector_encoding, vector_notes, vector_phases, vector_tree

Case: TypeAlias = dict[str, object]

FILE = Path(__file__).resolve().parents[2] / "docs" / "log-format-vectors.json"


def topics() -> dict[str, list[Case]]:
    """Every topic of the file with its cases."""
    return {
        "canonical": vector_encoding.canonical(),
        "leaf_hashes": vector_tree.leaf_hashes(),
        "roots": vector_tree.roots(),
        "inclusion": vector_tree.inclusion(),
        "consistency": vector_tree.consistency(),
        "public_keys": vector_notes.public_keys(),
        "verifier_keys": vector_notes.verifier_keys(),
        "notes": vector_notes.notes(),
        "checkpoints": vector_notes.checkpoints(),
        "receipts": vector_notes.receipts(),
        "tlog_proofs": vector_tree.tlog_proofs(),
        "commitments": vector_ballots.commitments(),
        "check_codes": vector_ballots.check_codes(),
        "sign_in_codes": vector_ballots.sign_in_codes(),
        "roll_leaves": vector_ballots.roll_leaves(),
        "roll_roots": vector_ballots.roll_roots(),
        "marked_roots": vector_ballots.marked_roots(),
        "text_hashes": vector_phases.text_hashes(),
        "texts_roots": vector_phases.texts_roots(),
        "phase_entries": vector_phases.phase_entries(),
    }


def rendered() -> str:
    """The text of the file."""
    return json.dumps({"format": "pbvote/log/v1", **topics()}, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(rendered(), encoding="ascii")
