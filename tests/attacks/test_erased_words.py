"""A32, A34: what a member had erased stands nowhere any more, and the log, which knows a hash of it, still verifies."""

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from pbvote.domain.phase import Phase
from pbvote.domain.proposal import Stage
from pbvote.services.comment_idea import Saying, comment_idea
from pbvote.services.erase_member import erase_member
from pbvote.services.idea_texts import version_document
from pbvote.services.move_phase import move_phase
from pbvote.services.sign_log import sign_log
from pbvote.services.text_hash import text_hash, texts_root
from pbvote.storage.tables import ProposalVersionRow
from tests.factories import ROUND, World
from tests.idea_world import idea_world, seat_of
from tests.ideas import WHOLE, draft_by, judge, sent_by
from tests.log_entries import entries

MARK = "Zqmark"
WORDS = replace(WHOLE, title=f"{MARK} title", what=f"{MARK} what")


@pytest.fixture
def told(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """Idea 1 of a child is in the log by its hash; member 5 replied to what member 3 said about it."""
    world = idea_world(tmp_path / "data", sqlite_url)
    judge(world, sent_by(world, 2, WORDS), Stage.OPEN)
    sent_by(world, 1)
    draft_by(world, 2, WORDS)
    first = comment_idea(world.office, seat_of(world, 3), ROUND, 1, Saying("Good."))
    comment_idea(world.office, seat_of(world, 5), ROUND, 1, Saying("Yes.", parent_id=first.id))
    comment_idea(world.office, seat_of(world, 2), ROUND, 2, Saying(f"{MARK} comment"))
    move_phase(world.office, "officer-1", ROUND, Phase.REVIEW)
    yield world
    world.office.database.close()


def kept(world: World) -> list[ProposalVersionRow]:
    with world.office.database.read() as db:
        return list(db.scalars(select(ProposalVersionRow).order_by(ProposalVersionRow.proposal_id)))


def files(world: World) -> bytes:
    """Every byte of the database, of its write-ahead log too."""
    file = Path(world.office.database.url.database or "")
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))


def test_a34_the_log_still_verifies_and_its_hash_confirms_no_guess(told: World) -> None:
    """Whoever guesses every word has no salt to try it with; before the erasure the trust could have shown both."""
    before = kept(told)
    document = version_document(ROUND, 1, 1, WORDS)
    assert text_hash(before[0].salt or b"", document) == before[0].hash
    erase_member(told.office, seat_of(told, 2))
    after = kept(told)
    assert [row.hash for row in after] == [row.hash for row in before]
    assert [row.salt is None for row in after] == [True, False]
    (entry,) = entries(told, "ideas.submitted")
    assert entry["texts"] == texts_root(row.hash for row in after)
    assert after[0].hash not in json.dumps(entries(told))
    guesses = [row.salt for row in after if row.salt] + [b"\0" * 32, sha256(b"").digest()]
    assert before[0].hash not in {text_hash(salt, document) for salt in guesses}
    sign_log(told.office)  # reads every entry again before it signs


def test_a32_no_byte_of_the_database_holds_an_erased_word_or_its_salt(told: World) -> None:
    salt = kept(told)[0].salt or b"none"
    assert (MARK.encode() in files(told), salt in files(told)) == (True, True)
    erase_member(told.office, seat_of(told, 2))
    left = files(told)
    assert [left[max(0, at - 60) : at + 40] for at in [left.find(MARK.encode())] if at >= 0] == []
    assert MARK.lower().encode() not in left
    assert salt not in left
