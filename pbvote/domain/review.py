"""The review of an idea: who looks at it, what they can find, and what makes a review whole."""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from pbvote.domain.draft import fault_of_text
from pbvote.domain.proposal import LONGEST_TEXT, MOST_PENCE
from pbvote.domain.sentence import say

COUNCIL, FRONT_LINE, YOUTH = "council", "front-line", "youth"
AREAS = (COUNCIL, FRONT_LINE, YOUTH)
"""Who reviews: an officer of the council, somebody who works with the people it is for, the young people's panel."""

STAFF_AREAS = (COUNCIL, FRONT_LINE)
"""Areas whose reviewers are appointed by two officers; the panel consists of members."""


class Verdict(StrEnum):
    """What a review finds."""

    FEASIBLE = "feasible"
    IF_CHANGED = "if-changed"
    NOT_FEASIBLE = "not-feasible"


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """A review as it is written. `cost` in pence, the reviewer's own figure; None: not given."""

    verdict: str = ""
    cost: int | None = None
    change: str = ""
    worth: str = ""
    reason: str = ""


def review_mark(words: ReviewWords, role: str, state: str, version: int) -> str:
    """A short text that changes with every saved change of a review: a form that carries an older one is late."""
    said = [role, state, version, words.verdict, words.cost, words.change, words.worth, words.reason]
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


def faults_of_review(words: ReviewWords) -> dict[str, str]:
    """What keeps a review from being signed, a sentence for each field."""
    faults = faults_of_draft(words)
    if words.verdict not in set(Verdict):
        faults["verdict"] = say("Say whether it can be done.")
    if not words.reason:
        faults["reason"] = say("Write the reason in plain words. Everybody will read it, the author first.")
    if words.verdict == Verdict.IF_CHANGED and not words.change:
        faults["change"] = say("Say what would have to change.")
    if words.cost is None and words.verdict in {Verdict.FEASIBLE, Verdict.IF_CHANGED}:
        faults["cost"] = say("Write what it costs by your figures.")
    return {name: fault for name, fault in faults.items() if fault}


def faults_of_draft(words: ReviewWords) -> dict[str, str]:
    """What keeps a review even from being saved: texts that are too long or no text, and what no form offers."""
    faults = {name: fault_of_text(getattr(words, name), LONGEST_TEXT, lines=True) for name in _TEXTS}
    if words.verdict not in {"", *Verdict}:
        faults["verdict"] = say("Say whether it can be done.")
    if words.cost is not None and not 0 < words.cost <= MOST_PENCE:
        faults["cost"] = say("Write a cost above £0, or leave it empty.")
    return {name: fault for name, fault in faults.items() if fault}


_TEXTS = ("change", "worth", "reason")


OLDEST_OF_YOUTH = 25
"""Years: a pot whose electorate ends at this age or before is one for the young."""


def is_youth_pot(to_age: int | None) -> bool:
    """Whether a pot is one for the young, by the greatest age of who may vote in it; None: no greatest age."""
    return to_age is not None and to_age <= OLDEST_OF_YOUTH


def needed_areas(*, front_line: bool, youth: bool) -> tuple[str, ...]:
    """Who must have signed before a review is whole: the council always, the others where there is anybody.

    `front_line`: such a reviewer works here. `youth`: the round has a panel, and the idea is for a pot of the young.
    """
    wanted = {COUNCIL: True, FRONT_LINE: front_line, YOUTH: youth}
    return tuple(area for area in AREAS if wanted[area])


def says_another_thing(before: ReviewWords, after: ReviewWords) -> bool:
    """Whether a review that is signed anew says another thing, so that its authors need their days again.

    A reason that is put better says the same thing; another finding, figure or change does not.
    """
    return (before.verdict, before.cost, before.change) != (after.verdict, after.cost, after.change)
