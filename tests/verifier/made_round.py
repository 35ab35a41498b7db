"""A whole round made by hand from docs/log-format.md: entries, ballots, roll; and its two bundles.

Written beside the services on purpose, so that the verifier's tests need nothing but that page. Two pots:
`youth` (tier T1, a batch before the close, changes, withdrawals, a withdrawn project) and `ward` (two groups,
few ballots, so T0).
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any

from pbvote.verifier.codes import check_code
from pbvote.verifier.merkle import leaf_hash, root_of
from pbvote.verifier.pot import Pot, drawn_order
from pbvote.verifier.redaction import public_result
from pbvote.verifier.result import count_pot

from .signer import Signer

Entry = dict[str, Any]
Files = dict[str, bytes]

ORIGIN = "vote.example.coop/log/1"
ROUND = "spring-2027"
ROLES2 = ["officer-1", "officer-2"]
SEED = "3 14 15 26 41 44"
LOG_KEY = Signer(ORIGIN, 1)
RECEIPT_KEY = Signer(f"{ORIGIN}/receipt", 2)
OPENS, CLOSES, LATEST = "2027-03-01T09:00:00Z", "2027-03-14T17:00:00Z", "2027-03-21T17:00:00Z"
PROJECTS = {
    "youth": [("bike-shed", 400), ("quiet-room", 300), ("games-club", 250), ("studio-bus", 700), ("ramps", 100)],
    "ward": [("brook-pond", 500), ("path-lights", 300)],
}
BUDGETS = {"youth": 1000, "ward": 600}
GROUPS = {"youth": ["all"], "ward": ["north", "south"]}
AUDITOR_ONLY = ("ballots.jsonl", "trace.json", "numbers.json")


def canonical(value: object) -> bytes:
    """The canonical bytes, by the one line that the page gives."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha(raw: bytes) -> str:
    return sha256(raw).hexdigest()


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


@dataclass
class MadeRound:
    """What a round left behind. `files` holds everything but log, checkpoints and manifests."""

    entries: list[Entry] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    files: Files = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)

    def say(self, kind: str, at: str, *, signed: bool = False, **keys: object) -> Entry:
        """Add an entry, and a checkpoint after it."""
        entry: Entry = {"kind": kind, "v": 1, "at": at, **keys}
        self.entries.append(entry)
        if signed:
            self.sizes.append(len(self.entries))
        return entry

    def find(self, kind: str, pot: str | None = None) -> Entry:
        """The first entry of a kind, of a pot if one is named."""
        return next(each for each in self.entries if each["kind"] == kind and pot in {None, each.get("pot")})

    def public(self) -> Files:
        """The public bundle."""
        kept = {path: raw for path, raw in self.files.items() if not is_auditor_only(path)}
        return self._with_log(kept)

    def auditor(self) -> Files:
        """The auditor bundle."""
        return self._with_log(dict(self.files))

    def relink(self) -> None:
        """Put the hashes of both manifests into the log: what only the operator can do."""
        auditor = sha(manifest_of(self.files))
        for entry in self.entries:
            if entry["kind"] == "count.completed":
                entry["manifest"] = auditor
            if entry["kind"] == "result.published":
                kept = {path: raw for path, raw in self.files.items() if not is_auditor_only(path)}
                entry["manifest"] = sha(manifest_of(kept))

    def _with_log(self, files: Files) -> Files:
        lines = [canonical(entry) for entry in self.entries]
        files["manifest.json"] = manifest_of(files)
        files["log.jsonl"] = b"".join(line + b"\n" for line in lines)
        for size in self.sizes:
            files[f"checkpoints/{size}"] = checkpoint(lines[:size])
        return files


def is_auditor_only(path: str) -> bool:
    return path.startswith("roll/") or path.rpartition("/")[2] in AUDITOR_ONLY


def manifest_of(files: Files) -> bytes:
    """The manifest of a bundle's content files."""
    listed = [{"path": path, "sha256": sha(files[path])} for path in sorted(files) if is_listed(path)]
    return canonical({"files": listed, "round": ROUND, "v": 1}) + b"\n"


def is_listed(path: str) -> bool:
    return path not in {"manifest.json", "log.jsonl"} and not path.startswith("checkpoints/")


