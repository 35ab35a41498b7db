"""What an idea can belong to: the pots of its round, the questions that were chosen, the wards that people know."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from pbvote.storage.queries.rounds import pot_rows
from pbvote.storage.tables import MemberRow, QuestionRow, RollRow


@dataclass(frozen=True, slots=True)
class PotChoice:
    """A pot; `budget` in pence, `who` says whose it is."""

    id: str
    title: str
    who: str
    budget: int


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """A question that heads the ideas."""

    id: int
    text: str


@dataclass(frozen=True, slots=True)
class IdeaChoices:
    """The answers that there are to choose from."""

    pots: tuple[PotChoice, ...]
    questions: tuple[QuestionChoice, ...]
    wards: tuple[str, ...]

    def pot_title(self, pot_id: str) -> str:
        """The title of a pot; empty for none."""
        return next((each.title for each in self.pots if each.id == pot_id), "")

    def question_text(self, question_id: int | None) -> str:
        """The words of a question; empty for none."""
        return next((each.text for each in self.questions if each.id == question_id), "")


def idea_choices(db: Session, round_id: str) -> IdeaChoices:
    """What can be chosen for an idea of a round."""
    pots = pot_rows(db, round_id)
    asked = select(QuestionRow.id, QuestionRow.text).where(
        QuestionRow.round_id == round_id, QuestionRow.state == "chosen"
    )
    questions = db.execute(asked.order_by(QuestionRow.position, QuestionRow.id))
    wards = select(MemberRow.ward).join(RollRow, RollRow.member_key == MemberRow.key).distinct()
    lived_in = set(db.scalars(wards.where(RollRow.round_id == round_id, MemberRow.ward.is_not(None))))
    return IdeaChoices(
        tuple(PotChoice(each.id, each.title, each.blurb, each.budget) for each in pots),
        tuple(QuestionChoice(key, text) for key, text in questions),
        tuple(sorted({ward for pot in pots for ward in pot.wards} | {ward for ward in lived_in if ward})),
    )
