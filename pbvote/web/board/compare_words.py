"""A comparison in words: what each rule would fund, one card a rule, and every project with the rules that fund it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.comparison import Comparison, RuleOutcome
from pbvote.domain.rules import POINTS_GREEDY, RANKED_EQUAL_SHARES, RULES
from pbvote.services.compare_rules import Compared
from pbvote.web.bars import Bar, Measure, bars_of_hundred
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import money, number

FIRST_LETTER = "A"
TENTH = 10
HUNDRED = 100
PENCE = 100


@dataclass(frozen=True, slots=True)
class Names:
    """Titles by id: of the pot's projects, in order, with their costs in pence, and of its groups."""

    projects: Mapping[str, tuple[str, int]]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule with its letter; `is_own` for the rule of the pot."""

    letter: str
    title: str
    text: str
    is_own: bool
    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project and the letters of the rules that fund it."""

    title: str
    cost: int
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """All that the page says of a comparison."""

    lead: str
    few_big: str
    cards: tuple[RuleCard, ...]
    served: tuple[Bar, ...]
    projects: tuple[ProjectLine, ...]
    left_out: str
    missing: str


def rule_name(rule: str) -> str:
    """What a rule is called where several stand side by side."""
    names = {
        "ranked-equal-shares": _("Equal shares, by your order"),
        "points-greedy": _("Most points first"),
        "approval-greedy": _("Most votes first"),
        "equal-shares-points": _("Equal shares, by points"),
        "equal-shares-cost": _("Equal shares, order does not count"),
        "expanding-approvals": _("Equal strength, by your order"),
    }
    return names.get(rule, rule)


def comparison_page(compared: Compared, names: Names) -> ComparisonPage:
    """The page of a comparison."""
    comparison, exact = compared.comparison, compared.people is not None
    words = _Words(comparison, names, compared.own, exact=exact)
    letters = {each.rule: chr(ord(FIRST_LETTER) + place) for place, each in enumerate(comparison.outcomes)}
    return ComparisonPage(
        lead=words.lead(),
        few_big=words.few_big(),
        cards=tuple(words.card(letters[each.rule], each) for each in comparison.outcomes),
        served=words.served(letters),
        projects=tuple(
            ProjectLine(
                title, cost, tuple(letters[each.rule] for each in comparison.outcomes if project in each.funded)
            )
            for project, (title, cost) in names.projects.items()
        ),
        left_out=words.left_out(compared.left_out),
        missing=_missing(compared),
    )


