"""E-mail by SMTP: one connection for a batch, never in the clear over a network, and no header that a text made."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from urllib.parse import urlsplit

from pbvote.config import SmtpSettings
from pbvote.services.post import Message, NotSentError

TIMEOUT = 10
"""Seconds for each step of the talk with a mail server."""

_PERMANENT = 500


class SmtpPost:
    """A way out through one mail server. `site` is the public address: its host is what we call ourselves."""

    def __init__(self, settings: SmtpSettings, site: str, trust: str, context: ssl.SSLContext | None = None) -> None:
        self._settings, self._trust = settings, trust
        self._host = urlsplit(site).hostname or "localhost"
        self._context = context or ssl.create_default_context()
        self._server: smtplib.SMTP | None = None

    def send(self, message: Message) -> None:
        """Hand a message to the mail server. Raises NotSentError."""
        mail = written_mail(message, self._settings.sender, self._trust)
        try:
            self._open().send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            self.close()
            raise _not_sent([code for code, _sentence in error.recipients.values()]) from None
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused) as error:
            self.close()  # a fault of the settings: another try can help once they are right
            raise NotSentError(str(error.smtp_code)) from None
        except smtplib.SMTPResponseException as error:
            self.close()
            raise _not_sent([error.smtp_code]) from None
        except OSError as error:  # no answer, a broken line, a certificate that does not hold; SMTPException is one
            self.close()
            raise NotSentError(type(error).__name__, away=True) from None

    def close(self) -> None:
        """End the talk; a line that is broken already is let go."""
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except OSError:
            server.close()

    def _open(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = self._connected()
        return self._server

    def _connected(self) -> smtplib.SMTP:
        to = self._settings
        if to.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                to.host, to.port, self._host, timeout=TIMEOUT, context=self._context
            )
        else:
            server = smtplib.SMTP(to.host, to.port, self._host, TIMEOUT)
        try:
            if to.security == "starttls":
                server.starttls(context=self._context)
            if to.user:
                server.login(to.user, to.password)
        except OSError:
            server.close()
            raise
        return server


def written_mail(message: Message, sender: str, trust: str) -> EmailMessage:
    """A mail as it leaves: plain text, from a machine. Raises NotSentError for what no header can hold."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = Address(_one_line(trust), addr_spec=sender)
        mail["To"] = Address(addr_spec=message.address)
        mail["Subject"] = message.subject
        mail["Message-ID"] = message.message_id
    except (ValueError, IndexError):  # a line break in a header, an address that is none
        raise NotSentError("bad-header", for_good=True) from None
    mail["Date"] = formatdate()
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, cte="quoted-printable")
    return mail


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _not_sent(codes: list[int]) -> NotSentError:
    worst = min(codes)  # of one mail to one address: what can be tried again is tried again
    return NotSentError(str(worst), for_good=worst >= _PERMANENT)
