"""The demo's round that asks its members for ideas: they put questions and ideas, support them, and talk about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from pbvote.domain.phase import PhaseDates
from pbvote.domain.pot import Electorate
from pbvote.domain.proposal import CostItem, IdeaWords, mark_of
from pbvote.domain.round import Schedule
from pbvote.domain.talk import Said, Subject, TextState
from pbvote.services.choose_questions import answer_question, choose_questions
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.demo.hold_round import SEED, ZONE
from pbvote.services.demo.idea_content import YOUNG, DemoIdea, IdeaRound
from pbvote.services.demo.people import InventedMember
from pbvote.services.draft_pot import add_pot, change_electorate
from pbvote.services.draft_round import change_dates, change_words
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import NewMember, enrol_members
from pbvote.services.judge_question import show_question
from pbvote.services.member_seat import MemberSeat
from pbvote.services.moderate import Decision, moderate
from pbvote.services.office import Office
from pbvote.services.panel import appoint_to_panel
from pbvote.services.prices import add_price
from pbvote.services.print_codes import Printing
from pbvote.services.protected_acts import confirm_act, prepare_act
from pbvote.services.put_question import QuestionAt, put_question
from pbvote.services.save_idea import save_idea
from pbvote.services.set_phases import PhaseSettings, set_phases
from pbvote.services.start_idea import start_idea
from pbvote.services.start_round import start_round
from pbvote.services.submit_idea import submit_idea
from pbvote.services.support_idea import support_idea
from pbvote.services.support_question import support_question
from pbvote.services.tick import tick

CLERKS_WORK = "officer-3"
"""The clerk joins at the end, so an officer does it here."""

STARTS, QUESTIONS, IDEAS, REVIEW, LIST, OPENS, CLOSES = -60, -56, -42, 14, 42, 70, 83
"""Days from the day of the demo: all that members did lies before the open round was prepared."""

PANEL = 5
ADULT, OLDEST_YOUNG = 18, 16
"""Ages in years; who is 17 stays out of the demo's ideas, so that everybody's part is clear."""


@dataclass(slots=True)
class AskedRound:
    """The round while it is held, with its members' keys in the order of the people.

    `authors` of ideas in their order and `panel`, the young people's, are numbers of people; `questions` are ids.
    """

    office: Office
    content: IdeaRound
    people: Sequence[InventedMember]
    now: datetime
    keys: tuple[str, ...]
    id: str = ""
    pots: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    panel: tuple[int, ...] = ()
    printing: Printing | None = None

    def move(self, days: int, hour: int = 9) -> None:
        """Let it be so many days from the demo's day, and do what is due."""
        with self.office.database.read() as db:
            self.office.clock.move_to(self.day(days, hour), db)
        tick(self.office)

    def day(self, days: int, hour: int = 9) -> datetime:
        """A moment so many days from the demo's day."""
        return datetime.combine(self.now.astimezone(ZONE).date() + timedelta(days=days), time(hour), ZONE)

    def agree(self, act: str) -> object:
        """Two officers."""
        return confirm_act(self.office, "officer-1", prepare_act(self.office, "officer-2", self.id, act))

    def seat(self, number: int) -> MemberSeat:
        """One of the people as signed in to take part."""
        age = self.people[number].age
        return MemberSeat(self.keys[number], young=age < ADULT, under_16=age < OLDEST_YOUNG, round_id=self.id)


def ask_ideas(
    office: Office, content: IdeaRound, people: Sequence[InventedMember], now: datetime, keys: Sequence[str]
) -> AskedRound:
    """Hold the round up to the middle of its ideas. `keys`: of the same people from an earlier round."""
    held = AskedRound(office, content, people, now, tuple(keys))
    held.move(STARTS)
    _set_up(held)
    held.move(QUESTIONS, 10)
    _ask_questions(held)
    held.move(IDEAS, 10)
    by_name = {each.name: (add_price(office, CLERKS_WORK, each), each) for each in content.prices}
    draw = Random(f"{SEED} ideas")  # noqa: S311 - invented people, nothing secret
    for place, (idea, author) in enumerate(_with_authors(held, draw)):
        held.move(IDEAS + 2 + place, 17)
        held.authors = (*held.authors, author)
        items = tuple(
            CostItem(name, number, by_name[name][1].price, by_name[name][1].yearly, by_name[name][0])
            for name, number in idea.priced
        )
        _propose(held, idea, author, (*items, *idea.own_items), draw)
    return held


