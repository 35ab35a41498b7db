"""Pictures of projects and ideas that somebody sent."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import update

from pbvote.domain.proposal import Stage
from pbvote.services.idea_pictures import add_picture
from pbvote.services.keep_picture import keep_picture
from pbvote.storage.tables import ProjectRow
from pbvote.web.static import FOREVER, picture_address
from tests.factories import World
from tests.idea_world import seat_of
from tests.ideas import draft_by, judge, submit, words_now
from tests.web.sitting import at_desk
from tests.web.talker import Talker
from tests.web.visitor import Visitor


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 300), "red").save(made, "PNG")
    return made.getvalue()


def test_it_works(world: World) -> None:
    name = keep_picture(world.office, picture())
    assert Visitor(world).client.get(f"/pictures/{name}").status_code == 404
    with world.office.database.write() as uow:
        uow.db.execute(update(ProjectRow).where(ProjectRow.id == "bike").values(picture=name))
        uow.commit()
    answer = Visitor(world).client.get(f"/pictures/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.startswith(b"\xff\xd8\xff")


def test_that_of_an_idea_is_seen_by_who_may_read_the_idea_now(talking: World) -> None:
    """Of the young nobody sees it before it was read, and of a hidden idea nobody who kept its address."""
    proposal_id = draft_by(talking, 2)
    add_picture(talking.office, seat_of(talking, 2), proposal_id, picture(), "A red wall")
    address = f"/pictures/{words_now(talking, 2, proposal_id).pictures[0].name}"
    author, staff = Talker(talking, 2), at_desk(talking, "clerk-1")
    others = (Visitor(talking), Talker(talking, 3), Talker(talking, 4))

    def statuses(*visitors: Visitor) -> set[int]:
        return {each.client.get(address).status_code for each in visitors}

    assert (statuses(author), statuses(staff, *others)) == ({200}, {404})  # a draft is nobody else's
    submit(talking, 2, proposal_id)
    assert (statuses(author, staff), statuses(*others)) == ({200}, {404})  # nobody has read it
    assert author.client.get(address).headers["cache-control"] == "no-store"
    judge(talking, proposal_id, Stage.OPEN)
    assert statuses(author, staff, *others) == {200}
    assert others[0].client.get(address).headers["cache-control"] == "private, max-age=600"
    judge(talking, proposal_id, Stage.HIDDEN, "It shows somebody.")
    assert (statuses(author, staff), statuses(*others)) == ({200}, {404})


@pytest.mark.parametrize(
    "name", ["a.jpg", f"{'a' * 64}.jpg", "..%2f..%2fkeys%2fserver.key", "%2e%2e", f"{'a' * 64}.jpg%00.svg"]
)
def test_a58_nothing_else_is_served(visitor: Visitor, name: str) -> None:
    assert visitor.client.get(f"/pictures/{name}").status_code == 404


def test_pages_find_both_kinds_of_pictures() -> None:
    kept = f"{'a' * 64}.jpg"
    assert picture_address("v", kept) == f"/pictures/{kept}"
    assert picture_address("v", "boat.svg") == "/static/v/pictures/boat.svg"
    assert picture_address("v", None) == "/static/v/pictures/no-picture.svg"
