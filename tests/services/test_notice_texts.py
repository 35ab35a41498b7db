"""The words of every notice: short, plain, whole, and leading to a page that is there."""

import ast
import json
import re
from pathlib import Path

import pytest

from pbvote.domain.proposal import Outcome
from pbvote.services import notice_kind
from pbvote.services.notice_kind import FOOT, GREETING, NEXT, OUTCOMES, TOPICS
from pbvote.services.notice_texts import NOTICES
from pbvote.services.notice_words import UnknownNoticeError, details_of, holds, require_kind, words_of

KNOWN = {"title", "number", "round", "round_title", "reason", "until", "decided"}
FULL = {
    "title": "A bike shed", "number": "7", "round": "spring-2027", "round_title": "Spring 2027",
    "reason": "It is a good idea.", "until": "14 March 2027", "decided": "It is on the list for the vote.",
}  # fmt: skip
BANNED = (
    "stv",
    "quota",
    "surplus",
    "tally",
    "allocation",
    "merkle",
    "hash",
    "blockchain",
    "ballot id",
    "code",
    "token",
)
TEXTS = [
    *TOPICS.values(), GREETING, NEXT, FOOT, *OUTCOMES.values(),
    *(text for notice in NOTICES.values() for text in (notice.subject, *notice.sentences)),
]  # fmt: skip
SENTENCES = [sentence for text in TEXTS for sentence in re.split(r"(?<=[.?!])\s+", text)]


def syllables(word: str) -> int:
    """Roughly: groups of vowels, a silent e left out."""
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: a grade of 6 is read at the age of 11."""
    sentences = [each for each in re.split(r"(?<=[.?!])\s+", text) if each]
    words = re.findall(r"[A-Za-z’']+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_is_read_at_the_age_of_eleven(kind: str) -> None:
    words = words_of(kind, FULL, str)
    assert grade(" ".join(words.sentences)) <= 6


def test_no_sentence_is_longer_than_25_words_or_speaks_like_the_code() -> None:
    assert [sentence for sentence in SENTENCES if len(sentence.split()) > 25] == []
    assert [text for text in TEXTS for word in BANNED if re.search(rf"\b{word}", text, re.IGNORECASE)] == []


def test_the_measure_finds_hard_words() -> None:
    assert (
        grade("Notwithstanding administrative considerations, participatory deliberations necessitate facilitation.")
        > 12
    )


@pytest.mark.parametrize("kind", NOTICES)
def test_a_subject_names_nothing_and_every_sentence_only_what_acts_tell(kind: str) -> None:
    """A subject stands on a locked screen that others see."""
    notice = NOTICES[kind]
    assert holds(notice.subject) == set()
    assert len(notice.subject) <= 60
    assert notice.topic in TOPICS
    assert len(notice.sentences) >= 2
    assert set().union(*map(holds, notice.sentences)) | holds(notice.link) <= KNOWN


@pytest.mark.parametrize("kind", NOTICES)
def test_with_nothing_told_no_sentence_has_a_hole(kind: str) -> None:
    words = words_of(kind, {}, str)
    assert "%(" not in " ".join([words.subject, *words.sentences, words.path])
    assert words.path.startswith("/")


def test_a_reason_that_was_not_given_leaves_no_empty_sentence() -> None:
    assert not any("reason" in each for each in words_of("idea-hidden", {"title": "A", "reason": "  "}, str).sentences)
    assert "The reason: Too loud." in words_of("idea-hidden", {"title": "A", "reason": "Too loud."}, str).sentences


def test_what_people_wrote_adds_no_line_and_no_place_to_fill() -> None:
    words = words_of("idea-shown", {"title": "A\r\nBcc: x@example.org %(reason)s %s"}, str)
    assert words.sentences[0] == "We read your idea “A Bcc: x@example.org %(reason)s %s”."


def test_an_unknown_kind_is_a_slip_of_the_code() -> None:
    with pytest.raises(UnknownNoticeError):
        require_kind("vote-cast")


def test_days_are_said_in_words_and_rounds_by_title() -> None:
    kept = '{"round": "spring-2027", "until": "2027-03-14T23:30:00Z", "number": 7}'
    assert details_of(kept, {"spring-2027": "Spring"}, str) == {
        "round": "spring-2027", "round_title": "Spring", "until": "14 March 2027", "number": "7",
    }  # fmt: skip


def test_every_text_is_put_into_the_language_of_the_reader() -> None:
    said: list[str] = []

    def translate(text: str) -> str:
        said.append(text)
        return text

    for kind in NOTICES:
        words_of(kind, FULL, translate)
    assert {text for notice in NOTICES.values() for text in (notice.subject, *notice.sentences)} == set(said)


def test_a_day_alone_is_said_too_and_an_idea_without_a_number_has_no_page() -> None:
    told = details_of('{"until": "2027-03-14", "number": 0}', {}, str)
    assert told == {"until": "14 March 2027"}
    assert words_of("outcome", told, str).path == "/my/notices"


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_said_in_words(outcome: Outcome) -> None:
    told = details_of(json.dumps({"outcome": outcome, "title": "A shed", "reason": "Good."}), {}, str)
    assert OUTCOMES[outcome] in words_of("outcome", told, str).sentences


def test_whatever_acts_tell_has_words() -> None:
    """Every kind that stands in the code of an act is one that is known."""
    services = Path(notice_kind.__file__).parent
    calls = [
        call.args[3]
        for module in services.glob("*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "tell" and len(call.args) > 3
    ]
    named = {call.value for call in calls if isinstance(call, ast.Constant)}
    assert len(named) > 10
    assert named <= set(NOTICES)
