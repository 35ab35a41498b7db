"""The log as an Atom feed."""

from xml.etree.ElementTree import Element, fromstring

from pbvote.storage.tables import RoundRow
from tests.factories import ROUND, World
from tests.web.settings import HERE
from tests.web.visitor import Visitor

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_at(world: World, path: str = "/log.atom") -> Element:
    answer = Visitor(world).client.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return read(answer.content)


def read(written: bytes) -> Element:
    return fromstring(written)  # noqa: S314 - our own feed


def text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def test_it_works(world: World) -> None:
    feed = feed_at(world)
    entries = feed.findall(f"{ATOM}entry")
    assert text(feed, "title") == "The public log of Marlbrook Young People’s Trust"
    assert text(feed, "updated") == text(entries[0], "updated")
    assert text(entries[0], "title").endswith("voting opened.")
    assert text(entries[-1], "content").startswith('{"at":')


def test_every_entry_has_an_id_of_its_own_that_leads_to_it(world: World) -> None:
    """RFC 4287 §4.2.6: an id never changes, so it holds nothing that a request could say."""
    answer = Visitor(world).client.get("/log.atom", headers={"x-forwarded-host": "evil.example"})
    ids = [text(entry, "id") for entry in read(answer.content).findall(f"{ATOM}entry")]
    assert ids == [f"{HERE}/log?entry={number}#entry-{number}" for number in reversed(range(len(ids)))]


def test_a_round_has_a_feed_of_its_own(world: World) -> None:
    whole, own = feed_at(world), feed_at(world, f"/log.atom?round={ROUND}")
    assert text(own, "title") == "The public log of Spring 2027"
    assert 0 < len(own.findall(f"{ATOM}entry")) < len(whole.findall(f"{ATOM}entry"))
    assert text(own, "id") != text(whole, "id")


def test_a_title_with_strange_signs_leaves_the_feed_readable(world: World) -> None:
    with world.office.database.write() as uow:
        row = uow.db.get(RoundRow, ROUND)
        assert row is not None
        row.title = "A <b> & \x0b\ufffe"
        uow.commit()
    assert any("A <b> & \ufffd\ufffd" in text(entry, "title") for entry in feed_at(world).iter(f"{ATOM}entry"))


def test_the_log_page_names_its_feed(visitor: Visitor) -> None:
    assert 'rel="alternate" type="application/atom+xml" href="/log.atom?round=spring-2027"' in (
        visitor.get("/log?round=spring-2027").text
    )