def checkpoint(lines: list[bytes], signer: Signer = LOG_KEY) -> bytes:
    """A checkpoint over the lines of a log."""
    import base64  # noqa: PLC0415 # only here

    root = base64.b64encode(root_of(map(leaf_hash, lines))).decode()
    return signer.note(f"{ORIGIN}\n{len(lines)}\n{root}\n")


def _created_pot(pot: str) -> Entry:
    return {
        "id": pot,
        "budget": BUDGETS[pot],
        "groups": GROUPS[pot],
        "rule": "ranked-equal-shares" if pot == "youth" else "points-greedy",
        "completion": "add1u" if pot == "youth" else "none",
        "share_step": None,
        "max_ranks": 3,
        "minimum_supporters": 0,
        "quorum": 0,
        "tier": "T1",
    }


def _conflicts(pot: str) -> list[list[str]]:
    return [["bike-shed", "quiet-room"]] if pot == "youth" else []


def _votes(random: Random) -> list[Vote]:
    found = []
    for number in range(66):
        ids = [each for each, _ in PROJECTS["youth"]]
        ranking = random.sample(ids, random.choice([0, 1, 2, 3, 3, 3]))
        fate = {0: "superseded", 1: "superseded", 2: "withdrawn", 3: "annulled"}.get(number, "recorded")
        found.append(Vote("youth", "all", ranking, random.randbytes(32), fate, early=number < 52))
    for number in range(12):
        ids = [each for each, _ in PROJECTS["ward"]]
        ranking = random.sample(ids, random.choice([1, 2]))
        group = "north" if number < 7 else "south"
        found.append(Vote("ward", group, ranking, random.randbytes(32), "recorded", early=False))
    return found


def _lists(added: list[Vote], gone: list[Vote]) -> dict[str, list[str]]:
    lists = {"added": sorted(vote.commitment for vote in added)}
    for fate in ("superseded", "withdrawn", "annulled"):
        lists[fate] = sorted(vote.commitment for vote in gone if vote.fate == fate)
    return lists


def _counts(votes: list[Vote], leaves: list[Entry], pot: str) -> dict[str, int]:
    current = [vote for vote in votes if vote.fate == "recorded"]
    blank = sum(not vote.ranking for vote in current)
    counts = {"added": len(votes), "current": len(current), "marked": len(current), "spoilt": 0}
    for fate in ("superseded", "withdrawn", "annulled"):
        counts[fate] = sum(vote.fate == fate for vote in votes)
    entitled = sum(pot in leaf["pots"] for leaf in leaves)
    return {**counts, "blank": blank, "ranked": len(current) - blank, "entitled": entitled}


def _leaves(made: MadeRound, random: Random) -> list[Entry]:
    """One member a current ballot, and some who did not vote."""
    found = []
    for vote in made.votes:
        if vote.fate == "recorded":
            found.append({"group": vote.group, "marked": [vote.pot], "pots": [vote.pot]})
    found += [{"group": "all", "marked": [], "pots": ["youth"]} for _ in range(20)]
    found += [{"group": "south", "marked": [], "pots": ["ward"]} for _ in range(5)]
    for leaf in found:
        leaf["leaf"] = random.randbytes(32).hex()
    return sorted(found, key=lambda leaf: str(leaf["leaf"]))


def _json(value: object) -> bytes:
    return canonical(value) + b"\n"


def _lines(values: list[Entry]) -> bytes:
    return b"".join(map(_json, values))


def make_round() -> MadeRound:
    """Make the round, the same each time."""
    random = Random(2027)  # noqa: S311 # a test needs the same draw each time
    made = MadeRound(votes=_votes(random))
    leaves = _leaves(made, random)
    _begin(made)
    _freeze(made)
    _seal(made, leaves)
    _vote(made)
    _close(made, leaves)
    _count(made)
    made.files["README.txt"] = b"A bundle made by a test.\n"
    made.relink()
    return made


def _begin(made: MadeRound) -> None:
    software = {"release": sha(b"release"), "verifier": sha(b"verifier"), "version": "0.1.0"}
    keys = {"log_key": LOG_KEY.vkey, "receipt_key": RECEIPT_KEY.vkey}
    made.say(
        "log.started", "2027-02-01T08:00:00Z", clock="true", format="pbvote/log/v1", origin=ORIGIN, **keys, **software
    )
    for role in ("officer-1", "officer-2", "officer-3"):
        made.say("officer.acted", "2027-02-01T08:00:00Z", act="appointed", role=role, roles=["console"])
    created = _created()
    made.say("round.created", "2027-02-02T08:00:00Z", **{**created, "change": False}, roles=ROLES2)
    made.say("round.amended", "2027-02-02T09:00:00Z", **created, roles=ROLES2)


