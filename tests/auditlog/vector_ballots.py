"""Vector cases of ballots, codes and the roll."""

from hashlib import sha256

from pbvote.auditlog.commitment import canonical_ballot, check_code, commitment_of, draw_salt
from pbvote.auditlog.roll import MarkedLeaf, marked_lines, marked_root, roll_leaf, roll_root
from pbvote.domain.code import SIGN_IN_SYMBOLS, code_of

Case = dict[str, object]

BALLOTS: list[tuple[str, str, list[str]]] = [
    ("all", "youth", ["bike-shed", "quiet-room"]),
    ("11-15", "youth", ["quiet-room"]),
    ("all", "ward", []),
    ("all", "ward", ["31", "4", "15", "926", "5", "35", "8979", "32", "38", "46"]),
    ("all", "ward", ["caf\u00e9 \u20ac1", "\u5e83\u5834"]),
]


def salt(number: int) -> bytes:
    """The fixed salt with this number."""
    return sha256(b"salt %d" % number).digest()


def commitments() -> list[Case]:
    """Ballots with salts whose check code may be given out: the first such salt from a fixed number on."""
    return [_commitment(number, *ballot) for number, ballot in enumerate(BALLOTS)]


def check_codes() -> list[Case]:
    """What may be typed for one code, and what may not."""
    code = str(commitments()[0]["check_code"])
    plain = code.replace("-", "")
    number = next(at for at in range(15) if plain[at] != plain[at + 1])
    swapped = plain[:number] + plain[number + 1] + plain[number] + plain[number + 2 :]
    typed = {
        code: None,
        code.lower(): None,
        code.replace("-", " "): None,
        plain.replace("0", "o").replace("1", "l"): None,
        swapped: "two neighbours exchanged",
        plain[:-1] + ("1" if plain[-1] == "0" else "0"): "wrong check character",
        plain[:-1]: "malformed",
        plain + "0": "malformed",
        plain[:-1] + "U": "malformed",
        plain[:-1] + "*": "malformed",
    }
    return [_typed(text, code, why) for text, why in typed.items()]


def sign_in_codes() -> list[Case]:
    """Sign-in codes of 60-bit numbers, and what may be typed for them."""
    numbers = [0, 1, 31, 2**60 - 37, 0x123456789ABCDEF]
    codes = [code_of(number, SIGN_IN_SYMBOLS, " ") for number in numbers if number % 37 < 32]
    code = codes[-1]
    good = [_typed(each, each, None) for each in codes]
    also = [_typed(each, code, None) for each in (code.lower(), code.replace(" ", ""), code.replace(" ", "-"))]
    bad = {code[:-1]: "malformed", code[:-1] + "~": "malformed", code[::-1]: "wrong check character"}
    return [*good, *also, *(_typed(text, code, why) for text, why in bad.items())]


def roll_leaves() -> list[Case]:
    """Members, their salts and leaves."""
    members = [("m-1", "all", ["ward", "youth"]), ("m-2", "11-15", ["youth"]), ("\u00e9", "all", [])]
    return [_roll_leaf(number, *member) for number, member in enumerate(members)]


def roll_roots() -> list[Case]:
    """Roots over leaves that are given in no order."""
    leaves = [salt(number) for number in range(100, 107)]
    return [
        {"leaves": [each.hex() for each in leaves[:size]], "root": roll_root(leaves[:size]).hex()} for size in range(8)
    ]


def marked_roots() -> list[Case]:
    """Marked registers, their lines in order and their roots."""
    members = [
        MarkedLeaf(salt(200 + number), ("all", "11-15")[number % 2], ("youth", "ward"), marked)
        for number, marked in enumerate([(), ("ward",), ("youth",), ("youth", "ward"), ()])
    ]
    return [
        {
            "lines": [line.decode() for line in marked_lines(members[:size])],
            "root": marked_root(members[:size]).hex(),
        }
        for size in range(6)
    ]


def _commitment(number: int, group: str, pot_id: str, ranking: list[str]) -> Case:
    canonical = canonical_ballot(round_id="spring-2027", pot_id=pot_id, group=group, ranking=ranking)
    numbers = iter(range(number * 10, number * 10 + 10))
    drawn = draw_salt(canonical, lambda _size: salt(next(numbers)))
    commitment = commitment_of(drawn, canonical)
    facts = {"group": group, "pot": pot_id, "ranking": ranking, "round": "spring-2027", "salt": drawn.hex()}
    made = {"canonical": canonical.decode(), "commitment": commitment, "check_code": check_code(commitment)}
    return {**facts, **made}


def _roll_leaf(number: int, member: str, group: str, pots: list[str]) -> Case:
    drawn = salt(50 + number)
    leaf = roll_leaf(drawn, member=member, group=group, pots=pots).hex()
    return {"group": group, "leaf": leaf, "member": member, "pots": pots, "salt": drawn.hex()}


def _typed(text: str, code: str, why: str | None) -> Case:
    if why is None:
        return {"accepted": True, "code": code, "typed": text}
    return {"accepted": False, "typed": text, "why": why}
