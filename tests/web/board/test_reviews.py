"""The pages of reviewers: the queue, the form, and staying out."""

import pytest
from sqlalchemy import select

from pbvote.storage.tables import AssignmentRow, ReviewRow, StaffSessionRow
from tests.factories import World
from tests.ideas import saved, submit
from tests.review_world import sign, staff_seat_of
from tests.web.staff import StaffVisitor

WORDS = {"verdict": "feasible", "cost": "£4,000", "reason": "The land is ours. It can be done in May."}


@pytest.fixture
def ines(reviewing: World) -> StaffVisitor:
    """Reviewer 1, who reviews for the council."""
    return StaffVisitor(reviewing, "reviewer-1")


@pytest.fixture
def writing(ines: StaffVisitor) -> StaffVisitor:
    """The same with idea 1 taken and its form open."""
    ines.get("/board/reviews/1")
    ines.press("/board/reviews/1/take")
    return ines


def kept(world: World) -> ReviewRow | None:
    with world.office.database.read() as db:
        return db.scalars(select(ReviewRow).filter_by(proposal_id=1, area="council")).one_or_none()


def test_the_queue_shows_what_waits_the_oldest_first(ines: StaffVisitor) -> None:
    page = ines.get("/board/reviews")
    assert "You review for the council." in page.words
    assert "3 ideas wait for a reviewer" in page.words
    places = [page.words.index(title) for title in ("A garden for", "Lamps on the", "Bike repair shed")]
    assert places == sorted(places)
    assert "A boat for all" not in page.words, "nobody supports it"
    assert "/board/reviews" in ines.get("/board").links()


def test_a_reviewer_takes_saves_and_signs(writing: StaffVisitor) -> None:
    world = writing.world
    page = writing.press("/board/reviews/1", save="yes", reason="Not sure yet.")
    assert "Nobody else can read it before you sign it." in page.words
    assert "Yours to write" in writing.get("/board/reviews").words
    assert "You have begun." in writing.page.words
    writing.get("/board/reviews/1")
    page = writing.press("/board/reviews/1", sign="yes", **WORDS)
    assert "The authors read it when the others have signed as well." in page.words
    assert "Signed by you" in page.words
    row = kept(world)
    assert row is not None
    assert (row.state, row.cost, row.role) == ("signed", 400_000, "reviewer-1")
    assert "That is £700 more than the authors’ figure." in writing.get("/board/reviews/1").words


FAULTS: tuple[tuple[dict[str, str], str], ...] = (
    ({"reason": ""}, "Write the reason in plain words."),
    ({"verdict": ""}, "Say whether it can be done."),
    ({"cost": "lots"}, "Write the price in figures"),
    ({"cost": "£1,200.5"}, "Write pence with two figures"),
    ({"cost": ""}, "Write what it costs by your figures."),
    ({"verdict": "if-changed"}, "Say what would have to change."),
    ({"reason": "a" * 3001}, "Use 3,000 or fewer."),
    ({"reason": "turned \u202e around"}, "hidden signs"),
)


def test_what_was_typed_stays_beside_what_is_wrong(writing: StaffVisitor) -> None:
    for typed, message in FAULTS:
        page = writing.press("/board/reviews/1", 422, sign="yes", **{**WORDS, "worth": "Neighbours meet.", **typed})
        assert message in page.words
        assert "Neighbours meet." in page.text
        assert typed.get("reason", WORDS["reason"]) in page.text
    assert kept(writing.world) is None


def test_a_pasted_novel_arrives_and_is_told_its_length(writing: StaffVisitor) -> None:
    page = writing.press("/board/reviews/1", 422, sign="yes", **{**WORDS, "reason": "Once upon a time. " * 8000})
    assert "This has 143,999 characters" in page.words
    assert page.text.count("Once upon a time.") == 8000


def test_html_in_a_reason_is_text(writing: StaffVisitor) -> None:
    page = writing.press("/board/reviews/1", save="yes", reason="<script>alert(1)</script> <b>no</b>")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_a_long_sentence_is_named_and_stops_nobody(writing: StaffVisitor) -> None:
    sentence = "This is " + "very " * 24 + "long."
    page = writing.press("/board/reviews/1", save="yes", **{**WORDS, "reason": f"Short. {sentence}"})
    assert "One sentence of your reason is long. Could you say it in two?" in page.words
    assert sentence in page.words
    writing.press("/board/reviews/1", sign="yes", **{**WORDS, "reason": sentence})
    assert kept(writing.world) is not None


def test_the_two_of_an_area_cannot_both_sign(writing: StaffVisitor) -> None:
    other = StaffVisitor(writing.world, "reviewer-3")
    assert "Somebody else of your area reviews this idea." in other.get("/board/reviews/1").words
    csrf = other.get("/board/reviews/2").form("/board/reviews/2/take")["csrf"]
    other.post("/board/reviews/1/take", {"csrf": csrf}, 409)
    page = other.post("/board/reviews/1", {"csrf": csrf, "sign": "yes", "version": "1", "mark": "", **WORDS}, 409)
    assert "What you typed" in page.words
    assert WORDS["reason"] in page.words


