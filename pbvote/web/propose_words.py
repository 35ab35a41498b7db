"""The words for an idea's parts, its stages and what its authors can do with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pbvote.domain.proposal import PARTS, THEMES, IdeaWords, Stage, done_parts
from pbvote.storage.queries.idea_choices import IdeaChoices
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import money

FREE = frozenset({"kind", "help", "pictures"})
"""Parts that may be left out."""


@dataclass(frozen=True, slots=True)
class Task:
    """A part on the task list."""

    part: str
    title: str
    hint: str
    done: bool
    free: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A part as it is read before it is sent; `part` leads to the page where it is changed."""

    part: str
    name: str
    text: str


def parts_of(choices: IdeaChoices) -> tuple[str, ...]:
    """The parts that are asked in a round; without chosen questions there is none to answer."""
    return tuple(part for part in PARTS if part != "question" or choices.questions)


def tasks(words: IdeaWords, choices: IdeaChoices) -> tuple[Task, ...]:
    """The task list of an idea."""
    done, said = done_parts(words), task_words()
    return tuple(Task(part, *said[part], part in done, part in FREE) for part in parts_of(choices))


def task_words() -> dict[str, tuple[str, str]]:
    """Of each part what the task list says, and a hint."""
    return {
        "title": (_("What it is called"), _("A few words")),
        "what": (_("What and why"), _("What would happen, and why it is needed")),
        "helps": (_("Who it helps"), _("And how")),
        "where": (_("Where"), _("The ward, and the place in words")),
        "pot": (_("Which pot"), _("Whose money it is for")),
        "question": (_("Which question it answers"), _("The questions that members chose")),
        "kind": (_("What kind of idea"), _("So that people find it")),
        "cost": (_("What it costs"), _("With a price list to help you")),
        "help": (_("What help you need"), _("People, skills or a place")),
        "pictures": (_("Pictures"), _("Up to four")),
    }


def theme_words(theme: str) -> str:
    """A kind of idea in the language of the page."""
    words = dict(
        zip(
            THEMES,
            (
                _("Play and sport"), _("Music and arts"), _("Learning and work"), _("Feeling well"),
                _("Green places"), _("Safe streets"), _("Places to meet"), _("Help for people"), _("Something else"),
            ),
            strict=True,
        )
    )  # fmt: skip
    return words.get(theme, theme)


def lines_of(words: IdeaWords, choices: IdeaChoices) -> tuple[Line, ...]:
    """An idea as plain lines, for the check page and to tell versions apart; what is empty is left out."""
    names = field_words()
    said = {
        "title": words.title, "what": words.what, "why": words.why, "helps": words.helps, "ward": words.ward,
        "place": words.place, "pot_id": choices.pot_title(words.pot_id),
        "question_id": choices.question_text(words.question_id), "theme": theme_words(words.theme),
        "items": "\n".join(item_lines(words)), "help_needed": words.help_needed,
        "pictures": "\n".join(each.alt for each in words.pictures),
    }  # fmt: skip
    return tuple(
        Line(part, names[field], said[field]) for part, fields in PARTS.items() for field in fields if said[field]
    )


def field_words() -> dict[str, str]:
    """What each field of an idea is called."""
    return {
        "title": _("Title"), "what": _("What would happen"), "why": _("Why it is needed"), "helps": _("Who it helps"),
        "ward": _("Ward"), "place": _("Place"), "pot_id": _("Pot"), "question_id": _("Question"), "theme": _("Kind"),
        "items": _("Costs"), "help_needed": _("Help needed"), "pictures": _("Pictures"),
    }  # fmt: skip


def item_lines(words: IdeaWords) -> tuple[str, ...]:
    """The costs line by line, and their sums."""
    if not words.items:
        return ()
    lines = [
        _("%(number)s × %(name)s: %(cost)s") % {"number": each.number, "name": each.name, "cost": cost_words(each)}
        for each in words.items
    ]
    total = _("Together: %(cost)s") % {"cost": money(words.cost)}
    yearly = _("Each year: %(cost)s") % {"cost": money(words.yearly)}
    return (*lines, total, *((yearly,) if words.yearly else ()))


def cost_words(item: object) -> str:
    """What one line costs, once and each year."""
    once, yearly = money(getattr(item, "once", 0)), getattr(item, "each_year", 0)
    return _("%(once)s and %(yearly)s a year") % {"once": once, "yearly": money(yearly)} if yearly else once


def stage_words(idea: OwnIdea) -> tuple[str, str]:
    """Where an idea of one's own is: a short word for a tag, and a sentence."""
    words = {
        Stage.DRAFT: (_("Draft"), _("Nobody but its authors can see it.")),
        Stage.WAITING: (_("We are reading it"), _("Somebody of the trust reads it before others can.")),
        Stage.OPEN: (_("Open"), _("Everybody can read it.")),
        Stage.HIDDEN: (_("Hidden"), _("Nobody but its authors and the trust can see it.")),
        Stage.WITHDRAWN: (_("Withdrawn"), _("It was taken back.")),
        Stage.MERGED: (_("Merged"), _("It is part of another idea now.")),
        Stage.DECIDED: (_("Decided"), _("The officers have decided about it.")),
    }
    return words[idea.stage]


def reason_words() -> dict[str, str]:
    """Why authors withdraw an idea."""
    return {
        "there-is-another": _("Another idea is like it"),
        "done-already": _("It is being done already"),
        "changed-my-mind": _("I changed my mind"),
        "too-much-work": _("It is too much work for me"),
        "no-reason": _("I do not want to say"),
    }


def missing_words(missing: Sequence[str]) -> dict[str, str]:
    """For the summary of what is missing: the anchor of each task and a sentence."""
    said = task_words()
    return {f"task-{part}": _("Still missing: %(part)s") % {"part": said[part][0]} for part in missing}


def pictures_left(number: int) -> str:
    """How many more pictures there may be."""
    return ngettext("You can add one more.", "You can add %(num)d more.", number) % {"num": number}
