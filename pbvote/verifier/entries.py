"""The kinds of log entries: one strict shape each, after docs/log-format.md, section 7."""

import unicodedata

from .errors import MalformedError
from .parts import shares
from .shapes import (
    Record,
    Shape,
    boolean,
    check_fits,
    count,
    exactly,
    hash_hex,
    keeper,
    list_of,
    matching,
    name,
    officer,
    or_null,
    positive,
    project,
    record,
    shown,
    staff,
    text,
    time,
    whole,
)

LONGEST_LINE = 65_535
MOST_IN_A_BATCH = 500
BATCH_LISTS = ("added", "superseded", "withdrawn", "annulled")
_LONGEST_SEED = 200
_PAIR = 2
_MOST_SUPPORT, _MOST_ANSWER_DAYS = 10_000, 60

_any_role = matching("(?:officer|clerk|helper|reviewer)-[1-9][0-9]{0,8}|system|console", "a role")
_system = exactly(["system"])
_commitments = list_of(hash_hex, ascending=True)


def _one_officer(value: object) -> None:
    list_of(officer, 1)(value)
    if isinstance(value, list) and len(value) != 1:
        raise MalformedError("one officer acts here, not " + str(len(value)))


def _two_officers(value: object) -> None:
    list_of(officer, _PAIR)(value)
    if isinstance(value, list) and (len(value) != _PAIR or value[0] == value[1]):
        raise MalformedError("two different officers act here, not " + shown(value))


def _two_of_staff(value: object) -> None:
    list_of(keeper, _PAIR)(value)
    if isinstance(value, list) and (len(value) != _PAIR or value[0] == value[1]):
        raise MalformedError("two different people act here, not " + shown(value))


def _console_or_two(value: object) -> None:
    if value != ["console"]:
        _two_officers(value)


def _system_or_two(value: object) -> None:
    if value != ["system"]:
        _two_officers(value)


def _system_or_one(value: object) -> None:
    if value != ["system"]:
        _one_officer(value)


def _seed(value: object) -> None:
    text(value)
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_SEED:
        raise MalformedError("the seed of a draw has 1 to 200 characters")
    if any(unicodedata.category(each) == "Cc" for each in value):
        raise MalformedError("the seed of a draw has a control character")


