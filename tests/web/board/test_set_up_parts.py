"""The question whether every voter has the same voting money, and the groups that share it."""

import re
from fractions import Fraction

import pytest

from pbvote.domain.pot import Electorate, Tier
from pbvote.domain.voter_group import GroupShares, VoterGroup
from pbvote.services.draft_pot import PotCount, add_pot, change_count, change_electorate, change_openness
from pbvote.services.draft_round import change_dates
from pbvote.services.draft_shares import change_shares
from pbvote.services.drafting import PotOfDraft
from pbvote.services.enrol_members import enrol_members
from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.tables import PotRow
from tests.factories import OPENS, World, member
from tests.services.drafts import CLERK, ready_draft
from tests.web.board.test_set_up import LATER
from tests.web.staff import StaffVisitor

AT = "/board/rounds/autumn-2027/set-up"
POT = f"{AT}/pots/youth-pot"
PARTS, AGES, KINDS = f"{POT}/parts", f"{POT}/parts/ages", f"{POT}/parts/kinds"
AT_POT = PotOfDraft(CLERK, "autumn-2027", "youth-pot")
DAY = {"on-day": "1", "on-month": "9", "on-year": "2027"}
TWO = {**DAY, "title-1": "Under 16", "upto-1": "15", "part-1": "50%", "title-2": "16 to 19", "part-2": "1/2"}
KIND = {
    "title-1": "Tenants", "kinds-1": "tenant", "part-1": "1/3",
    "title-2": "Others", "kinds-2": "owner\nlodger", "part-2": "2/3",
}  # fmt: skip


@pytest.fixture
def clerk(staffed: World) -> StaffVisitor:
    """Sam, the clerk, with a draft of one pot for people from 11 to 19."""
    change_dates(staffed.office, ready_draft(staffed).role, "autumn-2027", LATER)
    return StaffVisitor(staffed, "clerk-1")


def the_pot(clerk: StaffVisitor, place: int = 0) -> PotRow:
    with clerk.world.office.database.read() as db:
        return pot_rows(db, "autumn-2027")[place]


def fill(clerk: StaffVisitor, path: str, status: int = 200, /, **fields: str) -> str:
    clerk.get(path)
    return clerk.press(path, status, **fields).words


def test_it_works_from_the_question_to_the_list_of_tasks(clerk: StaffVisitor) -> None:
    """The groups go on where the one before ends, and the pot lists them."""
    fill(clerk, PARTS, parts="ages")
    assert clerk.page.path == AGES
    clerk.press(AGES, **TWO)
    assert clerk.page.path == AT
    pot, half = the_pot(clerk), Fraction(1, 2)
    assert pot.groups == ("under-16", "group-16-to-19")
    assert pot.shares == GroupShares(
        (
            VoterGroup("under-16", "Under 16", half, None, 15),
            VoterGroup("group-16-to-19", "16 to 19", half, 16, None),
        )
    )


def test_kinds_of_members(clerk: StaffVisitor) -> None:
    change_electorate(clerk.world.office, AT_POT, Electorate())
    fill(clerk, PARTS, parts="kinds")
    clerk.press(KINDS, **KIND)
    shares = the_pot(clerk).shares
    assert shares is not None
    assert [(each.classes, each.part) for each in shares.groups] == [
        (("tenant",), Fraction(1, 3)), (("lodger", "owner"), Fraction(2, 3)),
    ]  # fmt: skip


def test_everybody_the_same_is_there_from_the_beginning_and_comes_back(clerk: StaffVisitor) -> None:
    clerk.get(PARTS)
    assert re.search('value="same" checked', clerk.page.text)
    fill(clerk, AGES, **TWO)
    clerk.get(PARTS)
    assert re.search('value="ages" checked', clerk.page.text)
    fill(clerk, PARTS, parts="same")
    assert (the_pot(clerk).shares, the_pot(clerk).groups) == (None, ("all",))


def test_a_choice_is_needed(clerk: StaffVisitor) -> None:
    assert "Choose whether everybody has the same" in fill(clerk, PARTS, 422, parts="other")


