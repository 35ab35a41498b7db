"""The projects of a pot as one person looks at them: mixed, searched, filtered, sorted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from pbvote.storage.queries.pages import ProjectView
from pbvote.web.language import _

SORTS: dict[str, Callable[[ProjectView], Any]] = {
    "cost": lambda project: (project.cost, project.title.casefold()),
    "name": lambda project: project.title.casefold(),
}
MIXED = "mixed"
LONGEST = 80  # characters of a search that are looked at


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a select."""

    value: str
    text: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the filter shows and what it leaves over."""

    projects: tuple[ProjectView, ...]
    total: int
    q: str
    themes: tuple[Choice, ...]
    wards: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    query: str
    """The same filter as the end of an address, empty or from its question mark on."""
    narrowed: bool


def shelf_of(projects: tuple[ProjectView, ...], query: Mapping[str, str], chance: str) -> Shelf:
    """The projects that fit `query`. `chance` says in which mixed order: the same text, the same order."""
    q, theme, ward = (query.get(name, "").strip()[:LONGEST] for name in ("q", "theme", "ward"))
    sort = query.get("sort", MIXED) if query.get("sort") in SORTS else MIXED
    fitting = [each for each in projects if _fits(each, q, theme, ward)]
    fitting.sort(key=SORTS.get(sort) or (lambda project: _mixed(chance, project)))
    used = {"q": q, "theme": theme, "ward": ward, "sort": sort if sort != MIXED else ""}
    used = {name: value for name, value in used.items() if value}
    kinds, places = (_known(getattr(each, name) for each in projects) for name in ("theme", "ward"))
    return Shelf(
        tuple(fitting), len(projects), q,
        _choices(_("All kinds"), kinds, theme), _choices(_("Everywhere"), places, ward), _sorts(sort),
        "?" + urlencode(used) if used else "", bool(used),
    )  # fmt: skip


def _fits(project: ProjectView, q: str, theme: str, ward: str) -> bool:
    text = f"{project.title} {project.summary} {project.body}".casefold()
    words = q.casefold().split()
    return all(word in text for word in words) and theme in {"", project.theme} and ward in {"", project.ward}


def _mixed(chance: str, project: ProjectView) -> bytes:
    return sha256(f"{chance}\0{project.id}".encode()).digest()


def _known(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})


def _choices(everything: str, values: list[str], chosen: str) -> tuple[Choice, ...]:
    return (Choice("", everything, not chosen), *(Choice(value, value, value == chosen) for value in values))


def _sorts(chosen: str) -> tuple[Choice, ...]:
    names = {MIXED: _("Mixed order"), "cost": _("Lowest cost"), "name": _("A to Z")}
    return tuple(Choice(value, text, value == chosen) for value, text in names.items())
