"""Setting up a round on pages, from the list of rounds to what two officers approve."""

from datetime import UTC, datetime

import pytest

from pbvote.domain.round import Schedule
from pbvote.services.draft_round import change_dates
from pbvote.storage.queries.rounds import pot_rows, round_row
from pbvote.storage.tables import PotRow, RoundRow
from tests.factories import World
from tests.services.drafts import ready_draft
from tests.web.staff import StaffVisitor

NEW = "/board/rounds/new"
AT = "/board/rounds/autumn-2027/set-up"
POT = f"{AT}/pots/youth-pot"
DATES = {
    "opens-day": "1", "opens-month": "9", "opens-year": "2027", "opens-clock": "9am",
    "closes-day": "14", "closes-month": "9", "closes-year": "2027", "closes-clock": "5pm",
    "latest-day": "21", "latest-month": "9", "latest-year": "2027", "zone": "Europe/London",
}  # fmt: skip

LATER = Schedule(
    datetime(2027, 9, 1, 8, tzinfo=UTC), datetime(2027, 9, 14, 16, tzinfo=UTC), datetime(2027, 9, 21, 16, tzinfo=UTC),
    "Europe/London",
)  # fmt: skip


@pytest.fixture
def clerk(staffed: World) -> StaffVisitor:
    """Sam, the clerk, with a draft of one pot."""
    change_dates(staffed.office, ready_draft(staffed).role, "autumn-2027", LATER)
    return StaffVisitor(staffed, "clerk-1")


def the_round(clerk: StaffVisitor, round_id: str = "autumn-2027") -> RoundRow:
    with clerk.world.office.database.read() as db:
        return round_row(db, round_id)


def the_pot(clerk: StaffVisitor) -> PotRow:
    with clerk.world.office.database.read() as db:
        return pot_rows(db, "autumn-2027")[0]


def fill(clerk: StaffVisitor, path: str, status: int = 200, /, **fields: str) -> str:
    """Open a question and send its form with these fields; the words of the page that follows."""
    clerk.get(path)
    return clerk.press(path, status, **{name.replace("_", "-"): value for name, value in fields.items()}).words


def test_it_works_from_an_empty_page_to_the_approval(staffed: World) -> None:
    clerk = StaffVisitor(staffed, "clerk-1")
    clerk.get(NEW)
    clerk.press(NEW, title="Winter 2027", begin="nothing")
    at = "/board/rounds/winter-2027/set-up"
    assert "Begin with a pot" in clerk.page.words
    fill(clerk, f"{at}/pots/new", title="Everybody", budget="£20,000")
    assert clerk.page.path == f"{at}/pots/everybody/who"
    clerk.press(f"{at}/pots/everybody/who", **{"from-age": "11", "on-day": "1", "on-month": "9", "on-year": "2027"})
    fill(clerk, f"{at}/pots/everybody/count", rule="ranked-equal-shares", completion="add1u", max_ranks="5")
    fill(clerk, f"{at}/pots/everybody/openness", tier="T1")
    fill(clerk, f"{at}/pots/everybody/projects/new", title="A pond", summary="For frogs.", cost="5,000")
    assert clerk.page.path == f"{at}/pots/everybody/picture/a-pond"
    fill(clerk, f"{at}/dates", **DATES)
    fill(clerk, f"{at}/changing", changing="yes")
    assert "One task is left" in clerk.page.words
    clerk.get(f"{at}/rules")
    assert "Everything is answered" in clerk.press(f"{at}/rules", rules="Our rules.").words
    assert "Tell an officer" in clerk.page.words
    officer = StaffVisitor(staffed, "officer-1")
    officer.get(at)
    assert "/board/rounds/winter-2027/acts/approve-the-schedule" in officer.page.links()


def test_the_list_names_every_round_and_where_it_is(clerk: StaffVisitor) -> None:
    page = clerk.get("/board/rounds")
    assert "Autumn 2027 Being set up" in page.words
    assert AT in page.links()


@pytest.mark.parametrize("begin", ["area-and-youth", "youth", "copy:autumn-2027"])
def test_a_round_begins_with_an_example_or_a_copy(clerk: StaffVisitor, begin: str) -> None:
    fill(clerk, NEW, title="Next", begin=begin)
    assert clerk.page.path == "/board/rounds/next/set-up"
    assert "pot" in clerk.page.words


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "", "begin": "nothing"},
        {"title": "x" * 61, "begin": "nothing"},
        {"title": "Next\u202e", "begin": "nothing"},
        {"title": "Next", "begin": ""},
        {"title": "Next", "begin": "copy:nope"},
        {"title": "Next", "begin": "everything"},
    ],
)
def test_a_round_that_cannot_begin(clerk: StaffVisitor, fields: dict[str, str]) -> None:
    assert "There is a problem" in fill(clerk, NEW, 422, **fields)


