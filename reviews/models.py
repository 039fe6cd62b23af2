"""Re-exports each room's models, so that Django finds them. Nobody else imports this."""

from reviews.agreements.models import Agreement
from reviews.amendments.models import Amendment
from reviews.assignments.models import Absence, ClosedAccount, Cover, Handover, Objection
from reviews.calendars.models import CalendarAddress
from reviews.calls.models import Call
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.commitments.models import Commitment, CommitmentStep
from reviews.dialogue.models import Message
from reviews.engagements.models import Engagement, EngagementGrant
from reviews.feedback.models import Feedback, Reply
from reviews.journal.models import Addendum, Answer, Entry
from reviews.limits.models import LimitsAcknowledgment
from reviews.prompts.models import Preparation, PromptSet
from reviews.records.models import EngagementKey
from reviews.releases.models import (
    Narrowing,
    NoticeAcknowledgment,
    NotReleased,
    Permission,
    Recipient,
    Release,
    ReleaseFile,
    Statement,
    Withdrawal,
)
from reviews.reminders.models import ReminderPlan
from reviews.reports.models import (
    CorrectionRequest,
    CoSignature,
    Ground,
    RemarkPassedOn,
    Report,
    Section,
)
from reviews.sessions.models import ProcessNote, SessionLog
from reviews.unsent.models import UnsentText

__all__ = [
    "Absence",
    "ClosedAccount",
    "Handover",
    "Objection",
    "Addendum",
    "Agreement",
    "Amendment",
    "Answer",
    "Cadence",
    "Call",
    "CalendarAddress",
    "CheckIn",
    "CoSignature",
    "Commitment",
    "CommitmentStep",
    "CorrectionRequest",
    "Cover",
    "Engagement",
    "EngagementGrant",
    "EngagementKey",
    "Entry",
    "Feedback",
    "Ground",
    "LimitsAcknowledgment",
    "Message",
    "Move",
    "Narrowing",
    "NotReleased",
    "NoticeAcknowledgment",
    "Pause",
    "Permission",
    "Preparation",
    "ProcessNote",
    "PromptSet",
    "Recipient",
    "Release",
    "ReleaseFile",
    "RemarkPassedOn",
    "ReminderPlan",
    "Reply",
    "Report",
    "Section",
    "SessionLog",
    "Statement",
    "UnsentText",
    "Withdrawal",
]