def _created() -> Entry:
    return {
        "round": ROUND,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "latest_close": LATEST,
        "zone": "Europe/London",
        "change": True,
        "tie": "public-draw",
        "rules_text": sha(b"rules"),
        "pots": [_created_pot(pot) for pot in PROJECTS],
    }


def _freeze(made: MadeRound) -> None:
    frozen = {**_created(), "title": "Spring 2027", "v": 1}
    for pot in frozen["pots"]:
        items = [{"cost": c, "id": p, "summary": f"About {p}.", "title": p.title()} for p, c in PROJECTS[pot["id"]]]
        made.files[f"pots/{pot['id']}/projects.json"] = _json(items)
        electorate = {"from_age": 11, "on": "2027-03-01", "to_age": None, "wards": []}
        titles = sha(made.files[f"pots/{pot['id']}/projects.json"])
        pot.update(title="A pot", conflicts=_conflicts(pot["id"]), projects=titles, electorate=electorate)
    made.files[f"rounds/{ROUND}.json"] = _json(frozen)
    for pot in PROJECTS:
        made.say(
            "projects.frozen",
            "2027-02-10T08:00:00Z",
            round=ROUND,
            pot=pot,
            projects=[{"cost": cost, "id": project} for project, cost in PROJECTS[pot]],
            conflicts=_conflicts(pot),
            titles=sha(made.files[f"pots/{pot}/projects.json"]),
            frozen=sha(made.files[f"rounds/{ROUND}.json"]),
            roles=ROLES2,
        )


def _seal(made: MadeRound, leaves: list[Entry]) -> None:
    made.files["roll/leaves.jsonl"] = _lines(leaves)
    entitled = [{"id": pot, "entitled": sum(pot in leaf["pots"] for leaf in leaves)} for pot in PROJECTS]
    root = root_of(leaf_hash(bytes.fromhex(leaf["leaf"])) for leaf in leaves).hex()
    made.say("roll.sealed", "2027-02-12T08:00:00Z", round=ROUND, pots=entitled, root=root, roles=ROLES2)
    made.say("codes.printed", "2027-02-13T08:00:00Z", round=ROUND, number=100, roles=ROLES2)
    made.say("round.opened", OPENS, signed=True, round=ROUND, effective_at=OPENS, roles=["system"])


def _vote(made: MadeRound) -> None:
    youth = [vote for vote in made.votes if vote.pot == "youth"]
    early = _lists([vote for vote in youth if vote.early], [])
    about = {"round": ROUND, "pot": "youth"}
    made.say("ballots.batched", "2027-03-05T06:00:00Z", signed=True, **about, part=1, parts=1, **early)
    until = "2027-03-06T20:00:00Z"
    made.say(
        "round.suspended",
        "2027-03-06T08:00:00Z",
        signed=True,
        round=ROUND,
        until=until,
        reason="technical",
        roles=["officer-1"],
    )
    made.say("project.withdrawn", "2027-03-06T10:00:00Z", **about, project="ramps", reason="author", roles=ROLES2)
    made.say("round.resumed", until, signed=True, round=ROUND, roles=["system"])
    later = {"round": ROUND, "closes_at": "2027-03-15T17:00:00Z", "reason": "access", "roles": ROLES2}
    made.say("round.extended", "2027-03-14T10:00:00Z", signed=True, **later)
    incident = {"from": None, "to": None, "class": "clock-jumped", "count": 1, "role": "system", "round": ROUND}
    made.say("incident.recorded", "2027-03-14T11:00:00Z", **incident)


