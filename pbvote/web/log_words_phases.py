"""What the entries of the time before the freeze say, in plain words: numbers of texts, never a text or a person."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from pbvote.web.language import _, ngettext
from pbvote.web.presenters import day, number, word

Entry: TypeAlias = Mapping[str, Any]


def approved_words(entry: Entry, title: str) -> str:
    """Two officers approved the phases."""
    said = {"round": title, "when": day(datetime.fromisoformat(entry["ideas_at"]))}
    return _("“%(round)s”: members can put their ideas from %(when)s. The dates were agreed on.") % said


def moved_words(entry: Entry, title: str) -> str:
    """The round went on to its next phase."""
    words = {
        "questions": _("“%(round)s”: members can now say what the round should ask."),
        "ideas": _("“%(round)s”: members can now put their ideas."),
        "review": _("“%(round)s”: no more ideas are taken. They are now reviewed."),
        "list": _("“%(round)s”: the reviews are done. The ballot is put together."),
    }
    return words[entry["phase"]] % {"round": title}


def chosen_words(entry: Entry, title: str) -> str:
    """The questions that head the ideas."""
    words = ngettext(
        "“%(round)s”: members asked one question. %(chosen)s was chosen.",
        "“%(round)s”: members asked %(offered)s questions. %(chosen)s of them were chosen.",
        entry["offered"],
    )
    chosen = word(entry["chosen"]).capitalize() if entry["chosen"] else _("None")
    return words % {"round": title, "offered": word(entry["offered"]), "chosen": chosen}


def submitted_words(entry: Entry, title: str) -> str:
    """How many ideas there are."""
    words = ngettext("“%(round)s”: one idea was sent in.", "“%(round)s”: %(num)s ideas were sent in.", entry["ideas"])
    return words % {"round": title, "num": number(entry["ideas"])}


def reviewed_words(entry: Entry, title: str) -> str:
    """All reviews, published at once."""
    said = "; ".join(_counted(_VERDICTS, each["verdict"], each["count"]) for each in entry["verdicts"])
    words = ngettext(
        "“%(round)s”: one review was published.", "“%(round)s”: %(num)s reviews were published.", entry["reviews"]
    ) % {"round": title, "num": number(entry["reviews"])}
    return f"{words} {said[:1].upper()}{said[1:]}." if said else words


def outcomes_words(entry: Entry, title: str) -> str:
    """What became of every idea."""
    said = "; ".join(_counted(_OUTCOMES, each["outcome"], each["count"]) for each in entry["outcomes"])
    words = _("“%(round)s”: each idea got its answer, and the list went on the ballot.") % {"round": title}
    return f"{words} {said[:1].upper()}{said[1:]}." if said else words


def _counted(table: Mapping[str, Callable[[int], str]], code: str, count: int) -> str:
    """So many of a code; one that is not known yet is named, never hidden."""
    words = table.get(code)
    return (words(count) if words else _("%(num)s with “%(code)s”")) % {"num": number(count), "code": code}


_VERDICTS: Mapping[str, Callable[[int], str]] = {
    "feasible": lambda count: ngettext("one says it can be done", "%(num)s say it can be done", count),
    "if-changed": lambda count: ngettext("one says only if changed", "%(num)s say only if changed", count),
    "not-feasible": lambda count: ngettext("one says it cannot be done", "%(num)s say it cannot be done", count),
}
_OUTCOMES: Mapping[str, Callable[[int], str]] = {
    "on-ballot": lambda count: ngettext("one idea is on the ballot", "%(num)s ideas are on the ballot", count),
    "not-feasible": lambda count: ngettext("one cannot be done", "%(num)s cannot be done", count),
    "too-few-supporters": lambda count: ngettext("one had too few supporters", "%(num)s had too few supporters", count),
    "not-chosen": lambda count: ngettext("one was not chosen", "%(num)s were not chosen", count),
    "merged": lambda count: ngettext("one became part of another", "%(num)s became part of others", count),
    "withdrawn": lambda count: ngettext("one was taken back", "%(num)s were taken back", count),
}

WORDS: Mapping[str, Callable[[Entry, str], str]] = {
    "phases.approved": approved_words,
    "phase.moved": moved_words,
    "questions.chosen": chosen_words,
    "ideas.submitted": submitted_words,
    "reviews.published": reviewed_words,
    "outcomes.decided": outcomes_words,
}
"""By kind of entry; each is given the entry and the title of its round."""
