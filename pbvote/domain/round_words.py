"""A round's rules and a pot's electorate in plain words: what residents read, and what two officers approve."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pbvote.domain.group_words import groups_in_words
from pbvote.domain.pot import Electorate
from pbvote.domain.sentence import either, say, together
from pbvote.domain.voter_group import GroupShares

_MONTHS = (
    say("January"), say("February"), say("March"), say("April"), say("May"), say("June"),
    say("July"), say("August"), say("September"), say("October"), say("November"), say("December"),
)  # fmt: skip

_EVERYBODY_THE_SAME = "Everybody who votes has an equal share of the money in the pot."

_EQUAL_SHARES = f"""{_EVERYBODY_THE_SAME}

A project is funded when the people who want it can pay its cost together. They pay as evenly as they can. First we look at first choices, then at first and second choices, and so on."""  # noqa: E501 - a paragraph is one line

_MORE_MONEY = (
    "Much of the pot would stay unspent that way. "
    "So the count runs again with a little more voting money for everyone. "
    "It stops before the funded projects would cost more than the pot."
)

_LEFT = "What is left after that stays in the pot."

_RULES = {
    ("ranked-equal-shares", "add1u"): (
        f"{_EQUAL_SHARES}\n\n{_MORE_MONEY} What is left goes to the projects with most points that still fit."
    ),
    ("ranked-equal-shares", "add1"): f"{_EQUAL_SHARES}\n\n{_MORE_MONEY} {_LEFT}",
    ("ranked-equal-shares", "none"): f"{_EQUAL_SHARES}\n\n{_LEFT}",
    ("points-greedy", "none"): (
        "A first choice gives a project the most points, the next choice one point less, and so on. "
        "The projects with most points are funded first.\n\n"
        "A project that costs more than what is left is passed over, and the next one that fits is funded."
    ),
    ("approval-greedy", "none"): (
        "We count how many people chose each project, in whatever place. "
        "The projects that most people chose are funded first.\n\n"
        "A project that costs more than what is left is passed over, and the next one that fits is funded."
    ),
}

_TIES = (
    "If two projects are exactly level, a public draw decides. "
    "The draw is made after voting has closed and before the count."
)


@dataclass(frozen=True, slots=True)
class PotRules:
    """What the words say of a pot: its title and how it is counted."""

    title: str
    rule: str
    completion: str
    max_ranks: int
    minimum_supporters: int
    quorum: int = 0
    shares: GroupShares | None = None


def rules_in_words(pots: Sequence[PotRules], *, change_allowed: bool) -> str:
    """The rules of a round, in paragraphs with a blank line between them; empty without pots."""
    if not pots:
        return ""
    change = (
        "You can change your vote until voting closes. Your last vote is the one that counts."
        if change_allowed
        else "A vote cannot be changed once it is cast."
    )
    counts = [_count(pot) for pot in pots]
    if len(set(counts)) == 1:
        said = counts[:1]
    else:
        said = [f"{pot.title}: {count}" for pot, count in zip(pots, counts, strict=True)]
    return "\n\n".join((_ranks(pots), *said, *_minimums(pots), *_quorums(pots), _TIES, change)) + "\n"


def who_may_vote(electorate: Electorate) -> str:
    """Who may vote in a pot, as one sentence to a reader."""
    conditions = [*_ages(electorate)]
    if electorate.wards:
        conditions.append(say("you live in %(wards)s", wards=either(sorted(electorate.wards))))
    if electorate.classes:
        conditions.append(say("you are a member of this kind: %(kinds)s", kinds=either(sorted(electorate.classes))))
    if not conditions:
        return say("For every member of the trust.")
    return say("For you if %(conditions)s.", conditions=together(conditions))


def _count(pot: PotRules) -> str:
    words = _RULES[pot.rule, pot.completion]
    return words if pot.shares is None else words.replace(_EVERYBODY_THE_SAME, groups_in_words(pot.shares))


def _ranks(pots: Sequence[PotRules]) -> str:
    most = {pot.max_ranks for pot in pots}
    if most == {1}:
        return "You put one project first."
    if len(most) == 1:
        return f"You put {_projects(most.pop())} in order. You do not have to fill every place."
    each = " ".join(f"{pot.title}: {_projects(pot.max_ranks)}." for pot in pots)
    return f"You put projects in order. {each} You do not have to fill every place."


def _projects(most: int) -> str:
    return "one project" if most == 1 else f"up to {most} projects"


def _minimums(pots: Sequence[PotRules]) -> Iterable[str]:
    if len({pot.minimum_supporters for pot in pots}) == 1:
        yield from _minimum("", pots[0].minimum_supporters)
        return
    for pot in pots:
        yield from _minimum(f" in {pot.title}", pot.minimum_supporters)


def _minimum(where: str, least: int) -> Iterable[str]:
    if least:
        people = "one person puts" if least == 1 else f"{least} people put"
        yield f"A project{where} can only be funded if at least {people} it in their order."


def _quorums(pots: Sequence[PotRules]) -> Iterable[str]:
    together = len({pot.quorum for pot in pots}) == 1
    for pot in pots[:1] if together else pots:
        if pot.quorum:
            where = "a pot" if together and len(pots) > 1 else pot.title
            people = "one person votes" if pot.quorum == 1 else f"{pot.quorum} people vote"
            yield f"Nothing in {where} is funded unless at least {people}."


def _ages(electorate: Electorate) -> Iterable[str]:
    first, last, on = electorate.from_age, electorate.to_age, electorate.on
    if (first is None and last is None) or on is None:
        return
    day = _day(on)
    if first is not None and last is not None and first != last:
        yield say("you are %(first)s to %(last)s years old on %(day)s", first=first, last=last, day=day)
    elif first is not None and last is not None:
        yield say("you are %(age)s years old on %(day)s", age=first, day=day)
    elif first is not None:
        yield say("you are %(age)s or older on %(day)s", age=first, day=day)
    else:
        yield say("you are %(age)s or younger on %(day)s", age=last, day=day)


def _day(day: date) -> str:
    return say("%(day)s %(month)s %(year)s", day=day.day, month=_MONTHS[day.month - 1], year=day.year)
