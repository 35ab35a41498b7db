"""Pictures of projects that somebody sent."""

from io import BytesIO

import pytest
from PIL import Image

from pbvote.services.keep_picture import keep_picture
from pbvote.web.static import FOREVER, picture_address
from tests.factories import World
from tests.web.visitor import Visitor


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (300, 300), "red").save(made, "PNG")
    return made.getvalue()


def test_it_works(world: World) -> None:
    name = keep_picture(world.office, picture())
    answer = Visitor(world).client.get(f"/pictures/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.startswith(b"\xff\xd8\xff")


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
