"""A notice as an e-mail: the same words as on the member's page, with the address to go to, in their language."""

from sqlalchemy.orm import Session

from pbvote.formats.catalogue import catalogue_of, languages
from pbvote.services.notice_kind import FOOT, GREETING, NEXT
from pbvote.services.notice_words import Translate, Words, details_of, words_of
from pbvote.services.office import Office
from pbvote.storage.queries.notices import round_titles
from pbvote.storage.queries.trust import installation
from pbvote.storage.tables import AccountRow, NoticeRow, OutboxRow


def written_notice(office: Office, db: Session, row: OutboxRow) -> tuple[str, str]:
    """The subject and the text of a notice in the outbox."""
    notice = db.get_one(NoticeRow, row.notice_id)
    translate = translation_for(db, notice.member_key)
    words = words_of(notice.kind, details_of(notice.details, round_titles(db), translate), translate)
    return words.subject, mail_text(words, office.address, installation(db).trust, translate)


def mail_text(words: Words, address: str, trust: str, translate: Translate) -> str:
    """A notice as plain text."""
    parts = [
        translate(GREETING),
        *words.sentences,
        translate(NEXT) % {"address": address + words.path},
        trust,
        "-- \n" + translate(FOOT) % {"address": f"{address}/my/notices"},
    ]
    return "\n\n".join(parts) + "\n"


def translation_for(db: Session, member_key: str) -> Translate:
    """What turns our texts into the language that a member chose; what nobody has checked stays English."""
    account = db.get(AccountRow, member_key)
    code = account.language if account else ""
    return catalogue_of(code).checked.gettext if code in languages()[1:] else str
