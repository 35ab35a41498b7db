"""GOV.UK Notify, an extra: e-mail, text messages and letters by the service that councils use.

It needs the package `notifications-python-client` (`pip install pbvote[notify]`).
"""

import importlib
import logging
from typing import Protocol, cast

from pbvote.config import NotifySettings
from pbvote.domain.errors import PbvoteError
from pbvote.services.outbox import EMAIL, SMS
from pbvote.services.post import Message, NotSentError

TIMEOUT = 10
_PACKAGE = "notifications_python_client"
_PERMANENT = (400, 404, 410)
"""Answers after which another try says the same: a bad address, a missing template. 403 is a key that can be mended."""


class NotifyMissingError(PbvoteError):
    """The settings name GOV.UK Notify, and its package is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "PBVOTE_NOTIFY_KEY is set, but the package for GOV.UK Notify is missing. Run: pip install 'pbvote[notify]'"
        )


class _Client(Protocol):
    def post(self, url: str, data: object) -> object: ...


class _HttpError(Exception):
    """What the package raises, as far as we read it; caught by its own class."""

    status_code: int


class NotifyPost:
    """A way out through GOV.UK Notify. Raises NotifyMissingError."""

    def __init__(self, settings: NotifySettings) -> None:
        self._settings = settings
        try:
            package = importlib.import_module(f"{_PACKAGE}.notifications")
            errors = importlib.import_module(f"{_PACKAGE}.errors")
        except ModuleNotFoundError:
            raise NotifyMissingError from None
        logging.getLogger(_PACKAGE).setLevel(logging.CRITICAL)  # its lines may repeat an address
        make = package.NotificationsAPIClient
        self._client = cast("_Client", make(settings.key, base_url=settings.address, timeout=TIMEOUT))
        self._refusal = cast("type[_HttpError]", errors.HTTPError)
        self._strange = cast("type[Exception]", errors.InvalidResponse)

    def send(self, message: Message) -> None:
        """Hand a message to the service. Raises NotSentError."""
        try:
            self._client.post(f"/v2/notifications/{message.channel}", data=self._data(message))
        except self._refusal as error:
            code = error.status_code
            raise NotSentError(str(code), for_good=code in _PERMANENT, away=code >= 500) from None  # noqa: PLR2004 - HTTP
        except self._strange:
            raise NotSentError("bad-answer", away=True) from None

    def close(self) -> None:
        """The package keeps its own connections."""

    def _data(self, message: Message) -> dict[str, object]:
        """What the service is told; `reference` lets a twin be seen there."""
        words = {"subject": message.subject, "message": message.text}
        by = self._settings
        told: dict[str, object] = {"reference": message.message_id, "personalisation": words}
        if message.channel == EMAIL:
            return told | {"template_id": by.email, "email_address": message.address}
        if message.channel == SMS:
            return told | {"template_id": by.sms, "phone_number": message.address}
        lines = {f"address_line_{number}": line for number, line in enumerate(message.address.split("\n"), 1)}
        return told | {"template_id": by.letter, "personalisation": words | lines}
