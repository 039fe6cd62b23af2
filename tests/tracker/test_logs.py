"""What is written to the log, through the configuration that really runs."""

import io
import logging

import structlog

from tracker.lib.logs import IdsOnly

WORDS = "I kept asking after she had said no"


def test_our_own_lines_keep_listed_fields_only(capsys):
    processors = structlog.get_config()["processors"]
    event = {"event": "saved", "id": "7", "text": WORDS, "state": {"deep": WORDS}}
    for processor in processors:
        event = processor(None, "info", event)

    assert "event='saved'" in event
    assert "id='7'" in event
    assert WORDS not in event


def test_lines_of_other_libraries_are_cut_to_their_place():
    said = io.StringIO()
    ours = [h for h in logging.getLogger().handlers if isinstance(h.formatter, IdsOnly)]
    assert len(ours) == 1
    handler = logging.StreamHandler(said)
    handler.setFormatter(ours[0].formatter)
    logger = logging.getLogger("django.db.backends")
    logger.addHandler(handler)
    try:
        raise ValueError(WORDS)
    except ValueError:
        logger.exception("failed: %s", WORDS)
    finally:
        logger.removeHandler(handler)

    assert "error=ValueError" in said.getvalue()
    assert WORDS not in said.getvalue()


def test_no_library_writes_past_them():
    for name in ("django", "django.request", "django.server", "django.security", "celery"):
        handlers = logging.getLogger(name).handlers
        # pytest puts its own there, Celery one that writes nothing.
        theirs = [h for h in handlers if not type(h).__module__.startswith("_pytest")]
        assert all(isinstance(h, logging.NullHandler) for h in theirs), name
