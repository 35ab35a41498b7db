"""What the log knows of the ideas of a round: how many there are, and one salted hash for each version of each."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pbvote.domain.proposal import IdeaWords
from pbvote.storage.tables import ProposalRow, ProposalVersionRow


@dataclass(frozen=True, slots=True)
class IdeaTexts:
    """How many ideas were sent in a round, and the hash of every version (text_hash) in hex, sorted."""

    ideas: int
    hashes: tuple[str, ...]


def version_document(round_id: str, number: int, version: int, words: IdeaWords) -> dict[str, Any]:
    """What is hashed of a version: its words, and to which idea and version they belong; never who wrote them."""
    said = {name: getattr(words, name) for name in IdeaWords.__dataclass_fields__}
    said["items"] = [
        {
            "name": each.name,
            "number": each.number,
            "price": each.price,
            "price_id": each.price_id,
            "yearly": each.yearly,
        }
        for each in words.items
    ]
    said["pictures"] = [{"alt": each.alt, "name": each.name} for each in words.pictures]
    return {"number": number, "round": round_id, "version": version, "words": said}


def idea_texts(db: Session, round_id: str) -> IdeaTexts:
    """For the entry that the log gets when the ideas phase ends. Withdrawn and hidden ideas were sent too."""
    sent = (ProposalRow.round_id == round_id, ProposalRow.number.is_not(None))
    ideas = db.scalar(select(func.count()).select_from(ProposalRow).where(*sent)) or 0
    hashes = select(ProposalVersionRow.hash).join(ProposalRow, ProposalRow.id == ProposalVersionRow.proposal_id)
    return IdeaTexts(ideas, tuple(sorted(db.scalars(hashes.where(*sent)))))
