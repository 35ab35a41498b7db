"""The texts that the trust itself writes: its accessibility statement, and who answers about personal data."""

from collections.abc import Mapping

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say
from pbvote.domain.text import fault_in
from pbvote.services.office import Office
from pbvote.services.security_log import note_security
from pbvote.storage.queries.trust import staff_member
from pbvote.storage.tables import TrustTextRow

STATEMENT = ("accessibility-known", "accessibility-tested", "accessibility-answer")
"""The parts of an accessibility statement that only the trust can know."""

NAMES = (*STATEMENT, "privacy-contact")

LONGEST = 4000
"""Characters of one text."""


class TextRefusedError(PbvoteError):
    """Texts that cannot stand on a page: `faults` by name, each with what to do. Nothing was saved."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(say("Some texts cannot be saved yet. Nothing was changed."))
        self.faults = dict(faults)


def write_texts(office: Office, role: str, texts: Mapping[str, str]) -> None:
    """Save these texts, of NAMES; an empty one takes the text away. Raises TextRefusedError."""
    faults = {name: fault for name in texts if (fault := _fault(name, texts[name]))}
    if faults:
        raise TextRefusedError(faults)
    with office.database.write() as uow:
        now = office.clock.now(uow.db)
        staff_member(uow.db, role, "officer", "clerk")
        for name, text in texts.items():
            row = uow.db.get(TrustTextRow, name)
            if row is not None and not text:
                uow.db.delete(row)
            elif text and (row is None or row.text != text):
                uow.db.merge(TrustTextRow(name=name, text=text, changed_by=role, changed_at=now))
        note_security(uow.db, now, "texts.written", role)
        uow.commit()


def _fault(name: str, text: str) -> str:
    if name not in NAMES:
        return say("There is no text of this name.")
    if len(text) > LONGEST:
        return say("Use at most %(longest)s characters.", longest=f"{LONGEST:,}")
    return fault_in(text, lines=True) or ""
