"""Similar ideas, the check, and the sending."""

from dataclasses import replace

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import CostItem, Stage
from pbvote.storage.queries.own_ideas import OwnIdea, own_ideas
from pbvote.storage.queries.similar_ideas import MOST_SHOWN, similar_ideas
from tests.factories import ROUND, World
from tests.ideas import WHOLE, draft_by, judge, row_of, saved, sent_by, set_phase, submit, words_now
from tests.services.talk_world import SHED, add_idea
from tests.web.quick import quick_get, quick_post
from tests.web.talker import Talker
from tests.web.visitor import Visitor

CHECK = "/my/ideas/2/check"


def own(world: World, number: int) -> OwnIdea:
    """The newest idea of a member, as they see it."""
    with world.office.database.read() as db:
        return own_ideas(db, world.members[number])[0]


def test_ideas_that_are_alike_are_shown_before_it_is_sent(talking: World) -> None:
    draft_by(talking, 3, WHOLE.with_part(title="Mending bikes in a shed"))
    visitor = Talker(talking, 3)
    page = visitor.get("/my/ideas/2/similar")
    assert page.heading == "Is one of these like yours?"
    assert f"/rounds/{ROUND}/ideas/1" in page.links()
    assert CHECK in page.links()
    assert "Mine is different" in page.words


def test_where_none_is_alike_the_check_comes_at_once(talking: World) -> None:
    draft_by(talking, 3)
    assert Talker(talking, 3).get("/my/ideas/2/similar").path == CHECK


def test_an_idea_that_was_sent_is_not_compared_again(talking: World) -> None:
    sent_by(talking, 3, WHOLE.with_part(title="Mending bikes in a shed"))
    saved(talking, 3, 2, helps="More people.")
    assert Talker(talking, 3).get("/my/ideas/2/similar").path == CHECK


def test_only_what_everybody_can_read_is_alike_and_never_more_than_a_few(talking: World) -> None:
    for number in range(2, 10):
        add_idea(talking, number, words=SHED)
    add_idea(talking, 10, author=2, stage=Stage.WAITING, words=SHED.with_part(title="Bikes shed of a child"))
    draft_by(talking, 3, SHED)
    idea = own(talking, 3)
    with talking.office.database.read() as db:
        found = similar_ideas(db, talking.members[3], idea)
        for title in ("", "' OR 1=1 -- \x00 \" * NEAR("):
            other = replace(idea, words=SHED.with_part(title=title))
            assert similar_ideas(db, talking.members[3], other) == ()
    assert len(found) == MOST_SHOWN
    assert idea.id not in {each.id for each in found}
    assert 10 not in {each.number for each in found}
    assert all(each.supportable for each in found)


def test_one_can_be_supported_instead_and_the_draft_stays(talking: World) -> None:
    draft_by(talking, 3, WHOLE.with_part(title="Mending bikes in a shed"))
    visitor = Talker(talking, 3)
    visitor.get("/my/ideas/2/similar")
    assert f"/rounds/{ROUND}/ideas/1/ask" in visitor.page.links()
    visitor.press(f"/rounds/{ROUND}/ideas/1/support", support="yes")
    assert "You support this idea." in visitor.page.words
    assert "Draft" in visitor.get("/my/ideas").words


def test_ones_own_other_idea_is_shown_but_not_to_be_supported(talking: World) -> None:
    draft_by(talking, 1, WHOLE.with_part(title="Mending bikes in a shed"))
    page = Talker(talking, 1).get("/my/ideas/2/similar")
    assert "A shed to mend bikes" in page.words
    assert "Support this one instead" not in page.words


def test_what_is_missing_is_listed_with_links(talking: World) -> None:
    draft_by(talking, 3, WHOLE.with_part(why="", items=()))
    visitor = Talker(talking, 3)
    page = visitor.get(CHECK)
    assert "Still missing: What and why" in page.words
    assert "/my/ideas/2/what" in page.links()
    assert "/my/ideas/2/cost" in page.links()
    assert "Send my idea" not in page.words
    csrf = visitor.get("/my/ideas/2/title").form("/my/ideas/2/title")["csrf"][0]
    page = visitor.post(CHECK, {"csrf": csrf, "draft": str(row_of(talking, 2).draft_number)}, 422)
    assert "Still missing: What it costs" in page.words