def test_dates_are_read_by_the_clocks_of_the_place(clerk: StaffVisitor) -> None:
    fill(clerk, f"{AT}/dates", **DATES)
    row = the_round(clerk)
    assert (row.opens_at.isoformat(), row.agreed_close.isoformat()) == (
        "2027-09-01T08:00:00+00:00", "2027-09-14T16:00:00+00:00",
    )  # fmt: skip
    assert row.latest_close.isoformat() == "2027-09-21T16:00:00+00:00"
    clerk.get(f"{AT}/dates")
    assert clerk.page.form(f"{AT}/dates")["opens-clock"] == ["9am"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"opens-year": "2020"}, "must open in the future"),
        ({"closes-month": "8"}, "close after it opens"),
        ({"latest-day": "1"}, "or a later one"),
        ({"opens-day": "31"}, "Write a day"),
        ({"opens-clock": "nine"}, "Write a time"),
        ({"zone": "America/New_York"}, "Choose a place"),
        ({"zone": "../etc"}, "Choose a place"),
        ({"opens-day": "28", "opens-month": "3", "opens-clock": "1:30am"}, "no clock shows that time"),
        (
            {
                "closes-day": "31",
                "closes-month": "10",
                "latest-day": "31",
                "latest-month": "10",
                "closes-clock": "1:30am",
            },
            "twice",
        ),
        (
            {"closes-day": "31", "closes-month": "10", "latest-day": "31", "latest-month": "10", "closes-clock": "2am"},
            "night the clocks change",
        ),
        ({"latest-day": "31", "latest-month": "10", "closes-clock": "2:01am"}, "night the clocks change"),
    ],
    ids=repr,
)
def test_dates_that_cannot_stand(clerk: StaffVisitor, wrong: dict[str, str], words: str) -> None:
    """Also those in the nights in which the clocks change."""
    before = the_round(clerk).opens_at
    clerk.get(f"{AT}/dates")
    assert words in clerk.press(f"{AT}/dates", 422, **{**DATES, **wrong}).words
    assert the_round(clerk).opens_at == before


def test_our_words_for_the_rules_come_back(clerk: StaffVisitor) -> None:
    fill(clerk, f"{AT}/rules", rules="Other words.")
    assert the_round(clerk).rules_text == "Other words.\n"
    assert "They do not follow your answers." in clerk.get(f"{AT}/rules").words
    fill(clerk, f"{AT}/rules", ours="1", rules="Other words.")
    assert clerk.page.path == f"{AT}/rules"
    assert "We wrote these from your answers." in clerk.page.words
    assert "equal share" in the_round(clerk).rules_text


def test_a_name_and_a_pot_change(clerk: StaffVisitor) -> None:
    fill(clerk, f"{AT}/words", title="Autumn vote", summary="One pot.")
    fill(clerk, f"{POT}/money", title="Young pot", budget="19,000.50")
    assert (the_round(clerk).title, the_pot(clerk).title, the_pot(clerk).budget) == (
        "Autumn vote",
        "Young pot",
        1_900_050,
    )
    assert "costs £9,000" in fill(clerk, f"{POT}/money", 422, title="Young pot", budget="100")


def test_who_may_vote_is_said_in_words(clerk: StaffVisitor) -> None:
    ages = {"from-age": "16", "to-age": "", "on-day": "1", "on-month": "9", "on-year": "2027"}
    clerk.get(f"{POT}/who")
    clerk.press(f"{POT}/who", **ages, wards="Docks\nMillgate", classes="tenant")
    row = the_pot(clerk)
    assert (row.from_age, row.to_age, row.wards, row.classes) == (16, None, ("Docks", "Millgate"), ("tenant",))
    assert "16 or older on 1 September 2027, you live in Docks or Millgate" in clerk.get(f"{AT}/preview").words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"from-age": "old"}, "from 0 to 120"),
        ({"to-age": "10"}, "must not be below"),
        ({"on-day": "40"}, "Write a day"),
        ({"wards": "Do\u202ecks"}, "hidden signs"),
        ({"words": "x" * 161}, "161 characters"),
    ],
    ids=repr,
)
def test_voters_that_cannot_be(clerk: StaffVisitor, wrong: dict[str, str], words: str) -> None:
    ages = {"from-age": "11", "to-age": "19", "on-day": "1", "on-month": "9", "on-year": "2027"}
    clerk.get(f"{POT}/who")
    assert words in clerk.press(f"{POT}/who", 422, **{**ages, **wrong}).words


def test_a_rule_without_shares_needs_no_completion(clerk: StaffVisitor) -> None:
    fill(
        clerk,
        f"{POT}/count",
        rule="points-greedy",
        completion="add1u",
        max_ranks="3",
        minimum="10",
        quorum="30",
        step="1",
    )
    row = the_pot(clerk)
    assert (row.rule, row.completion, row.max_ranks, row.minimum_supporters, row.quorum, row.share_step) == (
        "points-greedy", "none", 3, 10, 30, None,
    )  # fmt: skip
    fill(clerk, f"{POT}/count", rule="ranked-equal-shares", completion="add1", max_ranks="3", step="0.50")
    assert the_pot(clerk).share_step == 50


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "most-votes"},
        {"completion": "all"},
        {"max-ranks": "11"},
        {"max-ranks": ""},
        {"minimum": "-1"},
        {"quorum": "many"},
        {"step": "0"},
    ],
    ids=repr,
)
def test_a_count_that_cannot_be(clerk: StaffVisitor, wrong: dict[str, str]) -> None:
    good = {"rule": "ranked-equal-shares", "completion": "add1u", "max-ranks": "5"}
    clerk.get(f"{POT}/count")
    assert "There is a problem" in clerk.press(f"{POT}/count", 422, **{**good, **wrong}).words


def test_openness_has_to_be_chosen(clerk: StaffVisitor) -> None:
    fill(clerk, f"{POT}/openness", tier="T0")
    assert the_pot(clerk).tier == "T0"
    clerk.get(f"{POT}/openness")
    clerk.press(f"{POT}/openness", 422, tier="T9")


def test_a_pot_and_a_draft_go_after_one_more_question(clerk: StaffVisitor) -> None:
    fill(clerk, f"{POT}/remove", remove="1")
    assert "Begin with a pot" in clerk.page.words
    fill(clerk, f"{AT}/remove")
    assert clerk.page.path == "/board/rounds"
    assert "Autumn 2027" not in clerk.page.words
