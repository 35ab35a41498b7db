"""The stages of the made round, from the start of the log to the published result.

Two pots: `youth` (tier T1, a batch before the close, changes, withdrawals, a withdrawn project, a conflict)
and `ward` (two groups, few ballots, so T0).
"""

import json
from random import Random

from pbvote.verifier.analysis import analyse
from pbvote.verifier.coarse import public_analysis
from pbvote.verifier.codes import check_code
from pbvote.verifier.merkle import leaf_hash, root_of
from pbvote.verifier.parts import shared_groups
from pbvote.verifier.pot import Ballot, Pot, drawn_order
from pbvote.verifier.redaction import public_result
from pbvote.verifier.result import count_in_full, count_pot, document_of

from .made_round import LOG_KEY, ORIGIN, RECEIPT_KEY, MadeRound
from .made_votes import (
    BUDGETS,
    PROJECTS,
    ROUND,
    Entry,
    canonical,
    conflicts_of,
    counts_of,
    created_pot,
    groups_of,
    json_file,
    json_lines,
    lists_of,
    make_leaves,
    make_votes,
    sha,
)

ROLES2 = ["officer-1", "officer-2"]
SEED = "3 14 15 26 41 44"
OPENS, CLOSES, LATEST = "2027-03-01T09:00:00Z", "2027-03-14T17:00:00Z", "2027-03-21T17:00:00Z"
EXTENDED = "2027-03-15T17:00:00Z"
CLOSED_AT = "2027-03-15T17:02:00Z"


def make_round(*, sharing: bool = False, analysis: bool = False) -> MadeRound:
    """Make the round, the same each time; with parts of the money for groups, and with analyses, if asked for."""
    random = Random(2027)  # noqa: S311 # a test needs the same draw each time
    made = MadeRound(votes=make_votes(random, sharing=sharing), sharing=sharing)
    leaves = make_leaves(made.votes, random)
    _begin(made)
    _freeze(made)
    _seal(made, leaves)
    _vote(made, leaves)
    _close(made, leaves)
    _list_codes_and_ballots(made)
    _count(made)
    if analysis:
        analyse_again(made)
    made.files["README.txt"] = b"A bundle made by a test.\n"
    made.relink()
    return made


def _begin(made: MadeRound) -> None:
    at = "2027-02-01T08:00:00Z"
    software = {"release": sha(b"release"), "verifier": sha(b"verifier"), "version": "0.1.0"}
    keys = {"log_key": LOG_KEY.vkey, "receipt_key": RECEIPT_KEY.vkey}
    made.say("log.started", at, {"clock": "true", "format": "pbvote/log/v1", "origin": ORIGIN, **keys, **software})
    for role in ("officer-1", "officer-2", "officer-3"):
        made.say("officer.acted", at, {"act": "appointed", "role": role, "roles": ["console"]})
    created = {**_created(made), "roles": ROLES2}
    made.say("round.created", "2027-02-02T08:00:00Z", {**created, "change": False})
    made.say("round.amended", "2027-02-02T09:00:00Z", created)


def _created(made: MadeRound) -> Entry:
    return {
        "round": ROUND,
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "latest_close": LATEST,
        "zone": "Europe/London",
        "change": True,
        "tie": "public-draw",
        "rules_text": sha(b"rules"),
        "pots": [created_pot(pot, sharing=made.sharing) for pot in PROJECTS],
    }


def _freeze(made: MadeRound) -> None:
    frozen: Entry = {**_created(made), "title": "Spring 2027", "v": 1}
    for pot in frozen["pots"]:
        path = f"pots/{pot['id']}/projects.json"
        listed = PROJECTS[pot["id"]]
        made.files[path] = json_file(
            [{"cost": cost, "id": each, "summary": f"About {each}.", "title": each.title()} for each, cost in listed]
        )
        electorate = {"classes": [], "from_age": 11, "on": "2027-03-01", "to_age": None, "wards": []}
        pot.update(title="A pot", conflicts=conflicts_of(pot["id"]), electorate=electorate)
        pot["projects"] = sha(made.files[path])
        if "shares" in pot:
            ages = zip(pot["groups"], ((16, None), (None, 15)), strict=True)
            pot["voter_groups"] = [
                {"classes": [], "from_age": start, "id": each, "title": each.title(), "to_age": end}
                for each, (start, end) in ages
            ]
    made.files[f"rounds/{ROUND}.json"] = json_file(frozen)
    for pot in frozen["pots"]:
        keys = {
            "round": ROUND,
            "pot": pot["id"],
            "projects": [{"cost": cost, "id": project} for project, cost in PROJECTS[pot["id"]]],
            "conflicts": pot["conflicts"],
            "titles": pot["projects"],
            "frozen": sha(made.files[f"rounds/{ROUND}.json"]),
            "roles": ROLES2,
        }
        made.say("projects.frozen", "2027-02-10T08:00:00Z", keys)


