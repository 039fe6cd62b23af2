"""Logs hold ids and verbs. What is not on the list below is dropped before it is written."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "actor",
        "count",
        "duration_ms",
        "error",
        "event",
        "id",
        "kind",
        "level",
        "method",
        "mode",
        "route",
        "state",
        "status",
        "timestamp",
    }
)


def keep_allowed(logger: Any, name: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Drop every field that is not listed, and every value that could carry words."""
    return {k: v for k, v in event.items() if k in ALLOWED and isinstance(v, str | int | float)}


class IdsOnly(logging.Formatter):
    """Standard-library records, reduced: logger, level, and the exception's type and place.

    A message may carry what a person typed (a request line, a database error's DETAIL), so only the
    constant part is kept: the format string without its arguments.
    """

    def format(self, record: logging.LogRecord) -> str:
        text = record.msg if isinstance(record.msg, str) and record.name in _OURS else record.name
        line = f"{record.levelname.lower()} {text}"
        if record.exc_info and record.exc_info[0] is not None:
            line += f" error={record.exc_info[0].__name__} at={_place(record.exc_info[2])}"
        return line


_OURS = {"waymark"}


def _place(trace: Any) -> str:
    """File and line of the innermost frames of our own code; no values, no messages."""
    places: list[str] = []
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "?")
        places.append(f"{name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " < ".join(reversed(places[-6:]))


def configure(config: dict[str, Any]) -> None:
    """Called by Django at start in place of dictConfig, after its own defaults were set."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_allowed,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(IdsOnly())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("django", "django.server"):  # theirs would say a message whole, or mail it
        logging.getLogger(name).handlers.clear()
    for name in ("gunicorn.error", "gunicorn.access"):  # set before the application is loaded
        for theirs in logging.getLogger(name).handlers:
            theirs.setFormatter(IdsOnly())
    logging.getLogger("django.request").setLevel(logging.ERROR)  # every 404 is no news
