import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbvote.domain.code import (
    ALPHABET,
    MalformedCodeError,
    WrongCheckCharacterError,
    code_of,
    draw_sign_in_code,
    has_plain_check,
    number_of,
    parse_check_code,
    parse_sign_in_code,
)

numbers = st.integers(0, 2**60 - 1).filter(has_plain_check)


@given(numbers)
def test_a_code_says_its_number(number: int) -> None:
    assert number == number_of(code_of(number, 12, " "), 12)


def test_a_sign_in_code_has_12_symbols_and_a_check_character_in_groups() -> None:
    for _ in range(200):
        code = draw_sign_in_code()
        assert [len(group) for group in code.split(" ")] == [4, 4, 4, 1]
        assert set(code) <= {*ALPHABET, " "}
        assert code == parse_sign_in_code(code)


@pytest.mark.parametrize("check", range(32, 37))
def test_a_code_that_would_end_in_a_sign_is_drawn_again(check: int) -> None:
    draws = iter([check, 37 + check, 5])
    assert draw_sign_in_code(lambda _bits: next(draws)) == "0000 0000 0005 5"


def test_a_code_is_drawn_from_60_bits() -> None:
    asked: list[int] = []
    draw_sign_in_code(lambda bits: asked.append(bits) or 0)  # type: ignore[func-returns-value]  # append gives None
    assert asked == [60]


@given(numbers, st.sampled_from("-\u2013 \u00a0\t"), st.booleans())
def test_typing_is_forgiven_case_spaces_and_look_alikes(number: int, separator: str, small: bool) -> None:  # noqa: FBT001 - hypothesis gives it by name
    code = code_of(number, 12, " ")
    typed = code.replace("0", "O").replace("1", "I" if small else "L").replace(" ", separator)
    assert code == parse_sign_in_code(f" {typed.lower() if small else typed}\n")


@given(numbers, st.integers(0, 12), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(number: int, at: int, other: str) -> None:
    plain = code_of(number, 12, "")
    if plain[at] == other:
        return
    with pytest.raises(WrongCheckCharacterError):
        parse_sign_in_code(plain[:at] + other + plain[at + 1 :])


@given(numbers, st.integers(0, 11))
def test_two_neighbours_that_changed_places_are_always_found(number: int, at: int) -> None:
    plain = code_of(number, 12, "")
    if plain[at] == plain[at + 1]:
        return
    with pytest.raises(WrongCheckCharacterError):
        parse_sign_in_code(plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0000 0000 0000",
        "0000 0000 0000 00",
        "0000-0000-0000-0000-0",
        "0000 0000 000U 0",
        "0000 0000 0000 *",
        "0000 0000 0000 ~",
        "0000 0000 0000 $",
        "0000 0000 0000 =",
        "0000 0000 0000 u",
        "0000 0000 0000 \uff10",
        "0000 0000 0000 \u0660",
        "0000 0000 00\u00df0",
        "0000 0000 000\u0131 0",
        "0000_0000_0000_0",
        "0000 0000 0000 0\0",
    ],
)
def test_what_is_no_code_is_malformed(text: str) -> None:
    with pytest.raises(MalformedCodeError):
        parse_sign_in_code(text)


def test_a_check_code_and_a_sign_in_code_are_not_taken_for_each_other() -> None:
    with pytest.raises(MalformedCodeError, match=r"0000-0000-0000-0000-0; you typed 13"):
        parse_check_code("0000 0000 0000 0")
    with pytest.raises(MalformedCodeError, match=r"0000 0000 0000 0; you typed 17"):
        parse_sign_in_code("0000-0000-0000-0000-0")


def test_a_check_code_is_spelt_with_hyphens() -> None:
    assert parse_check_code("oooo ooooooooo ool l") == "0000-0000-0000-0001-1"
    with pytest.raises(WrongCheckCharacterError):
        parse_check_code("0000-0000-0000-0001-2")


@pytest.mark.parametrize("number", [-1, 32**12, 32, 36])
def test_a_number_without_a_code_is_the_callers_mistake(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        code_of(number, 12, " ")


def test_crockfords_symbols_are_32_without_i_l_o_u() -> None:
    assert len(set(ALPHABET)) == 32
    assert "".join(sorted(ALPHABET)) == ALPHABET
    assert not set("ILOU") & set(ALPHABET)
