"""Reports in the story of tests.story: one signed, one being written, a colleague asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from tests.sharing_story import signed_report

WISH = "The first day was a Monday."
REMARK = "The third section needs an example."


@dataclass(frozen=True)
class Texts:
    """The ids of Dana's report about Eli and of what was asked about it."""

    report_id: UUID  # signed; its next version is being written
    report_draft_id: UUID
    cosignature_id: UUID  # Mo is asked
    declined_id: UUID  # Mo has answered, and Dana has passed it on
    correction_id: UUID  # not answered
    corrected_id: UUID  # answered


NOT_YET = "We speak about it on Monday first."


def tell_texts(cast: Any, story: Any, *, now: datetime) -> Texts:
    from reviews.reports import (
        actions,
        correction_queries,
        corrections,
        cosignature_queries,
        cosignatures,
        headings,
        queries,
    )

    dana, eli, mo, ada = cast.dana.actor, cast.eli.actor, cast.mo.actor, cast.ada.actor
    report = signed_report(cast, story.engagement_id, now=now)
    asked = []
    for declines in (True, False):
        with acting_as(dana), transaction.atomic():
            row = cosignatures.ask_cosigner(
                actor=dana,
                report=queries.get_signed(actor=dana, report_id=report.id),
                cosigner_id=mo.user_id,
                now=now,
            )
        asked.append(row)
        if declines:
            with acting_as(mo), transaction.atomic():
                cosignatures.answer_cosignature(
                    actor=mo,
                    cosignature=cosignature_queries.get_asked(actor=mo, cosignature_id=row.id),
                    outcome="declined",
                    remark=REMARK,
                    authenticated_at=now,
                    now=now,
                )
            with acting_as(dana), transaction.atomic():
                seen = cosignature_queries.get_cosignature(actor=dana, cosignature_id=row.id)
                cosignatures.keep_back_answer(actor=dana, cosignature=seen, why=NOT_YET, now=now)
                cosignatures.pass_on_answer(actor=dana, cosignature=seen, now=now)
    wishes = []
    for answered in (True, False):
        with acting_as(eli), transaction.atomic():
            row = corrections.ask_correction(
                actor=eli,
                report=queries.get_signed(actor=eli, report_id=report.id),
                words=WISH,
                now=now,
            )
        wishes.append(row)
        if answered:
            with acting_as(dana), transaction.atomic():
                corrections.answer_correction(
                    actor=dana,
                    correction=correction_queries.get_correction(actor=dana, correction_id=row.id),
                    outcome="kept",
                    answer="It was a Friday.",
                    now=now,
                )
    with acting_as(dana), transaction.atomic():
        before = queries.get_own(actor=dana, report_id=report.id)
        draft = actions.begin_version(actor=dana, report=before, now=now)
        actions.prepare_report(actor=dana, report=draft, now=now)
    with acting_as(ada), transaction.atomic():
        headings.publish_heading(
            actor=ada,
            kind="boundaries",
            heading="Boundaries and supports at work",
            guidance="Say who was told of it.",
            version=0,
            now=now,
        )
    return Texts(
        report_id=report.id,
        report_draft_id=draft.id,
        cosignature_id=asked[1].id,
        declined_id=asked[0].id,
        correction_id=wishes[1].id,
        corrected_id=wishes[0].id,
    )
