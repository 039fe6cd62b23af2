"""Which addresses belong to one house."""

import pytest

from tracker.lib.addresses import in_one_house, is_public


@pytest.mark.parametrize(
    ("address", "other", "same"),
    [
        ("eli@vale.example", "erin@vale.example", True),
        ("eli@Vale.Example", "erin@mail.vale.example", True),
        ("eli@ops.vale.example", "erin@vale.example", True),
        ("eli@vale.example", "erin@notvale.example", False),
        ("eli@vale.example", "erin@vale.test", False),
        ("eli@gmail.com", "erin@gmail.com", False),
        ("eli@sub.gmail.com", "erin@gmail.com", False),
        ("eli@vale.example", "", False),
        ("", "", False),
    ],
)
def test_one_house(address, other, same):
    assert in_one_house(address, other) is same
    assert in_one_house(other, address) is same


def test_a_provider_for_everybody():
    assert is_public("eli@GMX.de")
    assert not is_public("eli@vale.example")
