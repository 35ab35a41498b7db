"""Building the demo: the invented trust with a finished round, an open one, and one that asks for ideas."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from pbvote.domain.pot import Pot
from pbvote.services.appoint_officer import appoint_officers
from pbvote.services.demo.ask_ideas import ADULT, AskedRound, ask_ideas
from pbvote.services.demo.content import DemoTrust
from pbvote.services.demo.hold_round import SEED, HeldRound, prepare_round, vote
from pbvote.services.demo.idea_content import idea_round
from pbvote.services.demo.people import InventedMember, invent_members
from pbvote.services.demo.read_content import marlbrook
from pbvote.services.install import Release, Trust, install
from pbvote.services.office import Office
from pbvote.services.own_money import own_money
from pbvote.services.seat import Seat
from pbvote.storage.queries.roll import marked_members

PEOPLE = 600
LAST_TURNOUT, PRESENT_TURNOUT = 68, 35
"""Of 100 people: in last year's round, and so far in the open one."""

DRAW = "3 11 19 28 34 45"
CARDS = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A card of an invented member: what a newcomer needs to sign in as them.

    `over` names a round that is over, `asks` one that asks its members for ideas; `part` is theirs in it.
    """

    name: str
    age: int
    ward: str
    code: str
    day: int
    month: int
    pots: tuple[str, ...]
    has_voted: bool
    over: str = ""
    asks: str = ""
    part: str = ""


def build_demo(office: Office, release: Release, say: Callable[[str], None]) -> tuple[Card, ...]:
    """Build it all in an empty installation, saying each stage; cards for a few members. Takes some seconds.

    The clock ends at the true time, so that the open round goes on by itself.
    """
    content, people = marlbrook(), invent_members(SEED, PEOPLE)
    with office.database.read() as db:
        now = office.clock.now(db)
        office.clock.move_to(now - timedelta(days=content.finished_round.opened_days_ago + 20), db)
    install(office, _trust(content.trust), release, shifted=True)
    appoint_officers(office, content.trust.officers)
    last = prepare_round(office, content.finished_round, people, now)
    say(f"{content.trust.name}: {len(content.trust.officers)} officers, {len(people)} members")
    casts = vote(last, LAST_TURNOUT, last.plan.schedule.closes_at)
    finish(last)
    say(f"{last.plan.title}: {casts} casts, closed, drawn, counted, published")
    asked = ask_ideas(office, idea_round(), people, now, last.keys)
    say(f"{asked.content.title}: {len(asked.content.ideas)} ideas of members so far")
    present = prepare_round(office, content.open_round, people, now, last.keys)
    casts = vote(present, PRESENT_TURNOUT, now)
    office.clock.offset = timedelta()
    say(f"{present.plan.title}: open, {casts} casts so far")
    return (*_cards(present), *_card_of_the_result(last), *_cards_of_ideas(asked))


def finish(held: HeldRound) -> None:
    """Close a round by its schedule, then draw, count and publish in the days after."""
    closes_at = held.plan.schedule.closes_at
    held.move(closes_at + timedelta(minutes=3))
    held.agree("draw", seed=DRAW)
    held.move(closes_at + timedelta(days=2))
    held.agree("count")
    held.move(closes_at + timedelta(days=3))
    held.agree("publish")
    held.move(closes_at + timedelta(days=3, minutes=1))  # the jobs check what was published, as a server does at once


def _trust(trust: DemoTrust) -> Trust:
    *places, last = trust.contact.places
    where = f"{', '.join(places)} or {last}" if places else last
    return Trust(trust.name, trust.borough, trust.contact.phone, f"Go to {where}. We are there {trust.contact.hours}.")


def _cards(held: HeldRound) -> tuple[Card, ...]:
    """Cards of people who can vote in different pots: first some who have not voted yet, then one who has."""
    with held.office.database.read() as db:
        voted = marked_members(db, held.plan.id)
    codes = dict(held.printing.codes) if held.printing else {}
    wanted = [(pots, has) for has in (False, True) for pots in (3, 2, 1)]
    cards: list[Card] = []
    for number, person in enumerate(held.people):
        pots = tuple(pot.title for pot in held.plan.pots if _admits(pot, person))
        shape = (len(pots), held.keys[number] in voted)
        if shape in wanted and held.keys[number] in codes:
            wanted.remove(shape)
            born, code = person.born, codes[held.keys[number]]
            cards.append(Card(person.name, person.age, person.ward, code, born.day, born.month, pots, shape[1]))
    return tuple(sorted(cards, key=lambda card: (card.has_voted, -len(card.pots))))[:CARDS]


def _card_of_the_result(held: HeldRound) -> Iterator[Card]:
    """The card of somebody in the round that is over whose money paid for more than one project."""
    pot, codes = held.plan.pots[0], dict(held.printing.codes) if held.printing else {}
    for key, person in zip(held.keys, held.people, strict=True):
        if not _admits(pot, person):
            continue
        found = own_money(held.office, Seat(held.plan.id, key), pot.id)
        if found.money is not None and len(found.money.payments) > 1:
            born = person.born
            yield Card(person.name, person.age, person.ward, codes[key], born.day, born.month, (pot.title,),
                       has_voted=True, over=held.plan.title)  # fmt: skip
            return


def _cards_of_ideas(asked: AskedRound) -> Iterator[Card]:
    """The cards of a young author, of an adult author, and of somebody on the young people's panel."""
    codes = dict(asked.printing.codes) if asked.printing else {}
    parts = {
        "wrote an idea": next(each for each in asked.authors if asked.people[each].age < ADULT),
        "also wrote an idea": next(each for each in asked.authors if asked.people[each].age >= ADULT),
        "sits on the youth panel": asked.panel[0],
    }
    for part, number in parts.items():
        person, code = asked.people[number], codes[asked.keys[number]]
        pots = tuple(each.title for each in asked.content.pots if each.admits(person.age))
        born = person.born
        yield Card(person.name, person.age, person.ward, code, born.day, born.month, pots,
                   has_voted=False, asks=asked.content.title, part=part)  # fmt: skip


def _admits(pot: Pot, person: InventedMember) -> bool:
    return pot.electorate.admits(person.born, person.ward)
