"""Beginning an idea, one's own ideas, and the task list; drafts are nobody else's business."""

from pbvote.domain.phase import Phase
from pbvote.storage.tables import RollRow
from tests.factories import ROUND, World
from tests.ideas import WHOLE, draft_by, judge, saved, sent_by, set_phase
from tests.services.talk_world import notices
from tests.web.quick import quick_get
from tests.web.staff import StaffVisitor
from tests.web.talker import IDEAS, Talker
from tests.web.visitor import Visitor

PROPOSE = f"/rounds/{ROUND}/propose"


def test_from_the_button_to_a_sent_idea_page_by_page(talking: World) -> None:
    """One question a page, saved as one goes; the next empty part comes by itself."""
    visitor = Talker(talking, 3)
    visitor.get(PROPOSE)
    visitor.press(PROPOSE)
    own = visitor.page.path
    visitor.get(f"{own}/title")
    for part, fields in (
        ("title", {"title": "Swings for all"}),
        ("what", {"what": "Two swings.", "why": "There are none."}),
        ("helps", {"helps": "Children."}),
        ("where", {"ward": "Millgate", "place": "In the park"}),
        ("pot", {"pot_id": "youth"}),
        ("kind", {"theme": "Play and sport"}),
    ):
        assert visitor.page.path == f"{own}/{part}"
        visitor.press(f"{own}/{part}", **fields)
    assert visitor.page.path == f"{own}/cost"
    visitor.press(f"{own}/cost", add="own", name="Swing", number="2", price="£1,200.50")
    visitor.press(f"{own}/cost", go="1")
    visitor.press(f"{own}/help", help_needed="")
    assert visitor.page.path == f"{own}/pictures"
    visitor.get(own)
    assert "To do" not in visitor.page.words
    visitor.get(f"{own}/similar")
    assert visitor.page.path == f"{own}/check"
    assert "£2,401" in visitor.page.words
    visitor.press(f"{own}/check")
    assert visitor.page.heading == "Your idea is sent"
    assert "Swings for all" in Visitor(talking).get(IDEAS).words


def test_pressed_twice_it_is_one_draft(talking: World) -> None:
    visitor = Talker(talking, 3)
    first = visitor.get(PROPOSE) and visitor.press(PROPOSE).path
    visitor.get(PROPOSE)
    assert visitor.press(PROPOSE).path == first


def test_who_is_not_signed_in_can_read_what_it_needs(talking: World) -> None:
    page = Visitor(talking).get(PROPOSE)
    assert "Sign in and begin" in page.words
    # a link: a form would first say that they had been signed out, and then ask to send an empty form again
    assert f"/members/sign-in?return={PROPOSE}" in page.links()
    assert "We read what people under 18 write before others can." in page.words


def test_one_leaves_and_comes_back_to_what_was_written(talking: World) -> None:
    proposal_id = draft_by(talking, 3, WHOLE.with_part(why=""))
    page = Talker(talking, 3).get(f"/my/ideas/{proposal_id}")
    assert page.heading == WHOLE.title
    assert "Nobody but its authors can see it." in page.words
    assert page.words.count("To do") == 1
    page = Talker(talking, 3).get(f"/my/ideas/{proposal_id}/what")
    assert "Put six lamps on the path." in page.text


def test_a_draft_is_not_there_for_others(talking: World) -> None:
    proposal_id = draft_by(talking, 3)
    others, stranger = (Talker(talking, 5), Talker(talking, 2)), Visitor(talking)
    for page in ("", "/title", "/cost", "/pictures", "/similar", "/check", "/sent", "/authors", "/withdraw"):
        for visitor in others:
            assert WHOLE.title not in quick_get(visitor, f"/my/ideas/{proposal_id}{page}", 404)
        assert quick_get(stranger, f"/my/ideas/{proposal_id}{page}", 303).startswith("/members/sign-in?return=")


def test_addresses_of_no_page(talking: World) -> None:
    visitor = Talker(talking, 1)
    for address in ("999", "99999999999999999999", "1/nothing", "x"):
        quick_get(visitor, f"/my/ideas/{address}", 404)


def test_a_draft_is_found_nowhere(talking: World) -> None:
    draft_by(talking, 3, WHOLE.with_part(title="Zebra crossing"))
    stranger = Visitor(talking)
    for address in (IDEAS, f"{IDEAS}?words=zebra", f"/rounds/{ROUND}", "/", "/log.jsonl", f"{IDEAS}.json"):
        assert "Zebra" not in quick_get(stranger, address, 200)
    assert "Zebra" not in Talker(talking, 5).get("/my/ideas").text
    assert "Zebra" not in StaffVisitor(talking, "officer-1").get("/board").text


def test_the_list_of_ones_ideas_says_where_each_is(talking: World) -> None:
    sent_by(talking, 2)
    draft_by(talking, 2, WHOLE.with_part(title="Only begun"))
    words = Talker(talking, 2).get("/my/ideas").words
    assert "We are reading it" in words
    assert "Only begun Draft" in words


def test_without_ideas_the_list_leads_on(talking: World) -> None:
    assert "You have no ideas yet." in Talker(talking, 5).get("/my/ideas").words


def test_of_a_hidden_idea_the_authors_read_why(talking: World) -> None:
    proposal_id = sent_by(talking, 3)
    judge(talking, proposal_id, "hidden", "A phone number stands in it.")  # type: ignore[arg-type] # a stage by its word
    words = Talker(talking, 3).get(f"/my/ideas/{proposal_id}").words
    assert "A phone number stands in it." in words
    assert "You can change it and send it again." in words


def test_outside_its_phase_there_is_a_date_and_no_button(talking: World) -> None:
    visitor = Talker(talking, 3)
    form = dict(visitor.get(PROPOSE).form(PROPOSE))
    for phase, words in ((Phase.QUESTIONS, "Ideas open at"), (Phase.REVIEW, "Ideas closed at")):
        set_phase(talking, phase)
        visitor.post(PROPOSE, {name: values[0] for name, values in form.items()})
        assert words in visitor.page.words
        assert "Begin an idea" not in visitor.page.words


def test_who_is_not_on_the_roll_reads_why_they_cannot(talking: World) -> None:
    with talking.office.database.write() as uow:
        uow.db.get_one(RollRow, (ROUND, talking.members[3])).removed = True
        uow.commit()
    assert "You are not on the list of members of this round." in Talker(talking, 3).get(PROPOSE).words


def test_a_round_that_asks_for_no_ideas_has_no_such_page(talking: World) -> None:
    Talker(talking, 3).get("/rounds/autumn/propose", 404)


def test_nothing_is_told_to_anybody_before_it_is_sent(talking: World) -> None:
    draft_by(talking, 3)
    saved(talking, 3, 2, title="Other")
    assert [notices(talking, number) for number in range(8)] == [[]] * 8


def test_its_authors_read_on_its_page_what_happens_next(talking: World) -> None:
    visitor, own = Talker(talking, 1), f"/my/ideas/{sent_by(talking, 1)}"
    assert "2 more members, and it will be reviewed." in visitor.get(own).words
    set_phase(talking, Phase.REVIEW)
    assert "Too few members support it, so nobody reviews it." in visitor.get(own).words
    set_phase(talking, Phase.LIST)
    assert "The officers put the ballot together now." in visitor.get(own).words
