"""A mail server on this machine, as far as a client sees it, and GOV.UK Notify's door: for tests of what leaves."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class MailServer:
    """What a server took, and what it says: `answers` replaces the answer to a command, `drops` ends the talk at it."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    drops: str = ""
    secret: ssl.SSLContext | None = None

    def texts(self) -> list[str]:
        return [mail.get_content() for mail in self.taken]


class _Talk(StreamRequestHandler):
    timeout = 5
    server: Any

    def handle(self) -> None:
        box: MailServer = self.server.box
        self.say("220 mail.test ready")
        while line := self.rfile.readline():
            command = line.decode().strip()
            box.commands.append(command)
            verb = command.partition(" ")[0].partition(":")[0].upper()
            if verb == box.drops:
                return
            if not self.answer(box, verb):
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # once it is secret, the server knows it no more

    def answer(self, box: MailServer, verb: str) -> bool:
        if verb in box.answers:
            self.say(box.answers[verb])
        elif verb == "EHLO":
            self.say(
                "250-mail.test\r\n250-8BITMIME\r\n" + ("250-STARTTLS\r\n" if box.secret else "") + "250 AUTH PLAIN"
            )
        elif verb == "STARTTLS" and box.secret:
            self.say("220 go on")
            self.connection = box.secret.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        elif verb == "DATA":
            self.say("354 go on")
            box.taken.append(message_from_bytes(self.read_mail(), policy=default))
            self.say(box.answers.get("END", "250 taken"))
        elif verb == "AUTH":
            self.say("235 welcome")
        else:
            self.say("221 bye" if verb == "QUIT" else "250 fine")
        return verb != "QUIT"

    def read_mail(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust our certificate hangs up: that is what is tested."""


@contextmanager
def mail_server(secret: ssl.SSLContext | None = None) -> Iterator[MailServer]:
    """A mail server on a free port of this machine; with `secret` it offers STARTTLS."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        box = MailServer(server.server_address[1], secret=secret)
        server.box = box  # type: ignore[attr-defined] # where the talk finds it
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for this machine: what a server shows, and what a client trusts it by."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now, here = datetime.now(UTC), x509.IPAddress(ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(private + made.public_bytes(pem))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(file)
    return shown, ssl.create_default_context(cadata=made.public_bytes(pem).decode())


@dataclass
class NotifyDoor:
    """What Notify was asked for; it answers with `status`."""

    address: str = ""
    status: int = 201
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    bearers: list[str] = field(default_factory=list)


class _Door(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        door: NotifyDoor = self.server.door
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        door.asked.append((self.path, body))
        door.bearers.append(self.headers["Authorization"])
        told = b'{"id": "1"}' if door.status < 300 else b'{"errors": [{"error": "no", "message": "ann@example.org"}]}'
        self.send_response(door.status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_args: object) -> None:
        """Tests read nothing of it."""


@contextmanager
def notify_door() -> Iterator[NotifyDoor]:
    """GOV.UK Notify's door on a free port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Door) as server:
        server.daemon_threads = True
        door = NotifyDoor(f"http://127.0.0.1:{server.server_address[1]}")
        server.door = door  # type: ignore[attr-defined] # where the handler finds it
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield door
        server.shutdown()
        thread.join()
