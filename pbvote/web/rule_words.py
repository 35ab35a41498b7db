"""The counting rules in plain words, and the papers they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pbvote.domain.rules import RULES
from pbvote.web.language import _


def rule_words(result: Mapping[str, Any]) -> tuple[str, ...]:
    """How the rule of a result.json works."""
    shares = _("Everybody gets an equal share of the money, and it follows your choices in order.")
    if result.get("groups"):
        shares = _("Each group of voters has a part of the money. Inside a group everybody gets the same.")
        shares += " " + _("Your money follows your choices in order.")
    wins = _("A project wins when the people who want it have enough money left to pay for it.")
    evenly = _("They split the cost as evenly as they can.")
    words = {
        "points-greedy": (
            _("Higher choices give more points. The projects with most points come first, as far as the money goes."),
        ),
        "approval-greedy": (_("The projects that most people chose come first, as far as the money goes."),),
        "equal-shares-points": (
            _("Everybody gets an equal share of the money. It can pay for every project that they chose."),
            wins + " " + _("They pay more for a project that they put higher."),
        ),
        "equal-shares-cost": (
            _("Everybody gets an equal share of the money. It can pay for every project that they chose."),
            f"{wins} {evenly}",
        ),
        "expanding-approvals": (
            _("Every vote begins with the same strength, and it follows your choices in order."),
            _("A project wins when the votes behind it are strong enough for its cost. Then they lose some strength."),
        ),
    }
    return words.get(result["rule"], (shares, f"{wins} {evenly}"))


@dataclass(frozen=True, slots=True)
class Paper:
    """Where a rule comes from; the address is text, since no page of ours leads to another site."""

    words: str
    title: str
    address: str


def paper_of(result: Mapping[str, Any]) -> Paper | None:
    """The paper of the rule of a result.json."""
    known = RULES.get(result["rule"])
    if known is None:
        return None
    first, comma, last = known.reference.authors.rpartition(", ")
    authors = _("%(first)s and %(last)s") % {"first": first, "last": last} if comma else last
    names = {"authors": authors, "year": known.reference.year}
    written = _("%(authors)s wrote about it in %(year)s.") % names
    return Paper(written, known.reference.title, known.reference.link)
