"""The trust of the demo as browsers visit it: a published round, an open one, and a card for each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from starlette.applications import Starlette

from e2e.server import serving
from pbvote.config import Settings
from pbvote.services.appoint_officer import appoint_officers
from pbvote.services.demo.build import finish
from pbvote.services.demo.hold_round import SEED, HeldRound, prepare_round, vote
from pbvote.services.demo.people import invent_members
from pbvote.services.demo.read_content import marlbrook
from pbvote.services.install import install
from pbvote.services.office import Office, office_at
from pbvote.storage.clock import Clock
from pbvote.storage.queries.roll import marked_members
from pbvote.web.app import create_app
from tests.factories import ORIGIN, RELEASE, TRUST, World, member

PEOPLE, LAST_TURNOUT, PRESENT_TURNOUT = 300, 40, 30
"""Small, but with every kind of check code: counted, recorded, replaced, taken back."""

OLDEST = 19


@dataclass(frozen=True, slots=True)
class Card:
    """What a voter holds and knows."""

    member: str
    code: str
    born: date


@dataclass(slots=True)
class Site:
    """A served installation; `cards` are of members whom no test has used yet."""

    address: str
    office: Office
    cards: Iterator[Card]

    def card(self) -> Card:
        """The card of somebody who has not voted: each test takes its own, so none disturbs another."""
        return next(self.cards)


@contextmanager
def marlbrook_site(data: Path) -> Iterator[Site]:
    """Last year's round published, this year's open. Every card has the young people's pot and one for everybody."""
    office = office_at(data, f"sqlite:///{data / 'pbvote.db'}", ORIGIN, Clock())
    cards = _build(office)
    with serving(lambda address: _app(address, office)) as address:
        yield Site(address, office, iter(cards))
    office.database.close()


@contextmanager
def world_site(world: World) -> Iterator[Site]:
    """A small world of tests/factories.py, served, with the cards of its young members."""
    codes = world.codes or {}
    young = list(enumerate(world.members))[::2]
    cards = [Card(key, codes[key], member(number).born) for number, key in young]
    with serving(lambda address: _app(address, world.office)) as address:
        yield Site(address, world.office, iter(cards))
    world.office.database.close()


def _app(address: str, office: Office) -> Starlette:
    return create_app(Settings.from_environment({"PBVOTE_ADDRESS": address}), office)


def _build(office: Office) -> list[Card]:
    content, people = marlbrook(), invent_members(SEED, PEOPLE)
    with office.database.read() as db:
        now = office.clock.now(db)
        office.clock.move_to(now - timedelta(days=content.finished_round.opened_days_ago + 20), db)
    install(office, TRUST, RELEASE, shifted=True)
    appoint_officers(office, content.trust.officers)
    last = prepare_round(office, content.finished_round, people, now)
    vote(last, LAST_TURNOUT, last.plan.schedule.closes_at)
    finish(last)
    present = prepare_round(office, content.open_round, people, now, last.keys)
    vote(present, PRESENT_TURNOUT, now)
    office.clock.offset = timedelta()
    return _cards(present)


def _cards(held: HeldRound) -> list[Card]:
    with held.office.database.read() as db:
        voted = marked_members(db, held.plan.id)
    codes = dict(held.printing.codes) if held.printing else {}
    return [
        Card(key, codes[key], person.born)
        for key, person in zip(held.keys, held.people, strict=True)
        if person.age <= OLDEST and key not in voted
    ]
