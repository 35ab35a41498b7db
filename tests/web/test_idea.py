"""The page of one idea: who may see it when, support, what happened, and what the page says about its authors."""

import pytest

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Outcome, Stage
from pbvote.domain.talk import Said
from pbvote.storage.tables import AccountRow, AuthorRow, CommentRow, ProposalRow, ProposalVersionRow
from tests.factories import ROUND, World
from tests.services.talk_world import SHED, add_idea
from tests.web.talker import IDEA, IDEAS, Talker, say
from tests.web.test_ideas import counted, decide, set_phase
from tests.web.visitor import Visitor


def test_everybody_reads_an_idea(talking: World) -> None:
    page = Visitor(talking).get(IDEA)
    assert page.heading == "A shed to mend bikes"
    for words in (
        "Tools and a stand.",
        "Bikes rust.",
        "Cost £900",
        "Whole Marlbrook pot",
        "From: A member",
        "£900 = £900",
    ):
        assert words in page.words
    assert "Sign in to support it" in page.words
    assert "/members/sign-in?return=/rounds/spring-2027/ideas/1%23support" in page.links()


def test_a_member_supports_it_and_takes_that_back(talking: World) -> None:
    member = Talker(talking, 3)
    assert "Support this idea" in member.get(IDEA).words
    page = member.press(f"{IDEA}/support", support="yes")
    for words in ("1 more member, and it will be reviewed.", "You support this idea.", "Take my support back"):
        assert words in page.words
    page = member.press(f"{IDEA}/support", back="yes")
    assert "2 more members" in page.words


def test_an_author_is_not_asked_to_support_their_own_idea(talking: World) -> None:
    author = Talker(talking, 1)
    page = author.get(IDEA)
    assert f"{IDEA}/support" not in page.text
    assert f"{IDEA}/comment" in page.text
    assert "/my/ideas/1" in page.links()
    token = page.form(f"{IDEA}/comment")
    assert author.post(f"{IDEA}/support", {**token, "support": "yes"}, 409).heading == "That did not work"


def test_support_ends_with_its_phase_and_the_page_says_nothing_about_too_few(talking: World) -> None:
    member = Talker(talking, 3)
    for phase in (Phase.REVIEW, Phase.LIST):
        set_phase(talking, phase)
        page = member.get(IDEA)
        assert f"{IDEA}/support" not in page.text
        assert "more members" not in page.words


@pytest.mark.parametrize(
    ("stage", "heading"),
    [(Stage.HIDDEN, "This idea is hidden"), (Stage.WITHDRAWN, "The authors took this idea back")],
)
def test_what_was_closed_says_why_and_none_of_its_words(talking: World, stage: Stage, heading: str) -> None:
    say(talking, 3, "A comment on it.")
    with talking.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, 1)
        row.stage, row.judged_reason = stage, "It names a child."
        uow.commit()
    page = Visitor(talking).get(IDEA)
    assert page.heading == heading
    assert ("It names a child." in page.words) == (stage is Stage.HIDDEN)
    for words in ("shed", "Tools", "A comment on it."):
        assert words not in page.text
    author = Talker(talking, 1).get(IDEA)
    assert ("/my/second-look/proposal/1" in author.links()) == (stage is Stage.HIDDEN)


def test_what_nobody_has_read_is_not_there_but_for_its_authors(talking: World) -> None:
    add_idea(talking, 2, author=2, stage=Stage.WAITING)
    assert Visitor(talking).get(f"{IDEAS}/2", 404).heading == "We cannot find that page"
    Talker(talking, 3).get(f"{IDEAS}/2", 404)
    assert "This idea is being read" in Talker(talking, 2).get(f"{IDEAS}/2").words


def test_an_idea_that_was_changed_says_that_it_is_read_first(talking: World) -> None:
    with talking.office.database.write() as uow:
        uow.db.get_one(ProposalVersionRow, (1, 1)).shown = True
        row = uow.db.get_one(ProposalRow, 1)
        uow.db.add(
            ProposalVersionRow(
                proposal_id=1, number=2, words=SHED.with_part(title="New words").to_json(), made_at=row.made_at
            )
        )
        row.version, row.stage, row.title = 2, Stage.WAITING, "New words"
        uow.commit()
    page = Visitor(talking).get(IDEA)
    assert page.heading == "This idea is being read"
    assert "New words" not in page.text


