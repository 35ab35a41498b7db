"""Vector cases of the time before the freeze: salted hashes of texts, their roots, and lines of entries.

The hashes are made here from the page alone, beside the program that makes them for a trust.
"""

import json
from hashlib import sha256

from pbvote.auditlog.canonical import Value, canonical_bytes
from pbvote.auditlog.merkle import leaf_hash, root_of

Case = dict[str, object]

DOCUMENTS: list[Value] = [
    {"chosen": True, "kind": "question", "text": "What would make Friday evenings better?", "why": "Many asked it."},
    {"kind": "outcome", "number": 7, "outcome": "not-chosen", "reason": "\u00a31,200 more than the pot holds"},
    {},
]
ROOT = sha256(b"texts").hexdigest()
ROLES = ["officer-1", "officer-2"]
ENTRIES: list[dict[str, object]] = [
    {
        "kind": "phases.approved", "answer_days": 7, "ideas_at": "2027-01-11T09:00:00Z",
        "list_at": "2027-02-20T09:00:00Z", "moderation": "after", "questions_at": None,
        "review_at": "2027-02-05T09:00:00Z", "support": 15, "roles": ROLES,
    },
    {"kind": "phase.moved", "phase": "ideas", "roles": ["system"]},
    {"kind": "phase.moved", "phase": "questions", "roles": ["officer-1"]},
    {"kind": "questions.chosen", "chosen": 3, "offered": 12, "texts": ROOT, "roles": ["officer-2"]},
    {"kind": "ideas.submitted", "ideas": 0, "texts": sha256(b"").hexdigest()},
    {
        "kind": "reviews.published", "ideas": 2, "reviews": 5, "texts": ROOT, "roles": ["system"],
        "verdicts": [{"count": 4, "verdict": "feasible"}, {"count": 1, "verdict": "not-feasible"}],
    },
    {
        "kind": "outcomes.decided", "outcomes": [{"count": 2, "outcome": "on-ballot"}], "texts": ROOT, "roles": ROLES,
    },
]  # fmt: skip
REFUSED: list[tuple[str, int, dict[str, object]]] = [
    ("approved by one", 0, {"roles": ["officer-1"]}),
    ("approved by one twice", 0, {"roles": ["officer-1", "officer-1"]}),
    ("no phase of ideas", 0, {"ideas_at": None}),
    ("support as text", 0, {"support": "15"}),
    ("nobody reads", 0, {"moderation": "never"}),
    ("no such phase", 1, {"phase": "voting"}),
    ("moved by two", 1, {"roles": ROLES}),
    ("moved by a helper", 1, {"roles": ["helper-1"]}),
    ("chosen from none", 3, {"offered": 0}),
    ("chosen by the system", 3, {"roles": ["system"]}),
    ("the words of a question", 3, {"question": "Why?"}),
    ("no root", 4, {"texts": ""}),
    ("who submitted them", 4, {"roles": ["officer-1"]}),
    ("a number of people", 4, {"authors": 9}),
    ("a verdict of none", 5, {"verdicts": [{"count": 0, "verdict": "feasible"}]}),
    ("a verdict in free words", 5, {"verdicts": [{"count": 5, "verdict": "Lovely!"}]}),
    ("decided by the system", 6, {"roles": ["system"]}),
    ("outcomes by name", 6, {"outcomes": {"on-ballot": 2}}),
]


def text_hashes() -> list[Case]:
    """Documents, their salts and hashes."""
    return [_text_hash(number, document) for number, document in enumerate(DOCUMENTS)]


def texts_roots() -> list[Case]:
    """Roots over text hashes that are given in no order."""
    hashes = [_salt(number).hex() for number in range(60, 66)]
    return [{"hashes": hashes[:size], "root": _root(hashes[:size])} for size in (0, 1, 2, 6)]


def phase_entries() -> list[Case]:
    """Lines of the log about phases, and lines that no reader takes."""
    good: list[Case] = [{"accepted": True, "line": _line(entry)} for entry in ENTRIES]
    bad = [{"accepted": False, "line": _line(ENTRIES[at] | changes), "why": why} for why, at, changes in REFUSED]
    return [*good, *bad]


def _line(entry: dict[str, object]) -> str:
    whole = {"at": "2027-01-02T09:00:00Z", "round": "spring-2027", "v": 1, **entry}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _salt(number: int) -> bytes:
    return sha256(b"text salt %d" % number).digest()


def _text_hash(number: int, document: Value) -> Case:
    salt, raw = _salt(number), canonical_bytes(document)
    made = sha256(b"pbvote/v1/text\x00" + salt + raw).hexdigest()
    return {"document": raw.decode(), "hash": made, "salt": salt.hex()}


def _root(hashes: list[str]) -> str:
    return root_of(leaf_hash(each) for each in sorted(map(bytes.fromhex, hashes))).hex()
