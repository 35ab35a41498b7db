"""The round of the demo that asks for ideas, as ideas.toml gives it: what members ask, propose and say."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pbvote.domain.proposal import CostItem
from pbvote.services.demo.toml_table import ContentError, TomlTable
from pbvote.services.prices import PriceWords

YOUNG, ADULT = "young", "adult"


@dataclass(frozen=True, slots=True)
class IdeaPot:
    """A pot that ideas are for; `budget` in pence, ages in years."""

    title: str
    budget: int
    from_age: int
    to_age: int | None

    def admits(self, age: int) -> bool:
        """Whether somebody of this age can take part in it."""
        return self.from_age <= age and (self.to_age is None or age <= self.to_age)


@dataclass(frozen=True, slots=True)
class DemoQuestion:
    """A question of a member, how many support it, and what officers answer."""

    text: str
    supporters: int
    chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class DemoIdea:
    """An idea: `pot` and `question` count from 1; `priced` names lines of the price list with their numbers."""

    author: str
    pot: int
    question: int
    parts: dict[str, str]
    priced: tuple[tuple[str, int], ...]
    own_items: tuple[CostItem, ...]
    supporters: int
    says: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdeaRound:
    """Everything that the round begins with."""

    title: str
    introduction: str
    support: int
    answer_days: int
    pots: tuple[IdeaPot, ...]
    questions: tuple[DemoQuestion, ...]
    prices: tuple[PriceWords, ...]
    ideas: tuple[DemoIdea, ...]


PARTS = ("title", "theme", "ward", "place", "what", "why", "helps")


@cache
def idea_round() -> IdeaRound:
    """The content as it is shipped, read once."""
    return parse_ideas(files("pbvote.services.demo").joinpath("ideas.toml").read_text("utf-8"))


def parse_ideas(text: str) -> IdeaRound:
    """The content, or a `ContentError`."""
    try:
        table = TomlTable("ideas.toml", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"ideas.toml is not TOML: {error}. Mend that line.") from error
    head = table.table("round")
    found = IdeaRound(
        title=head.text("title"),
        introduction=head.text("introduction"),
        support=head.whole("support", least=1),
        answer_days=head.whole("answer_days", least=1),
        pots=tuple(_pot(each) for each in table.tables("pots", "pot")),
        questions=tuple(_question(each) for each in table.tables("questions", "question")),
        prices=tuple(_price(each) for each in table.tables("prices", "price")),
        ideas=tuple(_idea(each) for each in table.tables("ideas", "idea")),
    )
    head.done()
    table.done()
    _check(found)
    return found


def _pot(table: TomlTable) -> IdeaPot:
    pot = IdeaPot(
        title=table.text("title"),
        budget=table.whole("amount_pence", least=1),
        from_age=table.whole("age_from", least=0),
        to_age=table.whole_or_none("age_to", least=0),
    )
    table.done()
    return pot


def _question(table: TomlTable) -> DemoQuestion:
    question = DemoQuestion(
        text=table.text("text"),
        supporters=table.whole("supporters", least=0),
        chosen=table.flag("chosen"),
        why=table.text("why"),
    )
    table.done()
    return question


def _price(table: TomlTable) -> PriceWords:
    price = PriceWords(
        name=table.text("name"),
        unit=table.text("unit"),
        price=table.whole("pence", least=0),
        yearly=table.whole_or_none("yearly", least=0) or 0,
        note=table.text_or_empty("note"),
    )
    table.done()
    return price


def _idea(table: TomlTable) -> DemoIdea:
    author = table.text("author")
    if author not in {YOUNG, ADULT}:
        raise table.fault(f"“author” is “{author}”. Write young or adult.")
    idea = DemoIdea(
        author=author,
        pot=table.whole("pot", least=1),
        question=table.whole("question", least=1),
        parts={name: table.text(name) for name in PARTS},
        priced=table.amounts("items"),
        own_items=tuple(CostItem(name, number, pence) for name, number, pence in table.lines("own_items")),
        supporters=table.whole("supporters", least=0),
        says=table.texts("says", least=0),
        answers=table.texts("answers", least=0),
    )
    table.done()
    return idea


def _check(found: IdeaRound) -> None:
    known = {each.name for each in found.prices}
    for idea in found.ideas:
        title = idea.parts["title"]
        if unknown := {name for name, _ in idea.priced} - known:
            raise ContentError(f"ideas.toml, {title}: “{min(unknown)}” is not on the price list.")
        if idea.pot > len(found.pots) or idea.question > len(found.questions):
            raise ContentError(f"ideas.toml, {title}: there is no such pot or question.")
        if not found.questions[idea.question - 1].chosen:
            raise ContentError(f"ideas.toml, {title}: it answers a question that was not chosen.")
        if len(idea.answers) > len(idea.says):
            raise ContentError(f"ideas.toml, {title}: there are more answers than questions.")
