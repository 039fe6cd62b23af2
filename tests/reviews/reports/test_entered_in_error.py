"""A report entered in error is withdrawn from view: for a colleague who was asked, and as a copy."""

import pytest
from django.db import transaction

from accounts.access import NotFound, acting_as
from reviews.records.models import EngagementKey
from reviews.releases.copy_queries import read_released
from reviews.reports import cosignatures
from reviews.reports.cosignature_queries import read_copy
from reviews.reports.queries import get_signed
from tests import sharing_story as sharing


def test_a_colleague_reads_it_no_more(cast, engagement, now):
    report = sharing.signed_report(cast, engagement.id, now=now)
    dana, mo = cast.dana.actor, cast.mo.actor
    with acting_as(dana), transaction.atomic():
        asked = cosignatures.ask_cosigner(
            actor=dana,
            report=get_signed(actor=dana, report_id=report.id),
            cosigner_id=mo.user_id,
            now=now,
        )
    with acting_as(mo), transaction.atomic():
        assert read_copy(actor=mo, cosignature_id=asked.id).body.person == "Eli Rask"
        assert EngagementKey.objects.filter(holder=asked.id).exists()
    sharing.entered_in_error(cast, report, now=now)
    with acting_as(mo), transaction.atomic():
        with pytest.raises(NotFound):
            read_copy(actor=mo, cosignature_id=asked.id)
        assert not EngagementKey.objects.filter(holder=asked.id).exists()


def test_the_copy_that_was_released_is_withdrawn_from_view_too(cast, engagement, now):
    report = sharing.signed_report(cast, engagement.id, now=now)
    permission = sharing.permitted(cast, engagement.id, now=now)
    release = sharing.released(cast, report, permission, now=now)
    for who in (cast.eli.actor, cast.dana.actor):
        with acting_as(who), transaction.atomic():
            assert read_released(actor=who, release_id=release.id)
    sharing.entered_in_error(cast, report, now=now)
    for who in (cast.eli.actor, cast.dana.actor):
        with acting_as(who), transaction.atomic(), pytest.raises(NotFound):
            read_released(actor=who, release_id=release.id)
