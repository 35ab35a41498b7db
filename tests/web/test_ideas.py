"""The list of ideas: what is on it, how it is narrowed and ordered, its file; the same work for one as for many."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import CostItem, IdeaWords, Outcome, Stage
from pbvote.services.support_idea import support_idea
from pbvote.storage.tables import PhasesRow, ProposalRow, QuestionRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.services.talk_world import SHED, add_idea
from tests.web.talker import IDEA, IDEAS, Talker
from tests.web.visitor import Page, Visitor

PITCH = SHED.with_part(
    title="Night football", what="Lights on the pitch.", why="It is dark.", ward="Hillend", theme="Play and sport",
    pot_id="youth", items=(CostItem("Lights", 2, 100_000),),
)  # fmt: skip


def numbers(page: Page) -> list[int]:
    """The ideas on a list, in its order."""
    return [int(number) for number in re.findall(r'id="idea-(\d+)"', page.text)]


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(world.office.database.reader, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(world.office.database.reader, "before_cursor_execute", note)


def set_phase(world: World, phase: Phase) -> None:
    with world.office.database.write() as uow:
        uow.db.get_one(PhasesRow, ROUND).phase = phase
        uow.commit()


def decide(world: World, number: int, stage: Stage, outcome: Outcome | None = None) -> None:
    with world.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, number)
        row.stage, row.outcome = stage, outcome
        uow.commit()


def test_an_idea_stands_on_the_list_with_what_it_still_needs(talking: World) -> None:
    page = Visitor(talking).get(IDEAS)
    assert page.heading == "Ideas for Spring 2027"
    assert "A shed to mend bikes Tools and a stand. Cost: £900 Safe streets Millgate" in page.words
    assert "2 more members, and it will be reviewed." in page.words
    support_idea(talking.office, seat_of(talking, 3), ROUND, 1)
    member = Talker(talking, 3)
    words = member.get(IDEAS).words
    assert "You support this idea." in words
    assert "1 more member, and it will be reviewed." in words
    support_idea(talking.office, seat_of(talking, 5), ROUND, 1)
    assert "Enough members support this idea." in member.get(IDEAS).words


def test_nobody_learns_how_many_support_or_wrote_about_an_idea(talking: World) -> None:
    """No counts that shame, no leaderboard: neither on the pages nor in the file."""
    for number in (2, 3, 4, 5, 6, 7):
        support_idea(talking.office, seat_of(talking, number), ROUND, 1)
    visitor = Visitor(talking)
    for path in (IDEAS, IDEA):
        assert not re.search(r"\b6\b|six", visitor.get(path).words)
    (idea,) = json.loads(visitor.get(f"{IDEAS}.json").text)["ideas"]
    assert idea["supported_enough"] is True
    assert 6 not in idea.values()


NARROWED = {
    "q=football": [2], "q=MENDING+bike": [1], "q=bikes+football": [], "ward=Hillend": [2], "theme=Safe+streets": [1],
    "pot=youth": [2], "question=7": [2], "stage=ballot": [3], "stage=merged": [4], "stage=decided": [],
    "q=football&ward=Millgate": [], "stage=open": [1, 2], "ward=Old+Town": [3, 4],
}  # fmt: skip


def test_the_list_is_narrowed(talking: World) -> None:
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        uow.db.add(QuestionRow(id=7, round_id=ROUND, text="What about Fridays?", state="chosen", made_at=now))
        uow.commit()
    add_idea(talking, 2, words=PITCH.with_part(question_id=7))
    for number, title in ((3, "Pond"), (4, "Bench")):
        add_idea(talking, number, words=SHED.with_part(title=title, ward="Old Town", theme="Green places"))
    decide(talking, 3, Stage.DECIDED, Outcome.ON_BALLOT)
    decide(talking, 4, Stage.MERGED)
    visitor = Visitor(talking)
    for query, found in NARROWED.items():
        assert sorted(numbers(visitor.get(f"{IDEAS}?{query}"))) == found, query
    assert "What about Fridays?" in visitor.page.words
    assert numbers(visitor.get(f"{IDEAS}?sort=newest")) == [4, 3, 2, 1]


STRANGE = (
    "q=%00", "q=%E2%80%AE", "q=%22%27%29%28", "page=0", "page=-1", "page=999999", "page=9999999999", "page=x", "page=²",
    "question=99999999999999999999", "question=x", "sort=x", "stage=x", "pot=%00", "ward=" + "x" * 5000,
    "q=" + "a+" * 2000, "q=%FF%FE", "pot=a%00b",
)  # fmt: skip


def test_whatever_stands_in_the_address_is_only_words(talking: World) -> None:
    visitor = Visitor(talking)
    for query in STRANGE:
        visitor.get(f"{IDEAS}?{query}")


def test_pages_hold_24_and_together_show_each_idea_once_in_an_order_of_my_own(talking: World) -> None:
    for number in range(2, 51):
        add_idea(talking, number)
    member, other = Talker(talking, 3), Talker(talking, 5)
    pages = [numbers(member.get(f"{IDEAS}?page={page}")) for page in (1, 2, 3)]
    assert [len(each) for each in pages] == [24, 24, 2]
    seen = [number for each in pages for number in each]
    assert sorted(seen) == list(range(1, 51))
    assert seen != sorted(seen)
    assert numbers(member.get(IDEAS)) == pages[0]
    assert numbers(other.get(IDEAS)) != pages[0]
    assert f"{IDEAS}?page=2" in member.page.links()
    assert numbers(member.get(f"{IDEAS}?page=7")) == pages[2]


def test_those_that_need_fewest_stand_first_and_none_that_has_enough(talking: World) -> None:
    add_idea(talking, 2)
    add_idea(talking, 3)
    for idea, member in ((2, 3), (2, 5), (3, 5)):
        support_idea(talking.office, seat_of(talking, member), ROUND, idea)
    assert numbers(Visitor(talking).get(f"{IDEAS}?sort=nearly")) == [3, 1, 2]


def test_what_waits_is_hidden_or_was_taken_back_is_on_no_list(talking: World) -> None:
    for number, stage in enumerate((Stage.DRAFT, Stage.WAITING, Stage.HIDDEN, Stage.WITHDRAWN), 2):
        add_idea(talking, number, stage=stage, words=PITCH)
    for path in (IDEAS, f"{IDEAS}?q=football", f"{IDEAS}?ward=Hillend", f"{IDEAS}.json"):
        assert "Night football" not in Visitor(talking).get(path).text


def test_the_page_asks_the_database_as_often_for_fifty_as_for_one(talking: World) -> None:
    member = Talker(talking, 3)
    member.get(IDEAS)
    for query in ("", "?sort=nearly", "?q=bikes"):
        with counted(talking) as one:
            member.get(IDEAS + query)
        for number in range(2, 51) if not query else ():
            add_idea(talking, number)
        with counted(talking) as many:
            member.get(IDEAS + query)
        assert len(one) == len(many)


def test_the_file_says_what_the_pages_say_and_nobody_who_wrote_it(talking: World) -> None:
    page = Visitor(talking).get(f"{IDEAS}.json")
    assert page.headers["content-type"] == "application/json"
    (idea,) = json.loads(page.text)["ideas"]
    assert (idea["number"], idea["title"], idea["cost"]) == (1, "A shed to mend bikes", 90_000)
    assert talking.members[1] not in page.text
    assert "Member 1" not in page.text
    assert not {"author", "authors", "young", "supports"} & set(idea)


def test_a_round_without_phases_has_no_ideas(world: World) -> None:
    visitor = Visitor(world)
    for path in (IDEAS, f"{IDEAS}.json", IDEA, "/rounds/nothing/ideas", "/rounds/%00/ideas"):
        assert visitor.get(path, 404).heading == "We cannot find that page"


def test_the_list_says_where_the_round_is(talking: World) -> None:
    visitor = Visitor(talking)
    said = {Phase.QUESTIONS: "can send ideas from", Phase.IDEAS: "until", Phase.REVIEW: "now reviewed",
            Phase.LIST: "what became"}  # fmt: skip
    for phase, words in said.items():
        set_phase(talking, phase)
        assert words in visitor.get(IDEAS).words
        assert (f"/rounds/{ROUND}/propose" in visitor.page.links()) == (phase is Phase.IDEAS)


def test_a39_a_title_is_text(talking: World) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    add_idea(talking, 2, words=IdeaWords(title=evil, what=evil, ward=evil, theme=evil, place=evil, pot_id=evil))
    for path in (IDEAS, f"{IDEAS}?q=script", f"{IDEAS}/2"):
        page = Visitor(talking).get(path)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