def test_what_is_stored_stands_in_the_form(clerk: StaffVisitor) -> None:
    fill(clerk, AGES, **TWO, **{"max-ratio": "3", "min-group": "12"})
    clerk.get(AGES)
    form = clerk.page.form(AGES)
    typed = {name: form[name] for name in ("title-1", "upto-1", "part-1", "title-2", "upto-2", "part-2")}
    assert typed == {
        "title-1": ["Under 16"], "upto-1": ["15"], "part-1": ["50%"],
        "title-2": ["16 to 19"], "upto-2": [""], "part-2": ["50%"],
    }  # fmt: skip
    assert (form["max-ratio"], form["min-group"], form["on-month"]) == (["3"], ["12"], ["9"])


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title-1": ""}, "title-1", "Write a name for this group"),
        ({"title-2": "x" * 41}, "title-2", "40"),
        ({"upto-1": ""}, "upto-1", "Write the oldest age"),
        ({"upto-1": "121"}, "upto-1", "Write a number from"),
        ({"upto-2": "19"}, "upto-2", "Leave this empty"),
        ({"upto-1": "10"}, "title-1", "Nobody who may vote here can be in the group “Under 16”"),
        ({"upto-1": "19"}, "title-1", "Nobody who may vote here can be in the group “16 to 19”"),
        ({"part-1": "a lot"}, "part-1", "Write a part such as"),
        ({"part-2": "40%"}, "part-2", "Together the parts are 90%. They must be 100%."),
        ({"on-day": "31", "on-month": "2"}, "on", "Write a day"),
        ({"max-ratio": "0"}, "max-ratio", "Write a number from 1"),
        ({"min-group": "x"}, "min-group", "Write a number from 1"),
        ({"voters-1": "-3"}, "voters-1", "Write a number from 0"),
        ({"title-1": "", "upto-1": "", "part-1": ""}, "title-1", "Write a name for this group"),
        ({"title-3": "Old", "part-3": "10%"}, "upto-2", "Write the oldest age"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_lost(
    clerk: StaffVisitor, wrong: dict[str, str], field: str, words: str
) -> None:
    fields = {**TWO, **wrong}
    if "title-3" in fields:
        clerk.get(AGES)
        clerk.press(AGES, **TWO, more="1")
        said = clerk.press(AGES, 422, **fields).words
    else:
        said = fill(clerk, AGES, 422, **fields)
    assert words in said
    assert f'href="#{field}"' in clerk.page.text
    form = clerk.page.form(AGES)
    assert {name: form[name][0] for name in fields} == fields
    assert the_pot(clerk).shares is None


def test_kinds_are_asked_and_cannot_overlap(clerk: StaffVisitor) -> None:
    change_electorate(clerk.world.office, AT_POT, Electorate(classes=("tenant", "owner", "lodger")))
    assert "Write the kinds of members" in fill(clerk, KINDS, 422, **{**KIND, "kinds-1": ""})
    assert "Some people are in “Tenants” and in “Others”" in fill(clerk, KINDS, 422, **{**KIND, "kinds-1": "owner"})
    assert "of the class “lodger” is in no group" in fill(clerk, KINDS, 422, **{**KIND, "kinds-2": "owner"})


def test_another_row_keeps_what_was_typed(clerk: StaffVisitor) -> None:
    """Up to eight rows; empty ones in the middle are passed over."""
    clerk.get(AGES)
    clerk.press(AGES, **TWO, more="1")
    form = clerk.page.form(AGES)
    assert (form["title-1"], form["title-3"]) == (["Under 16"], [""])
    for _ in range(5):
        clerk.press(AGES, more="1")
    assert "title-8" in clerk.page.form(AGES)
    assert "Add another group" not in clerk.page.words
    clerk.press(AGES)
    assert len(the_pot(clerk).groups) == 2


def test_the_look_saves_nothing_and_says_what_one_voter_has(clerk: StaffVisitor) -> None:
    """£20,000 in halves: of 100 and 400 voters £100 and £25."""
    page = fill(clerk, AGES, **{**TWO, "voters-1": "100", "voters-2": "400"}, look="1")
    assert "Under 16 50% 100 £100" in page
    assert "16 to 19 50% 400 £25" in page
    assert "Nothing is saved yet" in page
    assert the_pot(clerk).shares is None


def test_the_look_says_when_the_limit_acts_and_a_group_is_too_small(clerk: StaffVisitor) -> None:
    page = fill(clerk, AGES, **{**TWO, "voters-1": "20", "voters-2": "400"}, look="1")
    assert "Each of “Under 16” would have £500 without the limit" in page
    assert "when more than 5 of “16 to 19” vote for each one of them" in page
    page = fill(clerk, AGES, **{**TWO, "voters-1": "9", "voters-2": "400"}, look="1")
    assert "Too few of “Under 16” would vote. They would be counted with “16 to 19”" in page


def test_a_look_without_numbers_asks_for_them(clerk: StaffVisitor) -> None:
    assert "how many may vote" in fill(clerk, AGES, 422, **{**TWO, "voters-1": "20"}, look="1")


def test_numbers_of_the_roll_are_looked_at_by_themselves(clerk: StaffVisitor) -> None:
    """Even numbers are 14 years old: with the list of members there, the page says what they would have."""
    fill(clerk, AGES, **{**TWO, "min-group": "1"})
    enrol_members(clerk.world.office, "autumn-2027", [member(number) for number in range(100, 140)])
    page = clerk.get(AGES).words
    assert "those of your list of members" in page
    assert "Under 16 50% 20" in page


def test_groups_cannot_change_once_members_are_sorted(clerk: StaffVisitor) -> None:
    fill(clerk, AGES, **TWO)
    enrol_members(clerk.world.office, "autumn-2027", [member(100)])
    clerk.get(AGES)
    clerk.press(AGES, 409, **{"upto-1": "16"})
    clerk.get(AGES)
    clerk.press(AGES)
    shares = the_pot(clerk).shares
    assert shares is not None
    assert shares.groups[0].to_age == 15


def test_what_another_answer_made_impossible_is_shown_in_the_list(clerk: StaffVisitor) -> None:
    """The rule, the wards, the ages: the task asks to be looked at, and nobody can approve the round."""
    fill(clerk, AGES, **TWO)
    office = clerk.world.office
    assert "Everything is answered" in clerk.get(AT).words
    change_count(office, AT_POT, PotCount("points-greedy", "none", 3))
    assert "only where votes are counted by equal shares" in clerk.get(AT).words
    assert "Everything is answered" not in clerk.page.words
    change_count(office, AT_POT, PotCount("ranked-equal-shares", "add1u", 3))
    change_electorate(office, AT_POT, Electorate(11, 15, OPENS.date()))
    assert "Nobody who may vote here can be in the group “16 to 19”" in clerk.get(AT).words
    change_electorate(office, AT_POT, Electorate(11, 19, OPENS.date(), wards=("Docks",)))
    assert "cannot have groups by age" in clerk.get(AT).words
    change_openness(office, AT_POT, Tier.T0)
    assert "cannot have groups by age" not in clerk.get(AT).words


def test_two_pots_that_make_other_groups_wait_for_each_other(clerk: StaffVisitor) -> None:
    """A second pot begins with the groups of the first; while they differ, the list says so at both."""
    fill(clerk, AGES, **TWO)
    office = clerk.world.office
    at = PotOfDraft(CLERK, "autumn-2027", add_pot(office, CLERK, "autumn-2027", "Other pot", 500_000))
    change_electorate(office, at, Electorate(11, None, OPENS.date()))
    path = f"{AT}/pots/{at.pot_id}/parts/ages"
    clerk.get(path)
    assert clerk.page.form(path)["title-1"] == ["Under 16"]
    clerk.press(path, **{"upto-1": "17", "on-month": "3"})
    assert clerk.page.words.count("makes other groups of voters") == 2
    first = the_pot(clerk).shares
    assert first is not None
    change_shares(office, at, first, the_pot(clerk).ages_on)
    assert "makes other groups of voters" not in clerk.get(AT).words


def test_the_rules_in_words_follow(clerk: StaffVisitor) -> None:
    fill(clerk, AGES, **TWO)
    page = clerk.get(f"{AT}/preview").words
    assert "Under 16 (15 or younger): 50% of the voting money." in page
    assert "It is not money that must be spent on something for that group." in page


@pytest.mark.parametrize("path", [f"{POT}/parts/wards", f"{AT}/pots/nope/parts", f"{AT}/pots/nope/parts/ages"])
def test_what_is_not_there(clerk: StaffVisitor, path: str) -> None:
    clerk.get(path, 404)
