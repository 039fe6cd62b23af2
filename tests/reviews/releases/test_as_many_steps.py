"""Taking back takes no more steps than giving: one link from Sharing, one page, one button."""

import re
from typing import Any

import pytest
from django.urls import reverse

from reviews.releases.models import Narrowing, Permission, Withdrawal
from tests.reviews.releases.pages import count
from tests.sharing_story import last_day

GIVING = {
    "name": "Erin Vale",
    "role": "people director",
    "organization": "Harrow & Vale",
    "address": "erin@example.org",
    "parts": ["takes_part"],
    "description": "That I take part.",
    "why": "request",
    "signed_name": "Eli Rask",
}


def steps(client: Any, route: str, *args: Any, sends: dict[str, Any]) -> int:
    """How many pages are opened and buttons pressed from Sharing on, by following its own links."""
    home = client.get(reverse("releases:home")).content.decode()
    where = reverse(f"releases:{route}", args=args)
    assert f'href="{where}"' in home, "there is no link to it on Sharing"
    page = client.get(where).content.decode()
    forms = re.findall(r'<form [^>]*method="post"', page.split("<main")[1].split("</main>")[0])
    assert len(forms) == 1, "the page has one form"
    answer = client.post(where, sends)
    assert answer.status_code == 302, "one button is enough"
    return 2


def test_giving_narrowing_and_withdrawing_take_the_same_steps(at_desk, engagement, now, being, eli):
    giving = {**GIVING, "parts": ["takes_part", "themes"], "until": last_day(now).isoformat()}
    given = steps(at_desk, "new", sends=giving)
    with being(eli):
        permission = Permission.objects.get()

    narrowed = steps(at_desk, "narrow", permission.id, sends={"parts": ["takes_part"]})
    withdrawn = steps(at_desk, "withdraw", permission.id, sends={})

    assert given == narrowed == withdrawn == 2
    assert count(Narrowing, being, eli) == count(Withdrawal, being, eli) == 1


@pytest.mark.parametrize("route", ["narrow", "withdraw"])
def test_none_asks_for_more_than_giving_does(at_desk, permission, route):
    """No reason, no second page: a box to write in, or a page to be sure, would be one more step."""
    page = at_desk.get(reverse(f"releases:{route}", args=[permission.id])).content.decode()
    inside = page.split('<form class="form"')[1].split("</form>")[0]

    assert "textarea" not in inside
    assert 'type="text"' not in inside
    assert inside.count("<button") == 1
