"""The second half of the acted story: a report, a permission, a release, and what a reader does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access import acting_as
from tests import sharing_story as sharing
from tests import voices

THEMES = "We went through the copper kettle and the long corridor, one after the other."
SEEN = "On a morning in spring he put the marble inkwell down before he answered."
HARD = "It is still hard for him to leave the paper lantern where it hangs."
BOUNDARIES = "The workplace could keep the walnut cabinet in the open room."
REPLACED = "An earlier wording spoke of the pewter sundial."
STATEMENT = "I have read this. I would add the part about the linen curtain."
PURPOSE = "So that the talk about the orchard gate can take place."
ROLE, ORGANIZATION = "keeper of the amber drawer", "Lanternfish Bindery"
REMARK = "The sentence about the slate roof needs its source."
STANDING = "I have no part in the fees, and never saw the velvet ladder."
NOT_YET = "We speak about the brass teapot first."
BESIDE = "By the tin lighthouse he said it again; I stood beside him."
VOICED = "He told me that the glass harbor had made him bold."
CORRECTION = "The date beside the cedar bench is a week too early."
CORRECTED = "That is so; the cedar bench has its own date now."

TYPED = {
    "themes": THEMES,
    "seen": SEEN,
    "hard": HARD,
    "boundaries": BOUNDARIES,
    "replaced wording": REPLACED,
    "statement": STATEMENT,
    "purpose": PURPOSE,
    "reader's role": ROLE,
    "reader's organization": ORGANIZATION,
    "remark": REMARK,
    "ties of a second clinician": STANDING,
    "why an answer is kept back": NOT_YET,
    "second clinician's concern": BESIDE,
    "what was said about it": VOICED,
    "correction": CORRECTION,
    "answer to it": CORRECTED,
}
ENDED = ("Mara Oldham", "team lead", ORGANIZATION, "mara@example.org")
WRONG = ("Noa Frey", "trustee", ORGANIZATION, "noa@example.org")
READER = ("Erin Vale", ROLE, ORGANIZATION, "erin@example.org")


def act_sharing(cast: Any, engagement_id: UUID, *, now: datetime) -> Any:
    """Everything up to the release; its wait is over when the clock has gone on."""
    voices.agreed(cast, engagement_id, "new_complaint", now=now)
    _headings_of_the_practice(cast, now=now)
    report = sharing.signed_report(
        cast, engagement_id, now=now, themes=REPLACED, seen=SEEN, hard=HARD, boundaries=BOUNDARIES
    )
    _a_colleague_asks_for_changes(cast, report, now=now)
    _a_correction(cast, report, now=now)
    report = sharing.corrected_report(
        cast, report, now=now, themes=THEMES, seen=SEEN, hard=HARD, boundaries=BOUNDARIES
    )
    _a_no_and_an_end(cast, report, now=now)
    hers = sharing.permitted(cast, engagement_id, now=now, reader=WRONG)
    mistaken = sharing.released(cast, report, hers, now=now, parts=("takes_part",))
    sharing.closed(cast, mistaken, now=now)
    before, sharing.PURPOSE = sharing.PURPOSE, PURPOSE
    try:
        permission = sharing.permitted(cast, engagement_id, now=now, reader=READER)
    finally:
        sharing.PURPOSE = before
    sharing.stated(cast, report, now=now, text=STATEMENT)
    return sharing.released(cast, report, permission, now=now)


def act_reading() -> None:
    """The reader joins by the mail's link, reads the notice, the text and the PDF."""
    from reviews.documents import queries

    reader = sharing.reader_joined(READER[3])
    with acting_as(reader), transaction.atomic():
        (head,) = queries.list_documents(actor=reader)
    voices.report(reader, voices.forms(reader)[0].id)
    sharing.acknowledged(reader, head.id)
    with acting_as(reader), transaction.atomic():
        assert queries.read_document(actor=reader, release_id=head.id).document
        assert queries.read_file(actor=reader, release_id=head.id)


def _a_no_and_an_end(cast: Any, report: Any, *, now: datetime) -> None:
    """A no to the version that is released later; a permission narrowed, then withdrawn."""
    from reviews.releases.actions import choose_not_to_release
    from reviews.reports.queries import get_signed

    eli = cast.eli.actor
    with acting_as(eli), transaction.atomic():
        found = get_signed(actor=eli, report_id=report.id)
        choose_not_to_release(actor=eli, report=found, now=now)
    permission = sharing.permitted(cast, report.engagement_id, now=now, reader=ENDED)
    sharing.narrowed(cast, permission, "takes_part", now=now)
    sharing.withdrawn(cast, permission, now=now)


def _headings_of_the_practice(cast: Any, *, now: datetime) -> None:
    from reviews.reports.headings import publish_heading

    ada = cast.ada.actor
    with acting_as(ada), transaction.atomic():
        publish_heading(
            actor=ada,
            kind="hard",
            heading="What is still hard",
            guidance="Say on which days.",
            version=0,
            now=now,
        )


def _a_colleague_asks_for_changes(cast: Any, report: Any, *, now: datetime) -> None:
    from reviews.reports import cosignatures
    from reviews.reports.cosignature_queries import get_asked, get_cosignature, read_copy
    from reviews.reports.models import CoSignature
    from reviews.reports.queries import get_signed

    dana, mo = cast.dana.actor, cast.mo.actor
    with acting_as(dana), transaction.atomic():
        asked = cosignatures.ask_cosigner(
            actor=dana,
            report=get_signed(actor=dana, report_id=report.id),
            cosigner_id=mo.user_id,
            now=now,
        )
    voices.told_by_second(mo, asked, seen=BESIDE, voiced=VOICED)
    with acting_as(mo), transaction.atomic():
        read_copy(actor=mo, cosignature_id=asked.id)
        cosignatures.answer_cosignature(
            actor=mo,
            cosignature=get_asked(actor=mo, cosignature_id=asked.id),
            outcome=CoSignature.CHANGES_ASKED,
            remark=REMARK,
            standing=STANDING,
            authenticated_at=now,
            now=now,
        )
    with acting_as(dana), transaction.atomic():
        answered = get_cosignature(actor=dana, cosignature_id=asked.id)
        cosignatures.keep_back_answer(actor=dana, cosignature=answered, why=NOT_YET, now=now)
        cosignatures.pass_on_answer(actor=dana, cosignature=answered, now=now)


def _a_correction(cast: Any, report: Any, *, now: datetime) -> None:
    from reviews.reports import corrections
    from reviews.reports.correction_queries import get_correction
    from reviews.reports.queries import get_signed

    eli, dana = cast.eli.actor, cast.dana.actor
    with acting_as(eli), transaction.atomic():
        asked = corrections.ask_correction(
            actor=eli, report=get_signed(actor=eli, report_id=report.id), words=CORRECTION, now=now
        )
    with acting_as(dana), transaction.atomic():
        corrections.answer_correction(
            actor=dana,
            correction=get_correction(actor=dana, correction_id=asked.id),
            outcome="corrected",
            answer=CORRECTED,
            now=now,
        )
