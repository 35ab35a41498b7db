"""The phases of a round: what the log may say of them, and each way in which an operator could say it wrongly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .changes import assert_named, verify_files
from .made_phases import make_round_with_phases
from .made_round import MadeRound
from .made_stages import ROLES2
from .made_votes import ROUND, sha

Change = Callable[[MadeRound], None]
TEXTS = sha(b"texts")
LATER = "2027-02-02T08:30:00Z"


def _insert(made: MadeRound, position: int, entry: dict[str, object]) -> None:
    made.entries.insert(position, {"v": 1, **entry})
    made.sizes = [size + (size > position) for size in made.sizes]


def _at(made: MadeRound, kind: str, number: int = 0) -> int:
    return [index for index, each in enumerate(made.entries) if each["kind"] == kind][number]


def _edit(kind: str, number: int = 0, **keys: object) -> Change:
    return lambda made: made.entries[_at(made, kind, number)].update(keys)


def _drop(kind: str, number: int = 0) -> Change:
    def change(made: MadeRound) -> None:
        position = _at(made, kind, number)
        del made.entries[position]
        made.sizes = [size - (size > position) for size in made.sizes]

    return change


def _say(before: str, kind: str, number: int = 0, **keys: object) -> Change:
    """Put an entry directly before the first, or another, of a kind, with the time of that."""

    def change(made: MadeRound) -> None:
        position = _at(made, before, number)
        _insert(made, position, {"kind": kind, "at": made.entries[position]["at"], "round": ROUND, **keys})

    return change


def _again(kind: str, number: int = 0) -> Change:
    def change(made: MadeRound) -> None:
        position = _at(made, kind, number)
        _insert(made, position + 1, dict(made.entries[position]))

    return change


def _move_before(kind: str, target: str, number: int = 0) -> Change:
    def change(made: MadeRound) -> None:
        entry = made.find(kind)
        _drop(kind)(made)
        position = _at(made, target, number)
        _insert(made, position, {**entry, "at": made.entries[position]["at"]})

    return change


def _verdicts(*listed: tuple[int, str]) -> Change:
    return _edit("reviews.published", verdicts=[{"count": count, "verdict": name} for count, name in listed])


def _outcomes(*listed: tuple[int, str]) -> Change:
    return _edit("outcomes.decided", outcomes=[{"count": count, "outcome": name} for count, name in listed])


def _all(*changes: Change) -> Change:
    def change(made: MadeRound) -> None:
        for each in changes:
            each(made)

    return change


_NO_IDEA = _all(
    _edit("ideas.submitted", ideas=0),
    _edit("reviews.published", ideas=0, reviews=0, verdicts=[]),
    _drop("outcomes.decided"),
)
_CANCELLED: Change = _say("phase.moved", "round.cancelled", reason="other", roles=ROLES2)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _made: None, id="as it was made"),
        pytest.param(_drop("questions.chosen"), id="no question was put"),
        pytest.param(
            _all(_edit("phases.approved", questions_at=None), _drop("phase.moved"), _drop("questions.chosen")),
            id="the questions are left out",
        ),
        pytest.param(_edit("reviews.published", roles=["system"], at="2027-01-20T08:00:00Z"), id="published by date"),
        pytest.param(_NO_IDEA, id="no idea at all"),
        pytest.param(_move_before("outcomes.decided", "round.amended"), id="decided in the draft"),
        pytest.param(_move_before("codes.printed", "projects.frozen"), id="printed in the draft"),
        pytest.param(_again("codes.printed"), id="printed twice"),
    ],
)
def test_what_the_rules_allow(tmp_path: Path, change: Change) -> None:
    made = make_round_with_phases()
    change(made)
    if made.find("reviews.published")["roles"] == ["system"]:
        made.entries[_at(made, "phase.moved", -1)].update(roles=["system"], at="2027-01-20T08:00:00Z")
    made.relink()
    report = verify_files(tmp_path, made.auditor())
    assert report.ok, report.findings


@pytest.mark.parametrize(
    ("change", "check", "says"),
    [
        # shapes
        pytest.param(_edit("phases.approved", support=-1), "entries", "support", id="a support below zero"),
        pytest.param(_edit("phases.approved", support=10_001), "entries", "support", id="a support beyond reach"),
        pytest.param(_edit("phases.approved", answer_days=0), "entries", "answer_days", id="no day to answer"),
        pytest.param(_edit("phases.approved", moderation="never"), "entries", "moderation", id="nobody reads"),
        pytest.param(_edit("phases.approved", ideas_at=None), "entries", "ideas_at", id="no phase of ideas"),
        pytest.param(_edit("phases.approved", roles=["officer-1"]), "entries", "roles", id="approved by one"),
        pytest.param(_edit("phases.approved", roles=["officer-1"] * 2), "entries", "two different", id="by one twice"),
        pytest.param(_edit("phases.approved", title="Ann"), "entries", "title", id="a word of its own"),
        pytest.param(_edit("phase.moved", phase="voting"), "entries", "phase", id="a phase that is none"),
        pytest.param(_edit("phase.moved", roles=ROLES2), "entries", "roles", id="moved by two"),
        pytest.param(_edit("phase.moved", roles=["clerk-1"]), "entries", "roles", id="moved by a clerk"),
        pytest.param(_edit("questions.chosen", roles=["system"]), "entries", "roles", id="chosen by a program"),
        pytest.param(_edit("questions.chosen", chosen=0, offered=0), "entries", "offered", id="chosen from none"),
        pytest.param(_edit("questions.chosen", questions=["Why?"]), "entries", "questions", id="a question itself"),
        pytest.param(_edit("ideas.submitted", texts="none"), "entries", "texts", id="no root"),
        pytest.param(_edit("ideas.submitted", ideas=-1), "entries", "ideas", id="fewer ideas than none"),
        pytest.param(_edit("ideas.submitted", authors=7), "entries", "authors", id="a number of people"),
        pytest.param(_verdicts((11, "Feasible!")), "entries", "verdict", id="a verdict in free words"),
        pytest.param(_verdicts((11, "feasible"), (0, "not-feasible")), "entries", "count", id="a verdict of none"),
        pytest.param(_outcomes((0, "on-ballot")), "entries", "count", id="an outcome of none"),
        pytest.param(_edit("outcomes.decided", roles=["officer-2"]), "entries", "roles", id="decided by one"),
        # order
        pytest.param(_drop("phases.approved"), "events", "never approved", id="phases that nobody approved"),
        pytest.param(_again("phases.approved"), "events", "first entry", id="approved twice"),
        pytest.param(_move_before("phases.approved", "round.amended"), "events", "first entry", id="approved late"),
        pytest.param(_drop("phase.moved"), "events", "ideas does not follow waiting", id="a phase left out"),
        pytest.param(_edit("phases.approved", questions_at=None), "events", "does not follow", id="one too many"),
        pytest.param(_again("phase.moved", 1), "events", "ideas does not follow ideas", id="moved twice"),
        pytest.param(
            _say("ideas.submitted", "phase.moved", phase="questions", roles=["officer-1"]),
            "events",
            "questions does not follow ideas",
            id="back",
        ),
        pytest.param(_edit("phase.moved", at="2026-11-30T08:00:00Z"), "events", "before its time", id="early"),
        pytest.param(_edit("phases.approved", review_at="2026-12-12T07:59:59Z"), "events", "24 hours", id="too short"),
        pytest.param(_move_before("questions.chosen", "phase.moved"), "events", "phase waiting", id="chosen too early"),
        pytest.param(_move_before("questions.chosen", "reviews.published"), "events", "phase review", id="too late"),
        pytest.param(_again("questions.chosen"), "events", "chosen before", id="chosen twice"),
        pytest.param(
            _all(_edit("phases.approved", questions_at=None), _drop("phase.moved")),
            "events",
            "asks no questions",
            id="chosen where none were asked",
        ),
        pytest.param(_drop("ideas.submitted"), "events", "before ideas.submitted", id="ideas never counted"),
        pytest.param(_drop("phase.moved", 2), "events", "must stand here", id="counted, and the phase goes on"),
        pytest.param(
            _all(_edit("ideas.submitted", at="2027-01-05T08:00:06Z")), "events", "must stand here", id="counted before"
        ),
        pytest.param(_drop("reviews.published"), "events", "before the reviews", id="reviews never published"),
        pytest.param(_drop("phase.moved", 3), "events", "must stand here", id="published, and the phase goes on"),
        pytest.param(
            _move_before("outcomes.decided", "reviews.published"), "events", "phase review", id="decided early"
        ),
        pytest.param(
            _move_before("outcomes.decided", "roll.sealed"), "events", "frozen", id="decided after the freeze"
        ),
        pytest.param(_drop("outcomes.decided"), "events", "have their outcomes", id="never decided"),
        pytest.param(_again("outcomes.decided"), "events", "decided before", id="decided twice"),
        pytest.param(
            _say("roll.sealed", "phase.moved", phase="list", roles=["officer-1"]), "events", "frozen", id="moved frozen"
        ),
        pytest.param(
            _move_before("round.created", "reviews.published"), "events", "round.created may not", id="created early"
        ),
        pytest.param(_CANCELLED, "events", "was cancelled", id="goes on after it was called off"),
        pytest.param(
            _all(_move_before("codes.printed", "phases.approved")), "events", "never created", id="printed before all"
        ),
        pytest.param(
            _edit("codes.printed", roles=["clerk-1", "helper-1"]), "events", "two officers", id="many by a clerk"
        ),
        pytest.param(_edit("phase.moved", 1, roles=["officer-9"]), "events", "never appointed", id="by a stranger"),
        # numbers
        pytest.param(_edit("questions.chosen", chosen=6), "events", "more questions", id="more chosen than offered"),
        pytest.param(_edit("ideas.submitted", ideas=4), "events", "more ideas are reviewed", id="more reviewed"),
        pytest.param(_edit("ideas.submitted", ideas=6), "events", "more ideas have an outcome", id="more outcomes"),
        pytest.param(
            _edit("reviews.published", ideas=9, reviews=8), "events", "has no review", id="an idea without a review"
        ),
        pytest.param(_edit("reviews.published", ideas=0), "events", "of no idea", id="reviews of nothing"),
        pytest.param(_edit("reviews.published", reviews=12), "events", "do not add up", id="a review without verdict"),
        pytest.param(_verdicts((6, "feasible"), (4, "if-changed")), "events", "do not add up", id="one verdict hidden"),
        pytest.param(_verdicts((5, "if-changed"), (6, "feasible")), "events", "not sorted", id="verdicts unsorted"),
        pytest.param(_verdicts((5, "feasible"), (6, "feasible")), "events", "not sorted", id="a verdict twice"),
        pytest.param(_outcomes((1, "on-ballot"), (1, "merged")), "events", "not sorted", id="outcomes unsorted"),
        pytest.param(_outcomes((1, "on-ballot"), (1, "on-ballot")), "events", "not sorted", id="an outcome twice"),
    ],
)
def test_a_false_word_about_the_phases_is_named(tmp_path: Path, change: Change, check: str, says: str) -> None:
    """Everything is hashed and signed anew by the operator, and still does not hold together."""
    made = make_round_with_phases()
    change(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.public()), check, says)


def test_codes_are_printed_in_a_draft_only_when_its_round_asks_for_ideas(tmp_path: Path) -> None:
    made = make_round_with_phases()
    kept = {"phases.approved", "phase.moved", "questions.chosen", "ideas.submitted", "reviews.published"}
    for kind in [each["kind"] for each in made.entries if each["kind"] in {*kept, "outcomes.decided"}]:
        _drop(kind)(made)
    _move_before("codes.printed", "projects.frozen")(made)
    made.relink()
    assert_named(verify_files(tmp_path, made.public()), "events", "codes.printed may not come while the round is draft")