def _set_up(held: AskedRound) -> None:
    office, content = held.office, held.content
    held.id = start_round(office, CLERKS_WORK, content.title)
    change_words(office, CLERKS_WORK, held.id, content.title, content.introduction)
    opens, closes = held.day(OPENS), held.day(CLOSES, 17)
    change_dates(office, CLERKS_WORK, held.id, Schedule(opens, closes, closes + timedelta(days=7), ZONE.key))
    pots = []
    for pot in content.pots:
        pots.append(add_pot(office, CLERKS_WORK, held.id, pot.title, pot.budget))
        electorate = Electorate(pot.from_age, pot.to_age, opens.date())
        change_electorate(office, PotOfDraft(CLERKS_WORK, held.id, pots[-1]), electorate)
    held.pots = tuple(pots)
    dates = PhaseDates(held.day(QUESTIONS), held.day(IDEAS), held.day(REVIEW), held.day(LIST))
    set_phases(office, CLERKS_WORK, held.id, PhaseSettings(dates, content.support, content.answer_days, "before"))
    held.agree("approve the phases")
    members = [NewMember(p.name, p.born, p.ward, key=key) for p, key in zip(held.people, held.keys, strict=True)]
    enrol_members(office, held.id, members)
    printing = held.agree("print codes")
    held.printing = printing if isinstance(printing, Printing) else None
    held.panel = tuple(_young(held)[:PANEL])
    for number in held.panel:
        appoint_to_panel(office, CLERKS_WORK, held.id, held.keys[number])


def _ask_questions(held: AskedRound) -> None:
    everybody = range(len(held.people))
    numbers = []
    for place, question in enumerate(held.content.questions):
        asker = place * 7
        number = put_question(held.office, held.seat(asker), held.id, question.text)
        at = QuestionAt(held.id, number)
        show_question(held.office, CLERKS_WORK, at)
        for each in [each for each in everybody if each != asker][: question.supporters]:
            support_question(held.office, held.seat(each), at, wanted=True)
        numbers.append(number)
    held.move(IDEAS - 1, 15)
    for number, question in zip(numbers, held.content.questions, strict=True):
        at = QuestionAt(held.id, number)
        answer_question(held.office, CLERKS_WORK, at, chosen=question.chosen, why=question.why)
    choose_questions(held.office, "officer-1", held.id)
    held.questions = tuple(numbers)


def _young(held: AskedRound) -> list[int]:
    return [number for number, person in enumerate(held.people) if person.age <= OLDEST_YOUNG]


def _with_authors(held: AskedRound, draw: Random) -> Iterator[tuple[DemoIdea, int]]:
    """Each idea with somebody of the right age who wrote no other; the panel's members write none."""
    young = _young(held)[PANEL:]
    adults = [number for number, person in enumerate(held.people) if person.age >= ADULT]
    draw.shuffle(young)
    draw.shuffle(adults)
    for idea in held.content.ideas:
        yield idea, (young if idea.author == YOUNG else adults).pop()


def _propose(held: AskedRound, idea: DemoIdea, author: int, items: tuple[CostItem, ...], draw: Random) -> None:
    office, seat = held.office, held.seat(author)
    number = start_idea(office, seat, held.id)
    parts = {**idea.parts, "pot_id": held.pots[idea.pot - 1], "question_id": held.questions[idea.question - 1]}
    fields = {**parts, "items": items}
    save_idea(office, seat, number, mark_of(IdeaWords(), fields), fields)
    sent = submit_idea(office, seat, number, 1)
    _show(office, Subject.PROPOSAL, number, sent.version)
    others = draw.sample([each for each in range(len(held.people)) if each != author], idea.supporters + len(idea.says))
    for each in others[: idea.supporters]:
        support_idea(office, held.seat(each), held.id, sent.number)
    answers = (*idea.answers, *("" for _ in idea.says))
    for each, said, answer in zip(others[idea.supporters :], idea.says, answers, strict=False):
        kind = Said.QUESTION if answer else Said.COMMENT
        asked = comment_idea(office, held.seat(each), held.id, sent.number, Saying(said, kind))
        _show(office, Subject.COMMENT, asked.id)
        if answer:
            told = comment_idea(office, seat, held.id, sent.number, Saying(answer, Said.ANSWER, asked.id))
            _show(office, Subject.COMMENT, told.id)


def _show(office: Office, subject: Subject, number: int, version: int = 0) -> None:
    moderate(office, CLERKS_WORK, Decision(subject, number, TextState.WAITING, shown=True, version=version))