def _seal(made: MadeRound, leaves: list[Entry]) -> None:
    made.files["roll/leaves.jsonl"] = json_lines(leaves)
    entitled = [{"id": pot, "entitled": sum(pot in leaf["pots"] for leaf in leaves)} for pot in PROJECTS]
    about = {"round": ROUND, "roles": ROLES2}
    made.say("roll.sealed", "2027-02-12T08:00:00Z", {**about, "pots": entitled, "root": sha(b"an earlier roll")})
    made.say("codes.printed", "2027-02-13T08:00:00Z", {**about, "number": 100})
    made.say("round.opened", OPENS, {"round": ROUND, "effective_at": OPENS, "roles": ["system"]}, signed=True)


def _vote(made: MadeRound, leaves: list[Entry]) -> None:
    early = [vote for vote in made.votes if vote.pot == "youth" and vote.early]
    about = {"round": ROUND, "pot": "youth"}
    batch = {**about, "part": 1, "parts": 1, **lists_of(early, [])}
    made.say("ballots.batched", "2027-03-05T06:00:00Z", batch, signed=True)
    until = "2027-03-06T20:00:00Z"
    suspended = {"round": ROUND, "until": until, "reason": "technical", "roles": ["officer-1"]}
    made.say("round.suspended", "2027-03-06T08:00:00Z", suspended, signed=True)
    pots = [{"added": n, "id": pot, "removed": n} for pot, n in zip(PROJECTS, (1, 0), strict=True)]
    root = root_of(leaf_hash(bytes.fromhex(leaf["leaf"])) for leaf in leaves).hex()
    changed = {"round": ROUND, "pots": pots, "reason": "several", "root": root, "roles": ROLES2}
    made.say("roll.changed", "2027-03-06T09:00:00Z", changed)
    withdrawn = {**about, "project": "ramps", "reason": "author", "roles": ROLES2}
    made.say("project.withdrawn", "2027-03-06T10:00:00Z", withdrawn)
    made.say("round.resumed", until, {"round": ROUND, "roles": ["system"]}, signed=True)
    extended = {"round": ROUND, "closes_at": EXTENDED, "reason": "access", "roles": ROLES2}
    made.say("round.extended", "2027-03-14T10:00:00Z", extended, signed=True)
    incident = {"from": None, "to": None, "class": "clock-jumped", "count": 1, "role": "system", "round": ROUND}
    made.say("incident.recorded", "2027-03-14T11:00:00Z", incident)


def _close(made: MadeRound, leaves: list[Entry]) -> None:
    youth = [vote for vote in made.votes if vote.pot == "youth"]
    lists = lists_of([vote for vote in youth if not vote.early], youth)
    halves = [{**lists_of([], []), "added": lists["added"]}, {**lists, "added": []}]
    for part, half in enumerate(halves, 1):
        batch = {"round": ROUND, "pot": "youth", "part": part, "parts": 2, **half}
        made.say("ballots.batched", CLOSED_AT, batch)
    ward = lists_of([vote for vote in made.votes if vote.pot == "ward"], [])
    made.say("ballots.batched", CLOSED_AT, {"round": ROUND, "pot": "ward", "part": 1, "parts": 1, **ward})
    closed: Entry = {
        "round": ROUND,
        "roles": ["system"],
        "effective_at": EXTENDED,
        "marked_root": root_of(leaf_hash(canonical(leaf)) for leaf in leaves).hex(),
        "pots": [_closed_pot(made, leaves, pot) for pot in PROJECTS],
    }
    made.say("round.closed", CLOSED_AT, closed, signed=True)
    for pot in closed["pots"]:
        _list_turnout(made, pot)


def _list_turnout(made: MadeRound, closed: Entry) -> None:
    """Three age bands of which two are withheld, and two wards; nothing under T0."""
    entitled, marked = closed["entitled"], closed["marked"]
    bands = [("11-13", None, None), ("14-16", None, None), ("65+", entitled - 42, marked - 32)]
    wards = [("", 41, 31), ("Millgate", entitled - 41, marked - 31)]
    turnout: Entry = {"pot": closed["id"], "round": ROUND, "v": 1, "bands": [], "wards": []}
    if closed["tier"] == "T1":
        turnout["bands"] = [dict(zip(("name", "entitled", "marked"), each, strict=True)) for each in bands]
        turnout["wards"] = [dict(zip(("name", "entitled", "marked"), each, strict=True)) for each in wards]
    made.files[f"pots/{closed['id']}/turnout.json"] = json_file(turnout)


