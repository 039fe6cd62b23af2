"""What several functions ask in the same words, so that it is taken apart in one of them alone.

Read from the database: where a function says it in other words, its conditions are found there.
"""

import re

from tests.laws.consent_doors import ENDED_BY, HELD, LIVE, NOT_OVER, STATED

LEAVES_OUT, TAKEN_BACK = "from leaves_out where true", "taken_back"
# Where each is taken apart.
LIVE_IN, HELD_IN, STATED_IN = "live_releases", "release_is_held", "unstated_concerns"
ENDED_IN = "check_document"


def words_of(bodies: dict[str, str], name: str) -> dict[str, str]:
    """The words that are one condition in the function of that name."""
    live = _live(bodies[LIVE_IN])
    held = _whole(live, live.index("exists (select from", live.index("r.live_at")))
    out = held[held.index("from ") :]
    out = out[: out.index("and not (")] + "and not " + _whole(out, out.index("and not (") + 8)
    stated = bodies[STATED_IN]
    stated = _whole(stated, stated.index("and not (") + 8)[1:-1].strip()
    stated = stated.replace("a_parts", "r.parts")
    words = {
        LIVE: live,
        NOT_OVER: live[live.index("r.expires_at") :],
        HELD: held,
        LEAVES_OUT: out,
        f"{LEAVES_OUT} ": re.sub(r"\br\.", "later.", out),
        TAKEN_BACK: _whole(held, held.index("least(")),
        STATED: stated,
        ENDED_BY: _ended(bodies[ENDED_IN]),
    }
    if name in (LIVE_IN, STATED_IN):
        return {}
    if name == HELD_IN:
        return {NOT_OVER: words[NOT_OVER], STATED: stated}
    return words


def _live(door: str) -> str:
    begins = door.index("not exists (select from reviews_closedrelease")
    return door[begins : door.rindex(";", begins, door.rindex("end"))]


def _ended(check: str) -> str:
    """As it is asked of a later one, at the moment in which that opens."""
    last = check.index("exists (select from reviews_closedrelease")
    of_r = check[check.index("r.expires_at <= could_open") : last] + _whole(check, last)
    return re.sub(r"\br\.", "later.", of_r).replace("<= could_open", "< opens.at")


def _whole(text: str, start: int) -> str:
    """From there to where its first parenthesis is closed."""
    depth = 0
    for at in range(text.index("(", start), len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return text[start : at + 1]
    raise ValueError(text)
