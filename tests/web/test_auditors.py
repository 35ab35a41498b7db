"""What an auditor opens by the link that two officers made."""

import pytest

from pbvote.services.assemble_bundle import auditor_bundle
from pbvote.services.hand_out_bundle import LIFE
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor
from tests.web.visitor import Visitor

NAME = "Hillend Parents’ Group"
HAND_OUT = f"/board/rounds/{ROUND}/acts/hand-out-the-bundle"


@pytest.fixture
def counted(world: World) -> World:
    """A round with three votes that was counted and is not published."""
    for number in (0, 2, 4):
        world.cast(number, "bike")
    world.close()
    world.agree("draw", seed="1 2 3")
    world.agree("count")
    return world


def link(world: World) -> str:
    secret = world.agree("hand out the bundle", name=NAME)
    assert isinstance(secret, str)
    return f"/auditors/{secret}"


def test_the_page_says_what_it_is_and_gives_the_files(counted: World) -> None:
    visitor, address = Visitor(counted), link(counted)
    words = visitor.get(address).words
    assert NAME in words
    assert "Keep them closed" in words
    answer = visitor.client.get(f"{address}/auditor.zip")
    assert answer.content == auditor_bundle(counted.office, ROUND)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"


def test_the_secret_goes_to_no_other_site_and_into_no_index(counted: World) -> None:
    headers = Visitor(counted).get(link(counted)).headers
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize(
    "path", ["/auditors/guess", "/auditors/guess/auditor.zip", "/auditors/%00", "/auditors/..%2f.."]
)
def test_a58_a_guess_is_not_found(counted: World, path: str) -> None:
    Visitor(counted).get(path, 404)


def test_a_link_that_ended_is_not_found(counted: World) -> None:
    address = link(counted)
    counted.office.clock.offset += LIFE
    visitor = Visitor(counted)
    visitor.get(address, 404)
    visitor.get(f"{address}/auditor.zip", 404)


def test_a_range_gets_the_whole_file(counted: World) -> None:
    """A55: nobody asks for a thousand overlapping pieces."""
    answer = Visitor(counted).client.get(f"{link(counted)}/auditor.zip", headers={"range": "bytes=0-0,0-0,0-0"})
    assert answer.status_code == 200
    assert answer.headers["accept-ranges"] == "none"


def test_what_a_browser_has_already_is_not_sent_again(finished: World) -> None:
    client = Visitor(finished).client
    first = client.get(f"/rounds/{ROUND}/public.zip")
    again = client.get(f"/rounds/{ROUND}/public.zip", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_two_officers_make_the_link_on_pages(staffed: World) -> None:
    """It is shown once, to the one who confirms."""
    staffed.close()
    staffed.agree("draw", seed="1 2 3")
    staffed.agree("count")
    mei, rhys = (StaffVisitor(staffed, role) for role in ("officer-1", "officer-2"))
    mei.get(HAND_OUT)
    mei.press(HAND_OUT, name=NAME)
    address = mei.page.path
    rhys.get(address)
    words = rhys.press(address).words
    path = next(each for each in words.split() if "/auditors/" in each)
    assert NAME in Visitor(staffed).get(path[path.index("/auditors/") :]).words
    assert "/auditors/" not in rhys.get(address).text
    assert NAME in mei.get(f"/board/rounds/{ROUND}/closing").words
