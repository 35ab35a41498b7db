"""Pictures of an idea: kept as we wrote them, each with words for who cannot see it; gone from the disk when unused.

A picture that was part of a version that was sent stays, as the version does. One that a child took back before that
must not lie about.
"""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.proposal import MOST_PICTURES, IdeaPicture
from pbvote.domain.sentence import say
from pbvote.services.keep_picture import keep_picture, picture_file
from pbvote.services.member_seat import MemberSeat
from pbvote.services.office import Office
from pbvote.services.own_idea import keep_words, own_row, require_editable, words_of
from pbvote.storage.tables import ProjectRow, ProposalRow, ProposalVersionRow


def add_picture(office: Office, seat: MemberSeat, proposal_id: int, content: bytes, alt: str) -> None:
    """Add a picture to an idea; the same picture again only changes its words.

    Raises UnknownIdeaError, IdeaClosedError, NotInPhaseError, PictureRefusedError, AnswersRefusedError.
    """
    with office.database.read() as db:  # before the file lies on our disk
        _require_room(words_of(db, own_row(db, seat.member_key, proposal_id)).pictures)
    name = keep_picture(office, content)
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id, lock=True)
        require_editable(uow.db, row)
        words = words_of(uow.db, row)
        others = tuple(each for each in words.pictures if each.name != name)
        _require_room(others)
        keep_words(uow.db, row, words.with_part(pictures=(*others, IdeaPicture(name, alt))))
        uow.commit()


def remove_picture(office: Office, seat: MemberSeat, proposal_id: int, name: str) -> None:
    """Take a picture out of the draft of an idea; one that is not there is out already."""
    with office.database.write() as uow:
        row = own_row(uow.db, seat.member_key, proposal_id, lock=True)
        require_editable(uow.db, row)
        words = words_of(uow.db, row)
        left = tuple(each for each in words.pictures if each.name != name)
        if left == words.pictures:
            return
        keep_words(uow.db, row, words.with_part(pictures=left))
        uow.db.flush()
        unused = unused_pictures(office, uow.db, [name])
        uow.commit()
    for path in unused:
        path.unlink(missing_ok=True)


def _require_room(pictures: tuple[IdeaPicture, ...]) -> None:
    if len(pictures) >= MOST_PICTURES:
        fault = say("An idea has at most %(most)s pictures. Remove one first.", most=MOST_PICTURES)
        raise AnswersRefusedError({"file": fault})


def unused_pictures(office: Office, db: Session, names: Iterable[str]) -> list[Path]:
    """The files of those pictures that no draft, no version and no project shows any more."""
    found = ((name, picture_file(office, name)) for name in names)
    return [path for name, path in found if path is not None and not _is_used(db, name)]


def _is_used(db: Session, name: str) -> bool:
    used = (
        exists().where(ProposalRow.draft.contains(name, autoescape=True)),
        exists().where(ProposalVersionRow.words.contains(name, autoescape=True)),
        exists().where(ProjectRow.picture == name),
    )
    return bool(db.scalar(select(or_(*used))))
