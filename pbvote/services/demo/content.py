"""What the demo says: the invented trust, its rounds, pots and projects, as marlbrook.toml gives them."""

from dataclasses import dataclass
from datetime import date

from pbvote.domain.pot import Electorate, Pot, Project


@dataclass(frozen=True, slots=True)
class Contact:
    """Where help is to be had."""

    phone: str
    hours: str
    email: str
    address: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoTrust:
    """The invented trust: its people's names, its places, and what it says of itself (paragraphs)."""

    name: str
    borough: str
    host: str
    wards: tuple[str, ...]
    themes: tuple[str, ...]
    officers: tuple[str, ...]
    clerk: str
    helper: str
    reviewer: str
    statement: tuple[str, ...]
    contact: Contact


@dataclass(frozen=True, slots=True)
class Names:
    """Parts of invented names; those of younger and of older people differ as they do in life."""

    given_younger: tuple[str, ...]
    given_older: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appeal:
    """How much each age band likes a project, 0 to 9; its own ward likes it `home` times as much."""

    younger: int
    older: int
    adult: int
    elder: int
    home: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """One thing that the money buys, in pence."""

    item: str
    pence: int


@dataclass(frozen=True, slots=True)
class DemoProject:
    """A project with all that residents read. `what` holds paragraphs; the cost lines add up to the cost."""

    id: str
    title: str
    summary: str
    cost_pence: int
    theme: str
    ward: str
    picture: str
    picture_alt: str
    proposer: str
    what: tuple[str, ...]
    who: str
    buys: tuple[CostLine, ...]
    run: str
    after: str
    appeal: Appeal

    @property
    def body(self) -> str:
        """The full text: blocks with a blank line between them; a line that starts with “- ” is a list item."""
        costs = "\n".join(f"- {line.item}: {_pounds(line.pence)}" for line in self.buys)
        return "\n\n".join((*self.what, self.who, "What the money buys:", costs, self.run, self.after))

    def on_ballot(self) -> Project:
        """The project as the domain knows it."""
        return Project(
            id=self.id,
            title=self.title,
            summary=self.summary,
            cost=self.cost_pence,
            body=self.body,
            theme=self.theme,
            ward=self.ward,
            picture=self.picture,
            picture_alt=self.picture_alt,
            proposer=self.proposer,
        )


@dataclass(frozen=True, slots=True)
class DemoPot:
    """A pot. No wards named means every ward; ages are those on `ages_on`; `who` is for residents."""

    id: str
    title: str
    amount_pence: int
    wards: tuple[str, ...]
    age_from: int
    age_to: int | None
    ages_on: date
    max_ranks: int
    who: str
    projects: tuple[DemoProject, ...]

    def set_up(self) -> Pot:
        """The pot as the domain knows it, with the default count rule."""
        return Pot(
            id=self.id,
            title=self.title,
            budget=self.amount_pence,
            projects=tuple(project.on_ballot() for project in self.projects),
            electorate=Electorate(self.age_from, self.age_to, self.ages_on, self.wards),
            blurb=self.who,
            max_ranks=self.max_ranks,
        )


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A round; its days count from the day on which the demo is made."""

    slug: str
    title: str
    introduction: str
    opened_days_ago: int
    closes_in_days: int
    pots: tuple[DemoPot, ...]


@dataclass(frozen=True, slots=True)
class DemoContent:
    """Everything that marlbrook.toml holds."""

    trust: DemoTrust
    names: Names
    open_round: DemoRound
    finished_round: DemoRound


def _pounds(pence: int) -> str:
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"