class _Words:
    """The words of one comparison; on real ballots (not `exact`) numbers of people are tens."""

    def __init__(self, comparison: Comparison, names: Names, own: str, *, exact: bool) -> None:
        self._all, self._names, self._own, self._exact = comparison, names, own, exact

    def lead(self) -> str:
        people = {"people": number(self._all.n), "money": money(self._all.budget)}
        if self._exact:
            return _("%(people)s practice votes share out %(money)s.") % people
        return _("The same %(people)s votes, and %(money)s to share out.") % people

    def few_big(self) -> str:
        """Shares fund many small projects and points few big ones: with this pot's own figures."""
        found = {each.rule: each for each in self._all.outcomes}
        shares, points = found.get(RANKED_EQUAL_SHARES.rule_id), found.get(POINTS_GREEDY.rule_id)
        if shares is None or points is None or not shares.funded or not points.funded:
            return ""
        figures = {
            "shares": number(len(shares.funded)),
            "small": _pounds(shares.median_cost),
            "points": number(len(points.funded)),
            "big": _pounds(points.median_cost),
        }
        often = _("Equal shares often fund many small projects, and points a few big ones.")
        if (len(shares.funded), shares.median_cost) == (len(points.funded), points.median_cost):
            return often + " " + _("Here both fund %(shares)s, with a middle cost of %(small)s.") % figures
        return (
            often
            + " "
            + _("Here equal shares fund %(shares)s, with a middle cost of %(small)s.") % figures
            + " "
            + _("Points fund %(points)s, with a middle cost of %(big)s.") % figures
        )

    def card(self, letter: str, outcome: RuleOutcome) -> RuleCard:
        is_own = outcome.rule == self._own
        text = RULES[outcome.rule].title
        return RuleCard(letter, rule_name(outcome.rule), text, is_own, self._rows(outcome), self._notes(outcome))

    def served(self, letters: Mapping[str, str]) -> tuple[Bar, ...]:
        measures = [
            Measure(f"{letters[each.rule]}: {rule_name(each.rule)}", self._of_all(each.served), self._part(each.served))
            for each in self._all.outcomes
        ]
        return bars_of_hundred(measures)

    def left_out(self, projects: int) -> str:
        if not projects:
            return ""
        words = ngettext(
            "One project is not named here, because few people are behind it.",
            "%(number)s projects are not named here, because few people are behind them.",
            projects,
        )
        return words % {"number": number(projects)}

    def _rows(self, outcome: RuleOutcome) -> tuple[tuple[str, str], ...]:
        spent = _("%(spent)s of %(budget)s") % {"spent": money(outcome.spent), "budget": money(self._all.budget)}
        return (
            (_("Projects funded"), number(len(outcome.funded))),
            (_("Money spent"), spent),
            (_("Middle cost of a project"), _pounds(outcome.median_cost) if outcome.funded else _("none")),
            (_("Voters with a project funded"), self._of_all(outcome.served)),
            (_("Voters with a first choice funded"), self._of_all(outcome.first_served)),
            *((self._group(each.group), self._paid(each.paid)) for each in outcome.groups),
        )

    def _notes(self, outcome: RuleOutcome) -> tuple[str, ...]:
        notes = []
        if outcome.unserved is not None:
            said = {"people": self._people(outcome.unserved.voters), "project": self._title(outcome.unserved.project)}
            notes.append(
                _("%(people)s people all chose “%(project)s”, and no project that they chose is funded.") % said
            )
        if outcome.more_money is not None:
            more = outcome.more_money.amount if self._exact else -(-outcome.more_money.amount // PENCE) * PENCE
            said = {"more": money(more), "project": self._title(outcome.more_money.project)}
            words = _("%(more)s more would fund “%(project)s” as well.") if self._exact else _more_words()
            notes.append(words % said)
        return tuple(notes)

    def _people(self, people: int) -> str:
        if self._exact:
            return number(people)
        return _("About %(people)s") % {"people": number(people)} if people else _("Fewer than ten")

    def _of_all(self, people: int) -> str:
        figures = {"people": self._people(people), "all": number(self._all.n), "part": self._part(people)}
        if not self._exact and not people:
            return _("Fewer than ten of %(all)s") % figures
        return _("%(people)s of %(all)s (%(part)s%%)") % figures

    def _part(self, people: int) -> int:
        return min(HUNDRED, people * HUNDRED // self._all.n) if self._all.n else 0

    def _title(self, project: str) -> str:
        return self._names.projects.get(project, (project, 0))[0]

    def _group(self, group: str) -> str:
        return _("Paid with the voting money of “%(group)s”") % {"group": self._names.groups.get(group, group)}

    def _paid(self, paid: Fraction) -> str:
        if self._exact:
            return _pounds(paid)
        return _("about £%(tenths)s of every £10") % {"tenths": number(int(paid))}


def _missing(compared: Compared) -> str:
    """What there was no time for."""
    if compared.missing:
        names = ", ".join(rule_name(each) for each in compared.missing)
        return _("There was no time to count these rules: %(rules)s.") % {"rules": names}
    if not compared.is_whole:
        return _("There was no time to work out how much more money would have funded one project more.")
    return ""


def _more_words() -> str:
    return _("At most %(more)s more would have been needed to fund “%(project)s” as well.")


def _pounds(amount: Fraction | None) -> str:
    """An amount in pence, rounded down to a pound where it is no whole number of pence."""
    return money(int(amount or 0) if amount is None or amount.denominator == 1 else int(amount / PENCE) * PENCE)
