"""Ed25519 verification after RFC 8032, section 5.1.7, without the factor of eight.

Refused beyond the arithmetic: keys and R that are not in canonical form, keys of small order,
S >= L. Where the package `cryptography` is installed it is asked too, and must agree.
"""

from hashlib import sha512
from typing import Optional

from .errors import UnprovenError

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:  # an auditor needs nothing but Python
    Ed25519PublicKey = None  # type: ignore[assignment,misc] # stands for "not installed"

KEY_SIZE = 32
SIGNATURE_SIZE = 64
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]  # extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _double(p: Point) -> Point:
    a, b, c = p[0] * p[0] % P, p[1] * p[1] % P, 2 * p[2] * p[2] % P
    h = a + b
    e, g = h - (p[0] + p[1]) ** 2, a - b
    f = c + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def _decode(raw: bytes) -> Point:
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        raise UnprovenError("a point is not in canonical form")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign):
        raise UnprovenError("the bytes are not a point of the curve")
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def _encode(p: Point) -> bytes:
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def _sum_of_two(s: int, p: Point, k: int, q: Point) -> Point:
    # One walk over the bits of both numbers: s·p + k·q.
    table = (NEUTRAL, p, q, _add(p, q))
    total = NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        total = _double(total)
        total = _add(total, table[(s >> bit & 1) | (k >> bit & 1) << 1])
    return total


def check_key(key: bytes) -> Point:
    """Give the point of a public key of 32 bytes; UnprovenError when it may not be a key."""
    if len(key) != KEY_SIZE:
        raise UnprovenError("a key has 32 bytes")
    point = _decode(key)
    if _encode(_double(_double(_double(point)))) == _encode(NEUTRAL):
        raise UnprovenError("the key is a point of small order, for which anybody can sign")
    return point


def verify(key: bytes, message: bytes, signature: bytes) -> None:
    """Check a signature of 64 bytes; UnprovenError when it does not hold or two programs disagree."""
    point = check_key(key)
    own = _holds(key, point, message, signature)
    other = _second_opinion(key, message, signature)
    if other is not None and other != own:
        raise UnprovenError("two programs disagree about a signature (this one and cryptography)")
    if not own:
        raise UnprovenError("the signature does not fit the key and the text")


def _holds(key: bytes, point: Point, message: bytes, signature: bytes) -> bool:
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if len(signature) != SIGNATURE_SIZE or s >= ORDER:
        return False
    x, y, z, t = point
    k = int.from_bytes(sha512(r + key + message).digest(), "little") % ORDER
    # Comparing encodings makes an R that is not in canonical form fail too.
    return _encode(_sum_of_two(s, BASE, k, (P - x, y, z, P - t))) == r


def _second_opinion(key: bytes, message: bytes, signature: bytes) -> Optional[bool]:
    if Ed25519PublicKey is None:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True
