"""A round while it is drafted: names for addresses, dates to begin with, and what a project on the ballot must say."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from unicodedata import normalize

from pbvote.domain.errors import PbvoteError
from pbvote.domain.local_time import known_zone, moment_of
from pbvote.domain.money import format_pounds
from pbvote.domain.round import Schedule
from pbvote.domain.sentence import say
from pbvote.domain.text import fault_in

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_LABEL, LONGEST_BODY = 80, 160, 60, 6000
"""Characters of a project's title, of the sentence on its card, of its kind, place and proposer, and of its text."""

_LONGEST_SLUG = 40
_NOTICE, _OPEN_DAYS, _SPARE_DAYS = timedelta(days=42), 13, 7
_OPENING, _CLOSE = time(9), time(17)


class NotADraftError(PbvoteError):
    """The round is past its freeze: nothing about it can change."""

    def __init__(self) -> None:
        super().__init__(
            say("This round is frozen. Its projects, costs, dates and rules can no longer be changed here.")
        )


class RollBegunError(PbvoteError):
    """Members were sorted into pots by the ages and wards of these pots, and their dates of birth are gone."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Members are on the roll of this round already, sorted by who may vote in each pot. "
                "To change that, take them off the roll first."
            )
        )


class AnswersRefusedError(PbvoteError):
    """Answers that cannot stand: `faults` has a sentence for each of them, by its name."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults.values()))


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """A project as somebody writes it down. `cost` in pence; an empty `id` is made from the title."""

    title: str
    summary: str
    cost: int
    body: str = ""
    theme: str = ""
    ward: str = ""
    proposer: str = ""
    id: str = ""


def faults_of(words: ProjectWords, budget: int) -> dict[str, str]:
    """What cannot stand, by the name of its field; `budget` in pence is that of the pot."""
    lengths = {
        "title": LONGEST_TITLE, "summary": LONGEST_SUMMARY, "body": LONGEST_BODY,
        "theme": LONGEST_LABEL, "ward": LONGEST_LABEL, "proposer": LONGEST_LABEL, "id": LONGEST_LABEL,
    }  # fmt: skip
    faults = {name: fault_of_text(getattr(words, name), most, lines=name == "body") for name, most in lengths.items()}
    if not words.title:
        faults["title"] = say("Write a title.")
    if not words.summary:
        faults["summary"] = say("Write one sentence that says what it is.")
    if words.cost < 1:
        faults["cost"] = say("Write a cost above £0.")
    elif words.cost > budget:
        faults["cost"] = say(
            "The pot holds %(money)s. A project cannot cost more than that.", money=format_pounds(budget)
        )
    return {name: fault for name, fault in faults.items() if fault}


def fault_of_text(text: str, most: int, *, lines: bool = False) -> str:
    """Why a text cannot stand, as a sentence; empty when it can. `most` is in characters."""
    if len(text) > most:
        return say("This has %(length)s characters. Use %(most)s or fewer.", length=f"{len(text):,}", most=f"{most:,}")
    return fault_in(text, lines=lines) or ""


def slug_of(title: str, taken: Collection[str], prefix: str) -> str:
    """A short name for addresses and the log, made from a title and different from those taken.

    `prefix`, a letter and more, is put before a title that begins with no Latin letter.
    """
    letters = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if not name[:1].isalpha():
        name = f"{prefix}-{name}".strip("-")
    name = _cut(name, _LONGEST_SLUG)
    tries = (name, *(f"{_cut(name, _LONGEST_SLUG - 4)}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in tries if each not in taken)


def proposed_schedule(now: datetime, zone: str) -> Schedule:
    """Dates to begin with: two weeks of voting that open on a Monday at 9am, six weeks from now."""
    day = (now + _NOTICE).astimezone(known_zone(zone)).date()
    first = day + timedelta(days=-day.weekday() % 7)
    last = first + timedelta(days=_OPEN_DAYS)
    latest = last + timedelta(days=_SPARE_DAYS)
    return Schedule(
        moment_of(first, _OPENING, zone), moment_of(last, _CLOSE, zone), moment_of(latest, _CLOSE, zone), zone
    )


def _cut(name: str, most: int) -> str:
    return name[:most].rstrip("-")
