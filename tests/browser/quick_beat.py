"""The real schedule, asked for every two seconds: a test does not wait a minute for the sweep."""

from tracker.celery import app

for entry in app.conf.beat_schedule.values():
    entry["schedule"] = 2.0