def test_it_says_what_happens_next(talking: World) -> None:
    draft_by(talking, 3)
    draft_by(talking, 2)
    assert "Everybody can read it at once." in Talker(talking, 3).get(CHECK).words
    assert "Somebody of the trust reads it first." in Talker(talking, 2).get("/my/ideas/3/check").words


def test_pressed_twice_it_is_sent_once(talking: World) -> None:
    draft_by(talking, 3)
    visitor = Talker(talking, 3)
    form = {name: values[0] for name, values in visitor.get(CHECK).form(CHECK).items()}
    for _ in range(2):
        assert visitor.post(CHECK, {**form}).heading == "Your idea is sent"
    assert row_of(talking, 2).version == 1


def test_what_a_co_author_changed_meanwhile_is_read_before_it_is_sent(talking: World) -> None:
    draft_by(talking, 3)
    visitor = Talker(talking, 3)
    visitor.get(CHECK)
    saved(talking, 3, 2, title="Quite another thing")
    page = visitor.press(CHECK, 422)
    assert "This idea was changed while you looked at it." in page.words
    assert "Quite another thing" in page.words
    assert visitor.press(CHECK).heading == "Your idea is sent"


def test_a_draft_number_that_is_no_number_sends_nothing(talking: World) -> None:
    draft_by(talking, 3)
    visitor = Talker(talking, 3)
    visitor.get(CHECK)
    for wrong in ("", "x", "-1", "9" * 40, "²"):
        quick_post(visitor, CHECK, {"draft": wrong})
    assert row_of(talking, 2).number is None


def test_too_dear_and_too_late_are_said_and_the_idea_stays(talking: World) -> None:
    dear = (CostItem("Bridge", 1, 2_000_001),)
    draft_by(talking, 3, WHOLE.with_part(items=dear))
    visitor = Talker(talking, 3)
    visitor.get(CHECK)
    assert "The pot holds £20,000, and your idea costs more." in visitor.press(CHECK, 422).words
    saved(talking, 3, 2, items=WHOLE.items)
    visitor.get(CHECK)
    set_phase(talking, Phase.REVIEW)
    assert "That is not now." in visitor.press(CHECK, 422).words
    assert words_now(talking, 3, 2) == WHOLE


def test_a_change_shows_what_came_and_what_went(talking: World) -> None:
    sent_by(talking, 3)
    saved(talking, 3, 2, why="It is very dark there.")
    visitor = Talker(talking, 3)
    assert "You changed something that is not sent yet." in visitor.get("/my/ideas/2").words
    page = visitor.get(CHECK)
    assert '<ins class="pb-added"><span class="govuk-visually-hidden">added: </span>very<' in page.text
    assert '<del class="pb-removed">' in page.text
    visitor.press(CHECK)
    assert row_of(talking, 2).version == 2
    assert "You have changed nothing since you sent it." in visitor.get(CHECK).words


def test_after_sending_the_page_says_who_can_read_it(talking: World) -> None:
    sent_by(talking, 3)
    sent_by(talking, 2)
    assert "Everybody can read it now" in Talker(talking, 3).get("/my/ideas/2/sent").words
    assert "Somebody of the trust reads it." in Talker(talking, 2).get("/my/ideas/3/sent").words
    draft_by(talking, 5)
    assert Talker(talking, 5).get("/my/ideas/4/sent").path == "/my/ideas/4"


def test_versions_are_public_as_far_as_staff_let_them_through(talking: World) -> None:
    sent_by(talking, 3, WHOLE.with_part(why="Secret number 01632 960 999"))
    judge(talking, 2, Stage.HIDDEN, "A number.")
    visitor = Visitor(talking)
    visitor.get(f"/rounds/{ROUND}/ideas/2/versions", 404)
    for why in ("It is dark.", "It is very dark."):
        saved(talking, 3, 2, why=why)
        submit(talking, 3, 2)
        judge(talking, 2, Stage.OPEN)
    page = visitor.get(f"/rounds/{ROUND}/ideas/2/versions")
    assert "Secret number" not in page.text
    assert "Version 3" in page.words
    assert "added: very" in page.words
    for wrong in (f"{ROUND}/ideas/99", f"{ROUND}/ideas/{'9' * 30}", "autumn/ideas/1"):
        quick_get(visitor, f"/rounds/{wrong}/versions", 404)
