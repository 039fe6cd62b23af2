"""The client's permission for one reader: given, narrowed, withdrawn. It releases nothing.

Only the client gives one, freshly re-authenticated; each step is a row that is only added to.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.access import Actor, NotAllowed, WrongState, require_fresh
from reviews.agreements.terms import PARTS_TOLD
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement
from reviews.language.names import review_names
from reviews.language.report import review_line
from reviews.language.standing import as_it_stands
from reviews.records import vault
from reviews.records.once import once
from reviews.releases import doors, queries, rules
from reviews.releases import terms as terms_text
from reviews.releases.models import Narrowing, Permission, Recipient, Withdrawal
from reviews.releases.terms import PermissionTerms, RecipientDetails


def give_permission(
    *,
    actor: Actor,
    engagement: Engagement,
    terms: PermissionTerms,
    parts: list[str],
    authenticated_at: datetime,
    now: datetime,
    row_id: UUID | None = None,
) -> Permission:
    """The client's permission for one reader. It releases nothing.

    terms.until  its last day, in terms.zone; at most 12 months away.
    row_id  of the new row, so that a form sent twice permits once (reviews.records.once): of two, the
            other one would stay when one is withdrawn.
    Raises NotFresh, NotAllowed for anybody but the client and for parts or days that do not exist,
    NotReady where the gate refuses a word that would stand beside the report.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not engagement_rules.is_client(actor, engagement):
        raise NotAllowed
    expires_at = rules.end_of_day(terms.until, zone=terms.zone)
    if not parts or set(parts) - set(PARTS_TOLD) or not now < expires_at <= now + rules.LONGEST:
        raise NotAllowed
    _words_are_ready(terms)

    def make(new_id: UUID) -> Permission:
        lock = vault.sharing(engagement.id)
        vault.make_key(lock, now=now)
        recipient = _recipient(actor, engagement, terms.recipient, now=now)
        permission = Permission(
            id=new_id,
            engagement=engagement,
            author_id=actor.user_id,
            recipient=recipient,
            parts=[part for part in PARTS_TOLD if part in parts],
            terms_version=terms_text.VERSION,
            expires_at=expires_at,
            authenticated_at=authenticated_at,
            created_at=now,
        )
        vault.insert(permission, lock, terms=terms_text.write(terms))
        audit.record(verb="permit", object_kind="permission", object_id=new_id, chain=engagement.id)
        return permission

    return once(Permission, row_id, actor=actor, make=make)


def narrow_permission(
    *,
    actor: Actor,
    permission: Permission,
    parts: list[str],
    authenticated_at: datetime,
    now: datetime,
) -> None:
    """From now on fewer parts; what was released with more of them can no longer be opened.

    Raises NotFresh, NotAllowed unless they are fewer, WrongState if it has ended.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not engagement_rules.is_client(actor, permission.engagement):
        raise NotAllowed
    doors.hold_recipient(permission.recipient_id)
    if queries.has_ended(permission, now=now):
        raise WrongState
    left = queries.permitted_parts(permission)
    chosen = [part for part in left if part in parts]
    if not chosen or len(chosen) != len(set(parts)) or len(chosen) == len(left):
        raise NotAllowed
    Narrowing.objects.create(
        engagement_id=permission.engagement_id,
        author_id=actor.user_id,
        permission=permission,
        parts=chosen,
        authenticated_at=authenticated_at,
        created_at=now,
    )
    audit.record(
        verb="narrow",
        object_kind="permission",
        object_id=permission.id,
        chain=permission.engagement_id,
    )


def withdraw_permission(
    *, actor: Actor, permission: Permission, authenticated_at: datetime, now: datetime
) -> None:
    """End it, at once and without a reason. A second time changes nothing.

    Raises NotFresh, NotAllowed for anybody but its client.
    """
    require_fresh(authenticated_at=authenticated_at, now=now)
    if not engagement_rules.is_client(actor, permission.engagement):
        raise NotAllowed
    doors.hold_recipient(permission.recipient_id)
    try:
        with transaction.atomic():
            Withdrawal.objects.create(
                engagement_id=permission.engagement_id,
                author_id=actor.user_id,
                permission=permission,
                authenticated_at=authenticated_at,
                created_at=now,
            )
    except IntegrityError:  # it was withdrawn already, here or in another tab
        return
    audit.record(
        verb="withdraw",
        object_kind="permission",
        object_id=permission.id,
        chain=permission.engagement_id,
    )


def _words_are_ready(terms: PermissionTerms) -> None:
    """Purpose and reader stand on the document: they pass the gate like its sections do."""
    details = terms.recipient
    cast = frozenset((details.name, details.role, details.organization, terms.signed_name))
    typed = (terms.purpose, details.name, details.role, details.organization)
    found = [
        finding
        for line in map(as_it_stands, typed)
        for finding in (*review_line(line).findings, *review_names(line, cast=cast).findings)
        if finding.strength == "refuse"
    ]
    if found:
        raise rules.NotReady(
            [
                f"Nothing was signed, and what you typed is still here: “{finding.span}” cannot "
                f"stand beside a report. {finding.question}"
                for finding in found
            ]
        )


def _recipient(
    actor: Actor, engagement: Engagement, details: RecipientDetails, *, now: datetime
) -> Recipient:
    """The reader of this name and address, named before or new.

    Another name at an address that was named before is another reader, whose wait begins now: what
    is on the document is never read on the strength of a permission for somebody else.
    """
    doors.hold_recipient(engagement.id)  # two tabs name one reader once
    for row, known in queries.list_recipients(actor=actor, engagement_id=engagement.id):
        if _who(known) == _who(details):
            return row
    recipient = Recipient(engagement=engagement, author_id=actor.user_id, created_at=now)
    lock = vault.sharing(engagement.id)
    return vault.insert(recipient, lock, details=terms_text.write_details(details))


def _who(details: RecipientDetails) -> tuple[str, str]:
    return " ".join(details.name.split()).casefold(), details.address.lower()