def _close(made: MadeRound, leaves: list[Entry]) -> None:
    at = "2027-03-15T17:02:00Z"
    youth = [vote for vote in made.votes if vote.pot == "youth"]
    lists = _lists([vote for vote in youth if not vote.early], youth)
    halves = [{**_lists([], []), "added": lists["added"]}, {**lists, "added": []}]
    for part, half in enumerate(halves, 1):
        made.say("ballots.batched", at, round=ROUND, pot="youth", part=part, parts=2, **half)
    ward = [vote for vote in made.votes if vote.pot == "ward"]
    made.say("ballots.batched", at, round=ROUND, pot="ward", part=1, parts=1, **_lists(ward, []))
    pots = [_closed_pot(made, leaves, pot) for pot in PROJECTS]
    marked = root_of(leaf_hash(canonical(leaf)) for leaf in leaves).hex()
    made.say(
        "round.closed",
        at,
        signed=True,
        round=ROUND,
        roles=["system"],
        effective_at="2027-03-15T17:00:00Z",
        marked_root=marked,
        pots=pots,
    )
    for pot in PROJECTS:
        made.files[f"pots/{pot}/codes.txt"] = _codes(made, pot)
        opened = sorted((v.line for v in made.votes if v.pot == pot and v.fate == "recorded"), key=_commitment)
        made.files[f"pots/{pot}/ballots.jsonl"] = _lines(opened)


def _commitment(line: Entry) -> str:
    return str(line["commitment"])


def _closed_pot(made: MadeRound, leaves: list[Entry], pot: str) -> Entry:
    votes = [vote for vote in made.votes if vote.pot == pot]
    groups = []
    for group in GROUPS[pot]:
        mine = [leaf for leaf in leaves if leaf["group"] == group]
        groups.append({"id": group, **_counts([v for v in votes if v.group == group], mine, pot)})
    path = f"pots/{pot}/numbers.json"
    made.files[path] = _json({"groups": groups, "pot": pot, "round": ROUND, "v": 1})
    counts: Entry = dict(_counts(votes, leaves, pot))
    if pot == "ward":
        counts.update(blank=None, ranked=None)
    tier = "T0" if counts["current"] < 30 else "T1"
    return {"id": pot, "tier": tier, "numbers": sha(made.files[path]), **counts}


def _codes(made: MadeRound, pot: str) -> bytes:
    words = {"recorded": "recorded", "superseded": "replaced", "withdrawn": "withdrawn", "annulled": "cancelled"}
    lines = []
    for vote in (each for each in made.votes if each.pot == pot):
        day = "2027-03-05" if vote.early and vote.fate == "recorded" else "2027-03-15"
        lines.append(f"{check_code(vote.commitment)} {words[vote.fate]} {day}\n")
    return "".join(sorted(lines)).encode()


def _count(made: MadeRound) -> None:
    made.say("draw.made", "2027-03-16T18:00:00Z", round=ROUND, seed=SEED, roles=ROLES2)
    closed = made.find("round.closed")
    for number, pot in enumerate(PROJECTS, 1):
        trace = count_pot(*_pot_and_ballots(made, pot))
        made.files[f"pots/{pot}/trace.json"] = _json(trace)
        tier = next(each["tier"] for each in closed["pots"] if each["id"] == pot)
        made.files[f"pots/{pot}/result.json"] = _json(public_result(trace, ROUND, pot, tier))
        made.say(
            "count.completed",
            "2027-03-16T19:00:00Z",
            signed=number == len(PROJECTS),
            round=ROUND,
            pot=pot,
            rule=trace["rule"],
            funded=trace["funded"],
            spent=trace["spent"],
            trace=sha(made.files[f"pots/{pot}/trace.json"]),
            manifest="0" * 64,
            program="0.1.0",
            roles=ROLES2,
        )
    made.say("result.published", "2027-03-20T08:00:00Z", signed=True, round=ROUND, manifest="0" * 64, roles=ROLES2)


def _pot_and_ballots(made: MadeRound, pot: str) -> tuple[Pot, list[tuple[tuple[int, ...], ...]]]:
    ids = tuple(project for project, _ in PROJECTS[pot])
    number = {project: position for position, project in enumerate(ids)}
    created = _created_pot(pot)
    ballots = [
        tuple((number[project],) for project in vote.ranking)
        for vote in made.votes
        if vote.pot == pot and vote.fate == "recorded"
    ]
    return Pot(
        budget=BUDGETS[pot],
        ids=ids,
        costs=tuple(cost for _, cost in PROJECTS[pot]),
        tie_order=drawn_order(SEED, ids),
        withdrawn=frozenset({number["ramps"]} if pot == "youth" else ()),
        conflicts=tuple(tuple(number[each] for each in group) for group in _conflicts(pot)),
        rule=created["rule"],
        completion=created["completion"],
        max_ranks=created["max_ranks"],
    ), ballots
