"""The ideas of a round as one person looks at them: what they asked for, and the fields that say so."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from pbvote.storage.queries.ideas import MIXED, SORTS, STAGES, IdeaFilter, IdeaList
from pbvote.storage.queries.pages import PotView
from pbvote.web.language import _
from pbvote.web.propose_words import theme_words
from pbvote.web.shelf import Choice

LONGEST = 80
"""Characters of a search or a filter that are looked at."""

LONGEST_CHOICE = 60
"""Characters of a question in a select: longer ones would be cut off by the screen."""

MOST_PAGES = 6
"""Figures of a page's number."""

_FIELDS = {"q": "words", "question": "question", "pot": "pot", "ward": "ward", "theme": "theme", "stage": "stage"}


@dataclass(frozen=True, slots=True)
class Field:
    """A select of the filter."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class IdeaShelf:
    """What the filter shows. `before` and `after` are the ends of addresses of the pages around, empty without one."""

    words: str
    fields: tuple[Field, ...]
    narrowed: bool
    mixed: bool
    before: str
    after: str


def filter_of(query: Mapping[str, str], chance: str) -> IdeaFilter:
    """What an address asks for; whatever it holds, it is only words."""
    # PostgreSQL takes no NUL, and no word has one.
    asked = {name: query.get(field, "").replace("\0", "").strip()[:LONGEST] for field, name in _FIELDS.items()}
    sort = query.get("sort", "")
    return IdeaFilter(
        **{**asked, "stage": asked["stage"] if asked["stage"] in STAGES else ""},
        sort=sort if sort in SORTS else "",
        page=page_in(query, "page"),
        chance=chance,
    )


def page_in(query: Mapping[str, str], name: str) -> int:
    """The number of a page in an address; anything strange is the first."""
    typed = query.get(name, "")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_PAGES else 1


def idea_shelf(wanted: IdeaFilter, found: IdeaList, pots: Iterable[PotView]) -> IdeaShelf:
    """The filter as it stands, with the ways to the pages around."""
    used = _used(wanted)
    return IdeaShelf(
        wanted.words, _fields(wanted, found, tuple(pots)), bool(used), wanted.sort in {"", MIXED} and not wanted.words,
        _end(used, found.page - 1) if found.page > 1 else "",
        _end(used, found.page + 1) if found.page < found.pages else "",
    )  # fmt: skip


def _used(wanted: IdeaFilter) -> dict[str, str]:
    kept = asdict(wanted)
    used = {field: kept[name] for field, name in _FIELDS.items()} | {"sort": wanted.sort}
    return {name: value for name, value in used.items() if value}


def _end(used: dict[str, str], page: int) -> str:
    asked = used | ({"page": str(page)} if page > 1 else {})
    return "?" + urlencode(asked) if asked else "?"


def _fields(wanted: IdeaFilter, found: IdeaList, pots: tuple[PotView, ...]) -> tuple[Field, ...]:
    questions = tuple((str(number), _cut(text)) for number, text in found.questions)
    fields = (
        Field("question", _("Question"), _choices(_("All questions"), questions, wanted.question)),
        Field("pot", _("Pot"), _choices(_("All pots"), ((pot.id, pot.title) for pot in pots), wanted.pot)),
        Field(
            "theme",
            _("Kind"),
            _choices(_("All kinds"), ((each, theme_words(each)) for each in found.themes), wanted.theme),
        ),
        Field("ward", _("Where"), _choices(_("Everywhere"), ((each, each) for each in found.wards), wanted.ward)),
        Field("stage", _("How far it is"), _choices(_("All ideas"), _stages(), wanted.stage)),
        Field("sort", _("Sort by"), _sorts(wanted)),
    )
    return tuple(each for each in fields if len(each.choices) > 1)


def _choices(everything: str, values: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    listed = tuple(Choice(value, text, value == chosen) for value, text in values)
    return (Choice("", everything, not any(each.selected for each in listed)), *listed)


def _stages() -> tuple[tuple[str, str], ...]:
    return (
        ("open", _("Not decided yet")), ("ballot", _("On the ballot")),
        ("decided", _("Decided, not on the ballot")), ("merged", _("Part of another idea")),
    )  # fmt: skip


def _sorts(wanted: IdeaFilter) -> tuple[Choice, ...]:
    names = {MIXED: _("Mixed order"), "newest": _("Newest first"), "nearly": _("Nearly enough support first")}
    if not wanted.words:
        return tuple(Choice(value, text, value == (wanted.sort or MIXED)) for value, text in names.items())
    best = Choice("", _("Best fit first"), selected=not wanted.sort)
    return (best, *(Choice(value, text, value == wanted.sort) for value, text in names.items()))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CHOICE else text[: LONGEST_CHOICE - 1].rstrip() + "…"
