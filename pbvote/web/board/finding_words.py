"""What somebody should look at before a list of members is agreed on, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbvote.web.language import _, ngettext

MOST_SHOWN = 100
"""Lines of one kind that a page shows; the number says how many there are."""

_COUNTED = frozenset({"no-address", "strange-wards", "strange-classes"})
"""Findings about many people at once, by number."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """All findings of one kind: what they mean, what to do, and each as line and name with what more there is."""

    title: str
    advice: str
    number: int
    lines: tuple[tuple[str, str, str], ...]
    is_cut: bool = False


def findings_in_words(findings: Sequence[tuple[str, ...]]) -> list[FindingWords]:
    """The findings of a list by kind, the gravest first."""
    found = []
    for kind, (title, advice) in _kinds().items():
        mine = [each for each in findings if each[0] == kind]
        if mine and kind in _COUNTED:
            number = sum(int(each[3]) for each in mine)
            found.append(FindingWords(title, advice, number, _counted(mine)))
        elif mine:
            lines = tuple((line, name, _more(*rest)) for _kind, line, name, *rest in mine[:MOST_SHOWN])
            found.append(FindingWords(title, advice, len(mine), lines, is_cut=len(mine) > MOST_SHOWN))
    return found


def _counted(mine: Sequence[tuple[str, ...]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        ("", name or _("nothing"), ngettext("one person", "%(num)s people", int(number)) % {"num": number})
        for kind, _line, name, number in mine
        if kind != "no-address"
    )


def _kinds() -> Mapping[str, tuple[str, str]]:
    return {
        "strange-wards": (
            _("Wards that no pot names"),
            _("If one is spelt wrong, these people lose a vote. Mend the file and bring it in again."),
        ),
        "strange-classes": (
            _("Kinds of members that no pot names"),
            _("If one is spelt wrong, these people lose a vote. Mend the file and bring it in again."),
        ),
        "other-address": (
            _("Perhaps the same person twice"),
            _("The same name and the same birthday, with another postcode. Ask. Nobody may vote twice."),
        ),
        "mixed": (
            _("Names with letters of two alphabets"),
            _("Such a letter looks like another one. Somebody may try to stand here twice."),
        ),
        "no-pot": (
            _("People who may vote in no pot"),
            _("They are too young or too old, or live elsewhere. They are kept as members and get no letter."),
        ),
        "no-address": (
            _("People without an address or a postcode"),
            _("Their letter cannot be posted. Hand it out in person."),
        ),
        "twice": (_("Stood in the file twice"), _("Each person counts once. Nothing needs to be done.")),
        "on-roll": (_("Are on the list of voters already"), _("They were left out. Nothing needs to be done.")),
        "listed": (_("Were on today’s list already"), _("They were left out. Nothing needs to be done.")),
    }


def _more(extra: str = "") -> str:
    return _("the same as line %(line)s") % {"line": extra} if extra else ""
