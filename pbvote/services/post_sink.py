"""The sink of a rehearsal: nothing leaves, and each message becomes a file that officers can read."""

import os
from dataclasses import dataclass
from pathlib import Path

from pbvote.services.post import Message, NotSentError

FOLDER = "outbox"


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message as it lies in the sink."""

    id: int
    channel: str
    address: str
    subject: str
    text: str


class SinkPost:
    """A folder instead of a way out. The same message twice is one file."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def send(self, message: Message) -> None:
        """Write it down. Raises NotSentError."""
        head = f"Id: {message.id}\nChannel: {message.channel}\nTo: {message.address}\nSubject: {message.subject}\n\n"
        path = self._folder / f"{message.id:08}.txt"
        partial = path.with_suffix(".partial")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as to:
                to.write(head + message.text)
            partial.replace(path)
        except OSError as error:
            raise NotSentError(type(error).__name__, away=True) from None

    def close(self) -> None:
        """Nothing is held open."""


def kept_messages(data: Path, most: int) -> list[KeptMessage]:
    """The newest messages in the sink of an installation, newest first."""
    paths = sorted((data / FOLDER).glob("*.txt"), reverse=True)[:most]
    return [_read(path.read_text(encoding="utf-8")) for path in paths]


def _read(text: str) -> KeptMessage:
    head, _empty, body = text.partition("\n\n")
    said = dict(line.partition(": ")[::2] for line in head.split("\n"))
    return KeptMessage(int(said["Id"]), said["Channel"], said["To"], said["Subject"], body)
