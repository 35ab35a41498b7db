"""How long lists, search, queues and exports of ideas take in a large round: `python -m benchmarks.ideas [IDEAS]`.

Two thousand made-up ideas with twenty thousand comments and a roll of ten thousand members. The members and the round
come through the services; the ideas and what is said about them are put into the database directly, since writing them
one by one through the site would take an hour. Pages are asked over the whole application, the first time uncounted.
The ratio is to the 0.3 seconds that an answer may take, and the last column counts the queries of a page.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, event, insert
from sqlalchemy.orm import Session

from benchmarks.reviewing import measure_reviewing
from pbvote.domain.phase import Phase
from pbvote.domain.proposal import CostItem, IdeaWords
from pbvote.services.text_hash import new_salt, text_hash
from pbvote.storage.search import index_idea
from pbvote.storage.tables import AuthorRow, CommentRow, ProposalRow, ProposalVersionRow, SupportRow
from tests.factories import ROUND, World
from tests.idea_world import IDEAS_AT, idea_world
from tests.web.member import MemberVisitor
from tests.web.staff import StaffVisitor

IDEAS, COMMENTS_EACH, SUPPORTS_EACH, MEMBERS = 2_000, 10, 20, 10_000
MAY_TAKE = 0.3
"""Seconds for lists, search, queue and exports (issue 5, Size)."""
RUNS = 5
WAITING_EACH = 10
"""One comment in so many has not been read by the staff yet."""

THINGS = ("bench", "light", "football", "garden", "music", "kitchen", "minibus", "pond", "studio", "library", "bike")
PLACES = ("park", "school", "river", "station", "market", "church", "library", "estate", "bridge", "field")
WARDS = ("Millgate", "Hillend", "Old Town")
THEMES = ("Sport", "Nature", "Food", "Learning", "Feeling safe")


def words_of(number: int, draw: Random) -> IdeaWords:
    """A made-up idea."""
    thing, place = draw.choice(THINGS), draw.choice(PLACES)
    text = " ".join(draw.choice((*THINGS, *PLACES, "young", "evening", "warm", "together")) for _ in range(120))
    return IdeaWords(
        title=f"A {thing} by the {place}, number {number}", what=text, why=text[:300], helps=text[:200],
        pot_id=draw.choice(("youth", "everybody")), theme=draw.choice(THEMES), ward=draw.choice(WARDS),
        place=f"By the {place}", items=(CostItem(thing, draw.randint(1, 9), draw.randint(1_000, 90_000)),),
    )  # fmt: skip


def put_ideas(world: World, ideas: int) -> None:
    """Ideas, each with a version, an author, supporters and comments."""
    draw = Random(5)  # noqa: S311 - made-up ideas, nothing secret
    with world.office.database.write() as uow:
        for number in range(1, ideas + 1):
            _put_idea(uow.db, world, number, draw)
        uow.commit()


def _put_idea(db: Session, world: World, number: int, draw: Random) -> None:
    words, author = words_of(number, draw), draw.randrange(len(world.members))
    at = IDEAS_AT + timedelta(minutes=number)
    idea = ProposalRow(
        round_id=ROUND, number=number, pot_id=words.pot_id, author_key=world.members[author], young=author % 2 == 0,
        stage="open", title=words.title, theme=words.theme, ward=words.ward, cost=words.cost, version=1, draft_number=1,
        made_at=at, submitted_at=at,
    )  # fmt: skip
    db.add(idea)
    db.flush()
    salt = new_salt()
    db.add(
        ProposalVersionRow(
            proposal_id=idea.id,
            number=1,
            words=words.to_json(),
            salt=salt,
            hash=text_hash(salt, {"number": number}),
            made_by=world.members[author],
            made_at=at,
            shown=True,
        )
    )
    db.add(AuthorRow(proposal_id=idea.id, member_key=world.members[author], since=at))
    index_idea(db, idea.id, words)
    _put_talk(db, world, idea.id, draw)


def _put_talk(db: Session, world: World, idea_id: int, draw: Random) -> None:
    at = IDEAS_AT + timedelta(days=2)
    supporters = draw.sample(range(len(world.members)), draw.randrange(2 * SUPPORTS_EACH))
    rows = [{"proposal_id": idea_id, "member_key": world.members[each], "since": at.date()} for each in supporters]
    if rows:
        db.execute(insert(SupportRow), rows)
    said = [
        {
            "proposal_id": idea_id,
            "kind": "comment",
            "member_key": draw.choice(world.members),
            "text": " ".join(draw.choice(THINGS) for _ in range(25)),
            "state": "waiting" if place % WAITING_EACH == 0 else "shown",
            "made_at": at + timedelta(seconds=place),
        }
        for place in range(COMMENTS_EACH)
    ]
    db.execute(insert(CommentRow), said)


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    """Every statement that the reader's engine runs meanwhile."""
    seen: list[str] = []

    def note(*told: object) -> None:
        seen.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def timed(world: World, what: str, act: Callable[[], object]) -> None:
    """The quickest of some requests: the others were disturbed."""
    with counted_queries(world.office.database.reader) as seen:
        act()
    queries = len(seen)
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    print(f"  {what:56} {min(taken):7.3f} s {min(taken) / MAY_TAKE:6.2f} of {MAY_TAKE} s {queries:4} queries")


def ask(visitor: StaffVisitor | MemberVisitor, path: str) -> None:
    """One line for a page, for the answer alone: the browser of the tests would also check its words."""
    timed(visitor.world, path, lambda: visitor.client.get(path).raise_for_status())


def main() -> None:
    """Build the round, then ask for its pages."""
    ideas = int(sys.argv[1]) if len(sys.argv) > 1 else IDEAS
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        world = idea_world(data / "data", f"sqlite:///{data / 'pbvote.db'}", MEMBERS, Phase.IDEAS)
        put_ideas(world, ideas)
        print(f"{ideas} ideas, {ideas * COMMENTS_EACH} comments, {MEMBERS} members")
        public = f"/rounds/{ROUND}/ideas"
        world.enrol()
        officer = StaffVisitor(world, "officer-1")
        for path in (
            public,
            f"{public}?sort=newest", f"{public}?sort=nearly", f"{public}?q=football+river",
            f"{public}?ward=Hillend&theme=Food&page=3", f"{public}/77", f"{public}.json", "/board", "/board/moderation",
            f"/board/rounds/{ROUND}/ideas",
        ):  # fmt: skip
            ask(officer, path)
        measure_reviewing(world, ask)
        world.office.database.close()


if __name__ == "__main__":
    main()
