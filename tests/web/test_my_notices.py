"""A member's notices: what they were told, which of it is new, and what comes by e-mail."""

import pytest

from pbvote.services.notice_texts import NOTICES
from pbvote.services.notice_words import holds
from pbvote.services.tell import tell
from pbvote.storage.tables import AccountRow, NoticeRow
from tests.factories import ROUND, World
from tests.web.member import MemberVisitor
from tests.web.visitor import Visitor


@pytest.fixture
def told(world: World) -> World:
    """A world in which members 1 and 2 were told things."""
    say(world, "idea-shown", 1, 2, number=7, title="A bike shed <b>")
    say(world, "idea-hidden", 1, number=7, title="A bike shed", reason="It names a person.")
    return world


def say(world: World, kind: str, *numbers: int, **details: str | int) -> None:
    with world.office.database.write() as uow:
        keys = [world.members[number] for number in numbers]
        tell(uow.db, world.office.clock.now(uow.db), keys, kind, round=ROUND, **details)
        uow.commit()


def give_address(world: World, number: int) -> None:
    with world.office.database.write() as uow:
        now = world.office.clock.now(uow.db)
        uow.db.add(AccountRow(member_key=world.members[number], email=f"m{number}@example.org", joined_at=now))
        uow.commit()


def account(world: World, number: int) -> AccountRow:
    with world.office.database.read() as db:
        return db.get_one(AccountRow, world.members[number])


def test_the_newest_stands_first_with_its_reason_and_its_link(told: World) -> None:
    page = MemberVisitor(told, 1).get("/my/notices")
    assert page.words.index("Your idea is hidden for now") < page.words.index("can now be read by everyone")
    assert "The reason: It names a person." in page.words
    assert "2 of these are new." in page.words
    assert "A bike shed <b>" in page.words
    assert f"/rounds/{ROUND}/ideas/7" in page.links()


def test_nobody_sees_the_notices_of_another(told: World) -> None:
    assert "It names a person" not in MemberVisitor(told, 2).get("/my/notices").text
    assert "There is nothing yet." in MemberVisitor(told, 3).get("/my/notices").words


def test_who_is_not_signed_in_goes_to_the_sign_in_and_comes_back(told: World) -> None:
    page = Visitor(told).get("/my/notices")
    assert page.path == "/members/sign-in"
    assert "/my/notices" in page.text


def test_reading_is_a_press_and_ends_only_what_was_shown(told: World) -> None:
    visitor = MemberVisitor(told, 1)
    page = visitor.get("/my/notices")
    say(told, "new-reply", 1, number=7, title="A bike shed")
    fields = {name: values[0] for name, values in page.form("/my/notices/read").items()}
    page = visitor.post("/my/notices/read", dict(fields))
    assert "One of these is new." in page.words
    with told.office.database.read() as db:
        everybody = db.query(NoticeRow).order_by(NoticeRow.id)
        assert [row.read_at is None for row in everybody.filter_by(member_key=told.members[1])] == [False, False, True]
        assert [row.read_at is None for row in everybody.filter_by(member_key=told.members[2])] == [True]


def test_a_strange_number_reads_nothing(told: World) -> None:
    visitor = MemberVisitor(told, 1)
    for newest in ("", "-1", "1e9", "9" * 13, "x"):
        visitor.post("/my/notices/read", {"csrf": visitor.token, "newest": newest})
    assert "2 of these are new." in visitor.get("/my/notices").words


def test_older_notices_are_on_further_pages(told: World) -> None:
    for _ in range(31):
        say(told, "new-reply", 1, number=7, title="A bike shed")
    visitor = MemberVisitor(told, 1)
    first = visitor.get("/my/notices")
    assert "hidden for now" not in first.words
    older = next(link for link in first.links() if "before=" in link)
    assert "hidden for now" in visitor.get(older).words
    assert visitor.get("/my/notices?before=x").status == 200


def test_without_an_address_nothing_can_be_chosen(told: World) -> None:
    page = MemberVisitor(told, 1).get("/my/notices")
    assert "We have no e-mail address of yours" in page.words
    assert 'name="by-email"' not in page.text


def test_adults_begin_with_yes_and_the_young_with_no(told: World) -> None:
    for number, answer in ((1, "yes"), (2, "no")):
        give_address(told, number)
        text = MemberVisitor(told, number).get("/my/notices").text
        chosen = text.index("checked", text.index('name="by-email"'))
        assert f'value="{answer}"' in text[chosen - 60 : chosen]


def test_choices_are_kept(told: World) -> None:
    give_address(told, 2)
    visitor = MemberVisitor(told, 2)
    page = visitor.post("/my/notices", {"csrf": visitor.token, "by-email": "yes", "topic": ["ideas", "reviews"]})
    assert "Your choices are saved." in page.words
    row = account(told, 2)
    assert row.by_email is True
    assert set(row.muted) == {kind for kind, notice in NOTICES.items() if notice.topic not in {"ideas", "reviews"}}
    say(told, "new-reply", 2, number=7, title="A bike shed")
    say(told, "outcome", 2, number=7, title="A bike shed")
    visitor.post("/my/notices", {"csrf": visitor.token, "by-email": "no", "topic": ["no such topic"]})
    assert account(told, 2).by_email is False


def test_a_foreign_form_changes_nothing(told: World) -> None:
    give_address(told, 1)
    visitor = MemberVisitor(told, 1)
    answer = visitor.client.post("/my/notices", data={"by-email": "no"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert account(told, 1).by_email is None


def test_a_kind_of_an_older_release_is_left_out(told: World) -> None:
    with told.office.database.write() as uow:
        for row in uow.db.query(NoticeRow):
            row.kind = "gone"
        uow.commit()
    assert MemberVisitor(told, 1).get("/my/notices").status == 200


def test_every_notice_leads_to_an_address_of_this_site(told: World) -> None:
    routes = Visitor(told).client.app.router.routes  # type: ignore[attr-defined] # a Starlette app has them
    for kind, notice in NOTICES.items():
        assert holds(notice.link) <= {"round", "number"}
        path = notice.link % {"round": ROUND, "number": 7}
        scope = {"type": "http", "method": "GET", "path": path, "root_path": ""}
        names = {route.name for route in routes if route.matches(scope)[0].value == 2}
        assert names - {"projects"}, kind
