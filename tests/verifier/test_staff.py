"""Who works for a trust, as the log says it: appointed, renewed, ended, and what the console may do late."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .changes import assert_named, verify_files
from .made_round import MadeRound
from .made_stages import make_round

Change = Callable[[MadeRound], None]
CONSOLE = ["console"]
BOTH = ["officer-1", "officer-2"]
FIRST, DAY_LATER, SOONER = "2027-03-01T08:00:00Z", "2027-03-02T08:00:00Z", "2027-03-02T07:59:59Z"


def _insert(made: MadeRound, kind: str, at: str, **keys: object) -> None:
    """Put an entry where its time belongs, with every checkpoint in its place."""
    position = next(i for i, entry in enumerate(made.entries) if entry["at"] > at)
    made.entries.insert(position, {"kind": kind, "v": 1, "at": at, **keys})
    made.sizes = [size + (size > position) for size in made.sizes]


def _acted(act: str, role: str, roles: list[str], at: str = DAY_LATER) -> Change:
    return lambda made: _insert(made, "officer.acted", at, act=act, role=role, roles=roles)


def _announced(of: str, at: str = FIRST) -> Change:
    incident = {"class": of, "count": 1, "from": None, "to": None, "role": "console", "round": None}
    return lambda made: _insert(made, "incident.recorded", at, **incident)


def _edit(kind: str, **keys: object) -> Change:
    return lambda made: made.find(kind).update(keys)


RENEWED = _acted("renewed", "officer-3", BOTH)
INVITED = _announced("console-invite")
RESET = _announced("console-reset")
CLERK = _acted("appointed", "clerk-1", BOTH, FIRST)
ENDED = _acted("ended", "officer-3", BOTH, FIRST)
RIGHT: dict[str, tuple[Change, ...]] = {
    "a clerk whom two officers appointed": (CLERK,),
    "an officer set up anew by the two others": (RENEWED,),
    "an officer set up anew twice": (RENEWED, RENEWED),
    "an officer whom the console announced a day before": (INVITED, _acted("appointed", "officer-4", CONSOLE)),
    "an officer whom the console announced eight days before": (
        INVITED,
        _acted("appointed", "officer-4", CONSOLE, "2027-03-09T08:00:00Z"),
    ),
    "a sign-in that the console announced a day before": (RESET, _acted("renewed", "officer-1", CONSOLE)),
    "a clerk renewed by the console": (CLERK, RESET, _acted("renewed", "clerk-1", CONSOLE)),
    "a role that ended": (ENDED,),
    "one letter by a helper and a clerk": (
        CLERK,
        _acted("appointed", "helper-1", BOTH, FIRST),
        lambda made: _insert(
            made, "codes.printed", DAY_LATER, round="spring-2027", number=1, roles=["helper-1", "clerk-1"]
        ),
    ),
    "a reviewer whom two officers appointed and ended": (
        _acted("appointed", "reviewer-1", BOTH, FIRST),
        _acted("ended", "reviewer-1", BOTH),
    ),
    "an incident of a clerk": (
        _acted("appointed", "clerk-1", BOTH, "2027-02-03T00:00:00Z"),
        _edit("incident.recorded", role="clerk-1"),
    ),
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_what_the_rules_allow(tmp_path: Path, changes: tuple[Change, ...]) -> None:
    """The refusals below are not refusals of everything."""
    made = make_round()
    for change in changes:
        change(made)
    made.relink()
    report = verify_files(tmp_path, made.auditor())
    assert [each for each in report.findings if each.state == "FAIL"] == []


WRONG: dict[str, tuple[tuple[Change, ...], str, str]] = {
    "the console without a word before": ((_acted("appointed", "officer-4", CONSOLE),), "events", "console-invite"),
    "the console a second too soon": (
        (INVITED, _acted("appointed", "officer-4", CONSOLE, SOONER)),
        "events",
        "24 hours to 8 days before it",
    ),
    "the console long after its word": (
        (INVITED, _acted("appointed", "officer-4", CONSOLE, "2027-03-09T08:00:01Z")),
        "events",
        "24 hours to 8 days before it",
    ),
    "two officers for one announcement": (
        (INVITED, _acted("appointed", "officer-4", CONSOLE), _acted("appointed", "officer-5", CONSOLE)),
        "events",
        "for this alone",
    ),
    "the wrong announcement": ((RESET, _acted("appointed", "officer-4", CONSOLE)), "events", "console-invite"),
    "an invitation used to renew": ((INVITED, _acted("renewed", "officer-1", CONSOLE)), "events", "console-reset"),
    "a clerk by the console": ((INVITED, _acted("appointed", "clerk-1", CONSOLE)), "events", "officers only"),
    "a role that the console ends": ((INVITED, _acted("ended", "officer-1", CONSOLE)), "events", "ends no role"),
    "renewed by oneself": ((_acted("renewed", "officer-1", BOTH),), "events", "officer-1 acts in what is done"),
    "ended by oneself": ((_acted("ended", "officer-2", BOTH),), "events", "officer-2 acts in what is done"),
    "renewed and never appointed": ((_acted("renewed", "officer-7", BOTH),), "events", "never appointed"),
    "ended and never appointed": ((_acted("ended", "clerk-1", BOTH),), "events", "never appointed"),
    "ended twice": ((ENDED, _acted("ended", "officer-3", BOTH)), "events", "has ended before"),
    "renewed after the end": ((ENDED, RENEWED), "events", "has ended before"),
    "appointed again after the end": (
        (ENDED, _acted("appointed", "officer-3", BOTH)),
        "events",
        "officer-3 was appointed before",
    ),
    "an act after the end": ((ENDED, _edit("draw.made", roles=["officer-1", "officer-3"])), "events", "role has ended"),
    "a suspension after the end": ((ENDED, _edit("round.suspended", roles=["officer-3"])), "events", "role has ended"),
    "an appointment after the end": (
        (ENDED, _acted("appointed", "officer-4", ["officer-1", "officer-3"])),
        "events",
        "role has ended",
    ),
    "a clerk who draws": ((CLERK, _edit("draw.made", roles=["officer-1", "clerk-1"])), "entries", "role of an officer"),
    "a clerk who appoints": (
        (CLERK, _acted("appointed", "clerk-2", ["officer-1", "clerk-1"])),
        "entries",
        "role of an officer",
    ),
    "many letters by a clerk": (
        (
            _acted("appointed", "clerk-1", BOTH, "2027-02-03T00:00:00Z"),
            _edit("codes.printed", roles=["officer-1", "clerk-1"]),
        ),
        "events",
        "several codes",
    ),
    "one letter by one person": (
        (_edit("codes.printed", number=1, roles=["officer-1", "officer-1"]),),
        "entries",
        "two different people",
    ),
    "one letter by a helper whom nobody appointed": (
        (_edit("codes.printed", number=1, roles=["officer-1", "helper-1"]),),
        "events",
        "helper-1 acts here",
    ),
    "one letter by a reviewer": (
        (
            _acted("appointed", "reviewer-1", BOTH, "2027-02-03T00:00:00Z"),
            _edit("codes.printed", number=1, roles=["officer-1", "reviewer-1"]),
        ),
        "entries",
        "an officer, a clerk or a helper",
    ),
    "a reviewer who draws": (
        (_acted("appointed", "reviewer-1", BOTH, FIRST), _edit("draw.made", roles=["officer-1", "reviewer-1"])),
        "entries",
        "role of an officer",
    ),
    "another act": ((_acted("promoted", "officer-1", BOTH),), "entries", "promoted"),
    "a king": ((_acted("appointed", "king-1", BOTH),), "entries", "king-1"),
}


@pytest.mark.parametrize(("changes", "check", "says"), WRONG.values(), ids=WRONG)
def test_what_nobody_may_do(tmp_path: Path, changes: tuple[Change, ...], check: str, says: str) -> None:
    """Signed anew by the operator, and named all the same."""
    made = make_round()
    for change in changes:
        change(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.auditor()), check, says)
