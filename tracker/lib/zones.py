"""Time zones as a person chooses them."""

import zoneinfo
from functools import cache

_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """IANA names by region, for a select: [("Europe", [("Europe/Dublin", "Dublin"), …]), …]."""
    names = sorted(_names())
    grouped = [
        (region, [(name, _place(name)) for name in names if name.startswith(f"{region}/")])
        for region in _REGIONS
    ]
    return [*((r, places) for r, places in grouped if places), ("Other", [("UTC", "UTC")])]


def is_zone(name: str) -> bool:
    """Whether it is an IANA name this machine knows the clocks of."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _place(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", ", ")
