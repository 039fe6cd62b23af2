"""Codes of papers: at random, easy to type, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.lib.pdf.codes import ALPHABET, format_code, new_code, normalize_code

CODE = "7KQM29FXR4TD"


def test_a_code_has_twelve_signs_of_thirty_two():
    codes = [new_code() for _ in range(500)]

    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)
    assert {len(code) for code in codes} == {12}
    assert set("".join(codes)) == set(ALPHABET)
    assert len(set(codes)) == 500


def test_it_is_printed_in_three_parts():
    assert format_code(CODE) == "7KQM-29FX-R4TD"


@pytest.mark.parametrize(
    "text", ["", "7KQM-29FX-R4TD", CODE.lower(), CODE[:-1], "U" * 12, "é" * 12]
)
def test_only_a_code_is_printed(text):
    assert format_code(CODE)
    with pytest.raises(ValueError, match="not a code"):
        format_code(text)


@pytest.mark.parametrize(
    "typed",
    [
        "7KQM-29FX-R4TD",
        "7kqm-29fx-r4td",
        " 7KQM 29FX R4TD\n",
        "7K-QM29F--XR4TD-",
        "7KQM–29FX—R4TD",
        "7KQM\u201129FX\u00a0R4TD",
        "7 K Q M 2 9 F X R 4 T D",
        "\ufeff7KQM\u00ad29FX\u200b-\u2060R4TD\u200e",  # signs that a copied text brings along
    ],
)
def test_what_a_person_types_is_understood(typed):
    assert normalize_code(typed) == CODE


def test_signs_that_look_alike_are_one():
    assert normalize_code("oOiI-lL00-1101") == "001111001101"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "7KQM-29FX-R4T",
        "7KQM-29FX-R4TDX",
        "7KQM-29FX-R4TU",
        "7KQM_29FX_R4TD",
        "7KQM.29FX.R4TD",
        "7KQM-29FX-R4T\u0130",  # a capital I with a dot
        "7\u212aQM-29FX-R4TD",  # the sign for kelvin
        "７KQM-29FX-R4TD",  # a wide seven
        "7KQM-29FX-R4T\u0664",  # four in other digits
        "7KQM-29FX-R4TD\0",
        "-" * 100 + CODE,
        CODE * 1000,
    ],
)
def test_anything_else_is_no_code(typed):
    assert normalize_code(CODE) == CODE
    assert normalize_code(typed) is None


@given(st.text(max_size=70))
def test_an_answer_is_always_a_code_or_none(typed):
    code = normalize_code(typed)
    assert code is None or (len(code) == 12 and set(code) <= set(ALPHABET))


@given(st.text(ALPHABET, min_size=12, max_size=12))
def test_every_code_comes_back(code):
    assert normalize_code(format_code(code)) == code
    assert normalize_code(format_code(code).lower()) == code
