"""A key that signs notes in these tests."""

import base64
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Signer:
    """A private key made from a number, with the name that stands in its signatures."""

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([number] * 32))
        self.public = self.private.public_key().public_bytes_raw()
        self.key_id = sha256(name.encode() + b"\n\x01" + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The verifier key line."""
        typed = base64.b64encode(b"\x01" + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{typed}"

    def line(self, body: str) -> str:
        """Sign a text: one signature line."""
        raw = self.key_id + self.private.sign(body.encode())
        return f"\u2014 {self.name} {base64.b64encode(raw).decode()}\n"

    def note(self, body: str) -> bytes:
        """Sign a text: the whole note."""
        return f"{body}\n{self.line(body)}".encode()
