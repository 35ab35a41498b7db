"""The words of a mail: in the language of who reads it."""

from gettext import NullTranslations

import pytest

from pbvote.formats.catalogue import Catalogue
from pbvote.services import notice_mail
from pbvote.services.send_outbox import send_outbox
from pbvote.storage.tables import AccountRow
from tests.factories import World
from tests.mail_server import MailServer
from tests.services.mailing import give_address, tell_all


def test_a_mail_is_in_the_language_that_the_member_chose_as_far_as_it_is_checked(
    real: World, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalogue that nobody has checked puts no word into a mail."""
    give_address(real, 1)
    with real.office.database.write() as uow:
        uow.db.get_one(AccountRow, real.members[1]).language = "cy"
        uow.commit()

    class Welsh(NullTranslations):
        def gettext(self, message: str) -> str:
            return f"Cymraeg: {message}"

    catalogue = Catalogue("cy", (), checked=Welsh(), with_unchecked=NullTranslations())
    monkeypatch.setattr(notice_mail, "catalogue_of", {"cy": catalogue}.__getitem__)
    tell_all(real, "new-reply")
    send_outbox(real.office)
    assert server.taken[0]["Subject"] == "Cymraeg: Somebody replied to you"


def test_a_language_that_is_gone_is_english(real: World, server: MailServer) -> None:
    give_address(real, 1)
    with real.office.database.write() as uow:
        uow.db.get_one(AccountRow, real.members[1]).language = "../etc"
        uow.commit()
    tell_all(real, "new-reply", reason="x")
    send_outbox(real.office)
    assert server.taken[0]["Subject"] == "Somebody replied to you"
