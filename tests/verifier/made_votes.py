"""The made round's pots, ballots and roll, drawn the same each time."""

import json
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Any

Entry = dict[str, Any]

ROUND = "spring-2027"
PROJECTS = {
    "youth": [("bike-shed", 400), ("quiet-room", 300), ("games-club", 250), ("studio-bus", 700), ("ramps", 100)],
    "ward": [("brook-pond", 500), ("path-lights", 300)],
}
BUDGETS = {"youth": 1000, "ward": 600}
GROUPS = {"youth": ["all"], "ward": ["north", "south"]}
SHARING = ["older", "younger"]  # the groups of `youth` where they have parts of the voting money


def canonical(value: object) -> bytes:
    """The canonical bytes, by the one line that the page gives."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(raw: bytes) -> str:
    return sha256(raw).hexdigest()


def json_file(value: object) -> bytes:
    """A `.json` file: canonical bytes and a newline."""
    return canonical(value) + b"\n"


def json_lines(values: list[Entry]) -> bytes:
    """A `.jsonl` file."""
    return b"".join(map(json_file, values))


@dataclass
class Vote:
    """One ballot as it was cast, and what became of it: recorded, superseded, withdrawn or annulled."""

    pot: str
    group: str
    ranking: list[str]
    salt: bytes
    fate: str
    early: bool

    @property
    def commitment(self) -> str:
        ballot = {"group": self.group, "pot": self.pot, "ranking": self.ranking, "round": ROUND, "v": 1}
        return sha(b"pbvote/v1/ballot\x00" + self.salt + canonical(ballot))

    @property
    def line(self) -> Entry:
        return {
            "commitment": self.commitment,
            "group": self.group,
            "ranking": self.ranking,
            "salt": self.salt.hex(),
        }


def groups_of(pot: str, *, sharing: bool) -> list[str]:
    return SHARING if sharing and pot == "youth" else GROUPS[pot]


def created_pot(pot: str, *, sharing: bool = False) -> Entry:
    shares = {"max_ratio": 5, "min_group": 10, "parts": ["1/3", "2/3"]}
    return {
        **({"shares": shares} if sharing and pot == "youth" else {}),
        "id": pot,
        "budget": BUDGETS[pot],
        "groups": groups_of(pot, sharing=sharing),
        "rule": "ranked-equal-shares" if pot == "youth" else "points-greedy",
        "completion": "add1u" if pot == "youth" else "none",
        "share_step": None,
        "max_ranks": 3,
        "minimum_supporters": 0,
        "quorum": 0,
        "tier": "T1",
    }


def conflicts_of(pot: str) -> list[list[str]]:
    return [["bike-shed", "quiet-room"]] if pot == "youth" else []


def make_votes(random: Random, *, sharing: bool = False) -> list[Vote]:
    found = []
    for number in range(66):
        ids = [each for each, _ in PROJECTS["youth"]]
        ranking = random.sample(ids, random.choice([0, 1, 2, 3, 3, 3]))
        fate = {0: "superseded", 1: "superseded", 2: "withdrawn", 3: "annulled"}.get(number, "recorded")
        group = SHARING[number % 2] if sharing else "all"
        found.append(Vote("youth", group, ranking, random.randbytes(32), fate, early=number < 52))
    for number in range(12):
        ids = [each for each, _ in PROJECTS["ward"]]
        ranking = random.sample(ids, random.choice([1, 2]))
        group = "north" if number < 7 else "south"
        found.append(Vote("ward", group, ranking, random.randbytes(32), "recorded", early=False))
    return found


def lists_of(added: list[Vote], gone: list[Vote]) -> dict[str, list[str]]:
    lists = {"added": sorted(vote.commitment for vote in added)}
    for fate in ("superseded", "withdrawn", "annulled"):
        lists[fate] = sorted(vote.commitment for vote in gone if vote.fate == fate)
    return lists


def counts_of(votes: list[Vote], leaves: list[Entry], pot: str) -> dict[str, int]:
    current = [vote for vote in votes if vote.fate == "recorded"]
    blank = sum(not vote.ranking for vote in current)
    counts = {"added": len(votes), "current": len(current), "marked": len(current), "spoilt": 0}
    for fate in ("superseded", "withdrawn", "annulled"):
        counts[fate] = sum(vote.fate == fate for vote in votes)
    entitled = sum(pot in leaf["pots"] for leaf in leaves)
    return {**counts, "blank": blank, "ranked": len(current) - blank, "entitled": entitled}


def make_leaves(votes: list[Vote], random: Random) -> list[Entry]:
    """One member a current ballot, and some who did not vote."""
    current = [vote for vote in votes if vote.fate == "recorded"]
    found: list[Entry] = [{"group": vote.group, "marked": [vote.pot], "pots": [vote.pot]} for vote in current]
    youth = next(vote.group for vote in votes if vote.pot == "youth")
    found += [{"group": youth, "marked": [], "pots": ["youth"]} for _ in range(20)]
    found += [{"group": "south", "marked": [], "pots": ["ward"]} for _ in range(5)]
    for leaf in found:
        leaf["leaf"] = random.randbytes(32).hex()
    return sorted(found, key=lambda leaf: str(leaf["leaf"]))
