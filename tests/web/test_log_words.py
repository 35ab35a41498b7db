"""What the kinds of entries say."""

from typing import Any

import pytest

from pbvote.web.log_words import Names, what_words, who_words

NAMES = Names({"spring": "Spring 2027"}, {("spring", "youth"): "Young people’s pot"}, {"officer-1": "Mei Tran"})


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"kind": "log.started", "clock": "true"}, "The log was started."),
        ({"kind": "officer.acted", "act": "appointed", "role": "officer-2"}, "Officer 2 was appointed."),
        ({"kind": "officer.acted", "act": "appointed", "role": "clerk-1"}, "Clerk 1 was appointed."),
        ({"kind": "officer.acted", "act": "ended", "role": "officer-1"}, "The role of Mei Tran (officer 1) ended."),
        (
            {"kind": "officer.acted", "act": "renewed", "role": "helper-2"},
            "The sign-in of helper 2 was set up anew: the old password and app stopped.",
        ),
        (
            {"kind": "round.cancelled", "round": "spring", "reason": "legal"},
            (
                "“Spring 2027” was cancelled. No vote in it is counted, and there is no result. "
                "Why: the law or a court asks for it."
            ),
        ),
        ({"kind": "round.amended", "round": "spring"}, "“Spring 2027” was changed before the rules were fixed."),
        (
            {"kind": "round.extended", "closes_at": "2027-03-15T17:00:00Z"},
            "Voting was made longer. It now closes at 5pm on 15 March 2027.",
        ),
        (
            {"kind": "round.suspended", "until": "2027-03-15T17:30:00Z"},
            "Voting was paused, until 5:30pm on 15 March 2027 at the latest. All votes are safe.",
        ),
        (
            {
                "kind": "roll.changed",
                "round": "spring",
                "reason": "moved-away",
                "pots": [{"added": 0, "id": "youth", "removed": 12}, {"added": 1, "id": "gone", "removed": 0}],
            },
            (
                "The list of voters was changed. Why: people moved away. "
                "Young people’s pot: 0 added, 12 taken off; gone: 1 added, 0 taken off."
            ),
        ),
        (
            {
                "kind": "roll.changed",
                "round": "spring",
                "reason": "other",
                "pots": [{"added": 1, "id": "youth", "removed": 0}],
            },
            "The list of voters was changed. Young people’s pot: 1 added, 0 taken off.",
        ),
        ({"kind": "incident.recorded", "class": "clock-jumped"}, "The clock of the server jumped."),
        ({"kind": "incident.recorded", "class": "new-one"}, "Something went wrong: “new-one”."),
        (
            {"kind": "count.completed", "round": "spring", "pot": "youth", "funded": [], "spent": 0},
            "Young people’s pot: the count was finished. No project is funded.",
        ),
        (
            {"kind": "phases.approved", "round": "spring", "ideas_at": "2027-01-11T09:00:00Z"},
            "“Spring 2027”: members can put their ideas from 11 January 2027. The dates were agreed on.",
        ),
        (
            {"kind": "phase.moved", "round": "spring", "phase": "review"},
            "“Spring 2027”: no more ideas are taken. They are now reviewed.",
        ),
        (
            {"kind": "questions.chosen", "round": "spring", "chosen": 0, "offered": 4},
            "“Spring 2027”: members asked four questions. None of them were chosen.",
        ),
        ({"kind": "ideas.submitted", "round": "spring", "ideas": 1}, "“Spring 2027”: one idea was sent in."),
        (
            {
                "kind": "reviews.published",
                "round": "spring",
                "reviews": 3,
                "verdicts": [{"count": 2, "verdict": "feasible"}, {"count": 1, "verdict": "new-one"}],
            },
            "“Spring 2027”: 3 reviews were published. 2 say it can be done; 1 with “new-one”.",
        ),
        (
            {"kind": "reviews.published", "round": "spring", "reviews": 0, "verdicts": []},
            "“Spring 2027”: 0 reviews were published.",
        ),
        (
            {
                "kind": "outcomes.decided",
                "round": "spring",
                "outcomes": [{"count": 1, "outcome": "merged"}, {"count": 12, "outcome": "on-ballot"}],
            },
            (
                "“Spring 2027”: each idea got its answer, and the list went on the ballot. "
                "One became part of another; 12 ideas are on the ballot."
            ),
        ),
        ({"kind": "link.destroyed"}, "Something of the kind “link.destroyed” was done."),
        (
            {"kind": "project.withdrawn", "round": "spring", "pot": "youth", "project": "bike"},
            "Young people’s pot: the project “bike” was taken out. It cannot win.",
        ),
        (
            {
                "kind": "ballots.batched",
                "round": "spring",
                "pot": "youth",
                "added": [1],
                "superseded": [1, 2],
                "withdrawn": [1],
                "annulled": [1],
            },
            (
                "Young people’s pot: one new check code was added, 2 older ones were replaced, "
                "one vote was taken back, one vote was cancelled."
            ),
        ),
        (
            {
                "kind": "ballots.batched",
                "round": "gone",
                "pot": "gone",
                "added": [],
                "superseded": [],
                "withdrawn": [1, 2],
                "annulled": [],
            },
            "gone: 2 votes were taken back.",
        ),
    ],
)
def test_an_entry_reads_like_this(entry: dict[str, Any], words: str) -> None:
    assert what_words(entry, NAMES) == words


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"roles": ["system"]}, "Done by the system."),
        ({"roles": ["console"]}, "Done at the server."),
        ({"role": "officer-3"}, "Done by officer 3."),
        ({}, "Done by the system."),
        ({"roles": ["officer-3", "officer-1"]}, "Prepared by officer 3, confirmed by Mei Tran (officer 1)."),
    ],
)
def test_roles_read_like_this(entry: dict[str, Any], words: str) -> None:
    assert who_words(entry, NAMES) == words