_SOFTWARE = {"release": hash_hex, "verifier": hash_hex, "version": text}
POT: dict[str, Shape] = {
    "id": name,
    "budget": positive,
    "groups": list_of(name, 1),
    "rule": text,
    "completion": exactly("none", "add1", "add1u"),
    "share_step": or_null(positive),
    "max_ranks": whole(1, 10),
    "minimum_supporters": count,
    "quorum": count,
    "tier": exactly("T0", "T1"),
}
SHARES_OF_POT = {"shares": shares}  # only where groups have parts of the voting money
ROUND = {
    "round": name,
    "opens_at": time,
    "closes_at": time,
    "latest_close": time,
    "zone": text,
    "change": boolean,
    "tie": exactly("public-draw"),
    "rules_text": hash_hex,
    "pots": list_of(record(POT, SHARES_OF_POT), 1),
}
_CLOSED_POT: dict[str, Shape] = {
    "id": name,
    "entitled": count,
    "marked": count,
    "added": count,
    "superseded": count,
    "withdrawn": count,
    "annulled": count,
    "current": count,
    "spoilt": count,
    "blank": or_null(count),
    "ranked": or_null(count),
    "tier": exactly("T0", "T1"),
    "numbers": hash_hex,
}
_FIELDS: dict[str, dict[str, Shape]] = {
    "log.started": {
        "clock": exactly("true", "shifted"),
        "format": exactly("pbvote/log/v1"),
        "log_key": text,
        "receipt_key": text,
        "origin": matching(r"[^\s+]{1,200}", "an origin"),
        **_SOFTWARE,
    },
    "software.installed": _SOFTWARE,
    "officer.acted": {"act": exactly("appointed", "renewed", "ended"), "role": staff, "roles": _console_or_two},
    "phases.approved": {
        "round": name,
        "answer_days": whole(1, _MOST_ANSWER_DAYS),
        "ideas_at": time,
        "list_at": time,
        "moderation": exactly("before", "after"),
        "questions_at": or_null(time),
        "review_at": time,
        "support": whole(0, _MOST_SUPPORT),
        "roles": _two_officers,
    },
    "phase.moved": {
        "round": name,
        "phase": exactly("questions", "ideas", "review", "list"),
        "roles": _system_or_one,
    },
    "questions.chosen": {
        "round": name,
        "chosen": count,
        "offered": positive,
        "texts": hash_hex,
        "roles": _one_officer,
    },
    "ideas.submitted": {"round": name, "ideas": count, "texts": hash_hex},
    "reviews.published": {
        "round": name,
        "ideas": count,
        "reviews": count,
        "texts": hash_hex,
        "verdicts": list_of(record({"count": positive, "verdict": name})),
        "roles": _system_or_one,
    },
    "outcomes.decided": {
        "round": name,
        "outcomes": list_of(record({"count": positive, "outcome": name})),
        "texts": hash_hex,
        "roles": _two_officers,
    },
    "round.created": {**ROUND, "roles": _two_officers},
    "round.amended": {**ROUND, "roles": _two_officers},
    "projects.frozen": {
        "round": name,
        "pot": name,
        "projects": list_of(record({"cost": positive, "id": project}), 1),
        "conflicts": list_of(list_of(project, 2)),
        "titles": hash_hex,
        "frozen": hash_hex,
        "roles": _two_officers,
    },
    "project.withdrawn": {
        "round": name,
        "pot": name,
        "project": project,
        "reason": name,
        "roles": _two_officers,
    },
    "codes.printed": {"round": name, "number": positive, "roles": _two_of_staff},
    "roll.sealed": {
        "round": name,
        "pots": list_of(record({"entitled": count, "id": name}), 1),
        "root": hash_hex,
        "roles": _two_officers,
    },
    "roll.changed": {
        "round": name,
        "pots": list_of(record({"added": count, "id": name, "removed": count}), 1),
        "reason": name,
        "root": hash_hex,
        "roles": _two_officers,
    },
    "round.opened": {"round": name, "effective_at": time, "roles": _system},
    "round.suspended": {"round": name, "until": time, "reason": name, "roles": _one_officer},
    "round.resumed": {"round": name, "roles": _system_or_two},
    "round.extended": {"round": name, "closes_at": time, "reason": name, "roles": _two_officers},
    "ballots.batched": {
        "round": name,
        "pot": name,
        "part": positive,
        "parts": positive,
        "added": _commitments,
        "superseded": _commitments,
        "withdrawn": _commitments,
        "annulled": _commitments,
    },
    "round.closed": {
        "round": name,
        "roles": _system,
        "effective_at": time,
        "marked_root": hash_hex,
        "pots": list_of(record(_CLOSED_POT), 1),
    },
    "round.cancelled": {"round": name, "reason": name, "roles": _two_officers},
    "draw.made": {"round": name, "seed": _seed, "roles": _two_officers},
    "count.completed": {
        "round": name,
        "pot": name,
        "rule": text,
        "funded": list_of(project),
        "spent": count,
        "trace": hash_hex,
        "manifest": hash_hex,
        "program": text,
        "roles": _two_officers,
    },
    "result.published": {"round": name, "manifest": hash_hex, "roles": _two_officers},
    "incident.recorded": {
        "class": name,
        "count": count,
        "from": or_null(time),
        "to": or_null(time),
        "role": _any_role,
        "round": or_null(name),
    },
}
SHAPES: dict[str, Shape] = {
    kind: record({"kind": text, "v": exactly(1), "at": time, **fields}) for kind, fields in _FIELDS.items()
}


def check_entry(value: object) -> Record:
    """Give a decoded line as an entry once it has exactly the keys and types of its kind."""
    kind = value.get("kind") if isinstance(value, dict) else None
    shape = SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise MalformedError(shown(kind) + " is not a kind of entry")
    return check_fits(shape, value)
