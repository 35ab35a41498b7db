"""A notice in words: its text in the language of its reader, filled with what the act said."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from pbvote.services.notice_kind import OUTCOMES
from pbvote.services.notice_texts import NOTICES

Translate = Callable[[str], str]

_HOLDS = re.compile(r"%\((\w+)\)s")

_UK = ZoneInfo("Europe/London")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The catalogues know them from the pages."""


@dataclass(frozen=True, slots=True)
class Words:
    """A notice in the language of its reader; `path` is an address on this site."""

    subject: str
    sentences: tuple[str, ...]
    path: str


class UnknownNoticeError(ValueError):
    """A kind that has no words: a slip in the code of an act, never of a person."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind} is no kind of notice")


def require_kind(kind: str) -> None:
    """Raise UnknownNoticeError for a kind without words."""
    if kind not in NOTICES:
        raise UnknownNoticeError(kind)


def words_of(kind: str, details: Mapping[str, str], translate: Translate) -> Words:
    """A notice with its details in it; whatever a detail holds, it fills one place and adds no line."""
    notice = NOTICES[kind]
    filled = {name: " ".join(value.split()) for name, value in details.items() if value.strip()}
    said = tuple(translate(each) % filled for each in notice.sentences if holds(each) <= filled.keys())
    path = notice.link if holds(notice.link) <= filled.keys() else "/my/notices"
    return Words(translate(notice.subject), said, path % filled)


def details_of(kept: str, titles: Mapping[str, str], translate: Translate) -> dict[str, str]:
    """What an act told, ready for a sentence: its round by title, and days in words."""
    told = {name: str(value) for name, value in json.loads(kept).items()}
    if told.get("round") in titles:
        told["round_title"] = titles[told["round"]]
    if told.get("outcome") in OUTCOMES:
        told["decided"] = translate(OUTCOMES[told["outcome"]])
    if "until" in told:
        told["until"] = day_words(datetime.fromisoformat(told["until"]), translate)
    if told.get("number") == "0":  # an idea that was never sent has no page
        del told["number"]
    return told


def day_words(at: datetime, translate: Translate) -> str:
    """`14 November 2026`, by the clocks of the United Kingdom, as pages say it; a day alone stays that day."""
    local = at.astimezone(_UK) if at.tzinfo else at
    return f"{local.day} {translate(_MONTHS[local.month - 1])} {local.year}"


def holds(text: str) -> set[str]:
    """The names of the details that a sentence needs."""
    return set(_HOLDS.findall(text))