def test_two_windows_show_each_other(writing: StaffVisitor) -> None:
    early = writing.page.form("/board/reviews/1")
    writing.press("/board/reviews/1", save="yes", reason="From the second window.")
    page = writing.post("/board/reviews/1", {**early, "sign": "yes", **WORDS}, 409)
    assert "What the other window saved" in page.words
    assert "From the second window." in page.words
    assert WORDS["reason"] in page.text
    writing.press("/board/reviews/1", sign="yes", **WORDS)


def test_a_change_of_the_authors_is_shown_before_it_is_signed(writing: StaffVisitor) -> None:
    change_idea(writing.world)
    page = writing.press("/board/reviews/1", 409, sign="yes", **WORDS)
    assert "The authors have changed the idea since you opened it." in page.words
    assert "What the authors changed" in page.words
    assert "pb-added" in page.text
    assert WORDS["reason"] in page.text
    writing.press("/board/reviews/1", sign="yes", **WORDS)


def change_idea(world: World) -> None:
    saved(world, 1, 1, what="Put ten lamps on the path.")
    submit(world, 1, 1)


def test_who_signed_is_told_that_the_idea_changed_since(ines: StaffVisitor) -> None:
    sign(ines.world, "reviewer-1", 1)
    assert "Changed since you signed" not in ines.get("/board/reviews").words
    change_idea(ines.world)
    assert "Changed since you signed" in ines.get("/board/reviews").words
    page = ines.get("/board/reviews/1")
    assert "What the authors changed" in page.words
    ines.press("/board/reviews/1", sign="yes", **WORDS)
    assert "Changed since you signed" not in ines.get("/board/reviews").words


def test_whoever_has_an_interest_never_sees_the_form_again(writing: StaffVisitor) -> None:
    writing.press("/board/reviews/1", save="yes", reason="Mine, in a way.")
    writing.get("/board/reviews/1/interest")
    page = writing.press("/board/reviews/1/interest")
    assert "You stay out of this idea." in page.words
    assert "You stay out of these 1. A garden for everybody" in page.words
    page = writing.get("/board/reviews/1")
    assert "You stay out of the review of this idea." in page.words
    assert "Mine, in a way." not in page.text
    assert 'name="reason"' not in page.text
    assert "A garden for everybody" in StaffVisitor(writing.world, "reviewer-3").get("/board/reviews").words


def test_an_idea_is_given_back_after_a_page_that_asks(writing: StaffVisitor) -> None:
    assert "/board/reviews/1/give-back" in writing.get("/board/reviews/1").links()
    assert "Nobody can bring it back." in writing.get("/board/reviews/1/give-back").words
    with writing.world.office.database.read() as db:
        assert db.scalars(select(AssignmentRow)).first() is not None
    page = writing.press("/board/reviews/1/give-back")
    assert "The idea waits for somebody else now." in page.words
    with writing.world.office.database.read() as db:
        assert db.scalars(select(AssignmentRow)).first() is None


def test_a_session_that_ends_in_mid_sentence_loses_nothing(writing: StaffVisitor) -> None:
    form = writing.page.form("/board/reviews/1")
    with writing.world.office.database.write() as uow:
        uow.db.query(StaffSessionRow).delete()
        uow.commit()
    text = "The land is ours, and we like it. " * 3
    page = writing.post("/board/reviews/1", {**form, **WORDS, "reason": text, "save": "yes"}, 403)
    assert text.strip() in page.text
    late = {name: values[0] for name, values in page.form("/board/reviews/1").items()}
    again = StaffVisitor(writing.world, "reviewer-1", signed_in=False)
    again.client = writing.client
    again.sign_in_as_staff()
    page = again.post("/board/reviews/1", {**late}, 403)
    assert page.heading == "Send it again"
    again.press("/board/reviews/1")
    row = kept(writing.world)
    assert row is not None
    assert row.reason == text.strip()


@pytest.mark.parametrize("role", ["officer-1", "clerk-1", "helper-1"])
def test_only_reviewers_open_a_review(reviewing: World, role: str) -> None:
    visitor = StaffVisitor(reviewing, role)
    for path in ("/board/reviews/1", "/board/reviews/1/interest"):
        assert visitor.client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/board/reviews/4", "/board/reviews/99", "/board/reviews/99999999999999999999"])
def test_an_idea_that_is_not_reviewed_has_no_page(ines: StaffVisitor, path: str) -> None:
    ines.get(path, 404)


def test_the_pages_hold_no_author(ines: StaffVisitor) -> None:
    for path in ("/board/reviews", "/board/reviews/3"):
        page = ines.get(path)
        assert "Member 0" not in page.text
        assert ines.world.members[0] not in page.text
    assert staff_seat_of(ines.world, "reviewer-1").name not in ines.get("/board/reviews/3").words