@pytest.mark.parametrize("path", ["/0", "/2", "/99999999999999999999", "/-1", "/x"])
def test_an_idea_that_is_not_there(talking: World, path: str) -> None:
    Visitor(talking).get(IDEAS + path, 404)


def test_a_merged_idea_keeps_everything_and_leads_on(talking: World) -> None:
    say(talking, 3, "A comment on it.")
    add_idea(talking, 2)
    with talking.office.database.write() as uow:
        row = uow.db.get_one(ProposalRow, 1)
        row.stage, row.merged_into = Stage.MERGED, 2
        uow.commit()
    page = Visitor(talking).get(IDEA)
    assert "A comment on it." in page.words
    assert f"{IDEAS}/2" in page.links()
    assert "Comments are closed." in page.words


def test_a_decided_idea_says_what_became_of_it(talking: World) -> None:
    decide(talking, 1, Stage.DECIDED, Outcome.ON_BALLOT)
    assert "This idea goes on the ballot." in Visitor(talking).get(IDEA).words


def test_young_authors_and_writers_are_never_named(talking: World) -> None:
    """Neither by name nor by ward, whatever their account says; an adult only if they chose it."""
    add_idea(talking, 2, author=2, words=SHED.with_part(ward=""))
    number = say(talking, 4, "Nice.")
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        uow.db.get_one(CommentRow, number).state = "shown"
        for each in (1, 2, 4):
            uow.db.merge(AccountRow(member_key=talking.members[each], shown_as="name", joined_at=now))
        uow.commit()
    visitor = Visitor(talking)
    one, two = visitor.get(IDEA), visitor.get(f"{IDEAS}/2")
    assert "From: Member 1" in one.words
    assert "A young member" in one.words
    assert "From: A young member" in two.words
    for page in (one, two):
        for name in ("Member 2", "Member 4", talking.members[2], talking.members[4]):
            assert name not in page.text
    assert "Millgate" not in two.text


def test_an_author_who_left_is_nobody(talking: World) -> None:
    with talking.office.database.write() as uow:
        uow.db.delete(uow.db.get_one(AuthorRow, (1, talking.members[1])))
        uow.db.get_one(ProposalRow, 1).author_key = None
        uow.commit()
    assert "From a member who has left" in Visitor(talking).get(IDEA).words


def test_the_page_asks_the_database_as_often_for_fifty_texts_as_for_one(talking: World) -> None:
    first = say(talking, 3)
    say(talking, 5, "Who?", Said.QUESTION)
    member = Talker(talking, 3)
    member.get(IDEA)
    with counted(talking) as one:
        member.get(IDEA)
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        for number in range(120):
            writer, kind = talking.members[number % 8], ("question" if number % 3 else "comment")
            parent = first if kind == "comment" and number % 2 else None
            row = CommentRow(proposal_id=1, member_key=writer, kind=kind, text=f"Text {number}", state="shown",
                             made_at=now, parent_id=parent)  # fmt: skip
            uow.db.add(row)
        uow.commit()
    with counted(talking) as many:
        page = member.get(IDEA)
    assert len(one) == len(many)
    assert page.text.count('id="text-') > 50


def test_comments_are_turned_fifty_at_a_time(talking: World) -> None:
    first = say(talking, 3, "The first one.")
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        words = [f"Reply {number}." for number in range(60)]
        writer = talking.members[5]
        rows = [
            CommentRow(proposal_id=1, member_key=writer, text=each, state="shown", made_at=now, parent_id=first)
            for each in words
        ]
        uow.db.add_all(rows)
        uow.commit()
    visitor = Visitor(talking)
    page = visitor.get(IDEA)
    assert page.text.count('id="text-') == 50
    assert f"{IDEA}?page=2#talk" in page.links()
    page = visitor.get(f"{IDEA}?page=2")
    assert page.text.count('id="text-') == 11
    assert "This goes on from the page before." in page.words
    assert "Reply 59." in page.words


@pytest.mark.parametrize("address", ["support", "comment", "ask", "reply/1", "remove/1"])
def test_a_forged_form_does_nothing(talking: World, address: str) -> None:
    say(talking, 3)
    member = Talker(talking, 3)
    sent = member.client.post(
        f"{IDEA}/{address}", data={"text": "Hm.", "support": "yes"}, headers={"origin": "https://evil.example"}
    )
    assert sent.status_code == 403
    assert "Hm." not in member.get(IDEA).words
    assert ROUND in member.page.path