def _closed_pot(made: MadeRound, leaves: list[Entry], pot: str) -> Entry:
    votes = [vote for vote in made.votes if vote.pot == pot]
    groups = []
    for group in groups_of(pot, sharing=made.sharing):
        mine = [leaf for leaf in leaves if leaf["group"] == group]
        groups.append({"id": group, **counts_of([vote for vote in votes if vote.group == group], mine, pot)})
    path = f"pots/{pot}/numbers.json"
    made.files[path] = json_file({"groups": groups, "pot": pot, "round": ROUND, "v": 1})
    counts: Entry = dict(counts_of(votes, leaves, pot))
    tier = "T0" if counts["current"] < 30 else "T1"
    if tier == "T0":
        counts.update(blank=None, ranked=None)
    return {"id": pot, "tier": tier, "numbers": sha(made.files[path]), **counts}


def _list_codes_and_ballots(made: MadeRound) -> None:
    for pot in PROJECTS:
        current = [vote.line for vote in made.votes if vote.pot == pot and vote.fate == "recorded"]
        current.sort(key=lambda line: str(line["commitment"]))
        made.files[f"pots/{pot}/ballots.jsonl"] = json_lines(current)
        made.files[f"pots/{pot}/codes.txt"] = _codes(made, pot)


def _codes(made: MadeRound, pot: str) -> bytes:
    words = {"recorded": "recorded", "superseded": "replaced", "withdrawn": "withdrawn", "annulled": "cancelled"}
    lines = []
    for vote in (each for each in made.votes if each.pot == pot):
        day = "2027-03-05" if vote.early and vote.fate == "recorded" else "2027-03-15"
        lines.append(f"{check_code(vote.commitment)} {words[vote.fate]} {day}\n")
    return "".join(sorted(lines)).encode()


def _count(made: MadeRound) -> None:
    made.say("draw.made", "2027-03-16T18:00:00Z", {"round": ROUND, "seed": SEED, "roles": ROLES2})
    tiers = {each["id"]: each["tier"] for each in made.find("round.closed")["pots"]}
    for number, pot in enumerate(PROJECTS, 1):
        trace = count_pot(_pot(made, pot), _ballots(made, pot))
        made.files[f"pots/{pot}/trace.json"] = json_file(trace)
        made.files[f"pots/{pot}/result.json"] = json_file(public_result(trace, ROUND, pot, tiers[pot]))
        counted = {
            "round": ROUND,
            "pot": pot,
            "rule": trace["rule"],
            "funded": trace["funded"],
            "spent": trace["spent"],
            "trace": sha(made.files[f"pots/{pot}/trace.json"]),
            "manifest": "0" * 64,  # relink() puts the true one
            "program": "0.1.0",
            "roles": ROLES2,
        }
        made.say("count.completed", "2027-03-16T19:00:00Z", counted, signed=number == len(PROJECTS))
    published = {"round": ROUND, "manifest": "0" * 64, "roles": ROLES2}
    made.say("result.published", "2027-03-20T08:00:00Z", published, signed=True)


def _ballots(made: MadeRound, pot: str) -> list[Ballot]:
    number = {project: position for position, (project, _) in enumerate(PROJECTS[pot])}
    current = [vote for vote in made.votes if vote.pot == pot and vote.fate == "recorded"]
    groups = groups_of(pot, sharing=made.sharing)
    rankings = [tuple((number[project],) for project in vote.ranking) for vote in current]
    return [Ballot(ranking, groups.index(vote.group)) for ranking, vote in zip(rankings, current, strict=True)]


def analyse_again(made: MadeRound) -> None:
    """Publish the analysis of `youth`, with margins, as its ballots give it."""
    counted = count_in_full(_pot(made, "youth"), _ballots(made, "youth"))
    result = json.loads(made.files["pots/youth/result.json"])
    analysis = analyse(counted, _ballots(made, "youth"))
    made.files["pots/youth/analysis.json"] = json_file(public_analysis(analysis, document_of(counted), result))


def _pot(made: MadeRound, pot: str) -> Pot:
    ids = tuple(project for project, _ in PROJECTS[pot])
    created = created_pot(pot, sharing=made.sharing)
    return Pot(
        budget=BUDGETS[pot],
        ids=ids,
        costs=tuple(cost for _, cost in PROJECTS[pot]),
        tie_order=drawn_order(SEED, ids),
        withdrawn=frozenset({ids.index("ramps")} if pot == "youth" else ()),
        conflicts=tuple(tuple(ids.index(each) for each in group) for group in conflicts_of(pot)),
        rule=created["rule"],
        completion=created["completion"],
        max_ranks=created["max_ranks"],
        groups=shared_groups(created),
    )
