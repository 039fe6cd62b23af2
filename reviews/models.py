"""Re-exports each room's models, so that Django finds them. Nobody else imports this."""

from reviews.agreements.models import AgreedContact, Agreement, AgreementSignature
from reviews.amendments.models import Amendment
from reviews.asides.models import Pressure, SpeakRequest
from reviews.assignments.models import Absence, ClosedAccount, Cover, Handover, Objection
from reviews.calendars.models import CalendarAddress
from reviews.calls.models import Call
from reviews.checkins.models import Cadence, CheckIn, Move, Pause
from reviews.commitments.models import Commitment, CommitmentAnswer, CommitmentStep, Goal, GoalEnd
from reviews.concerns.models import Concern, ConcernStep
from reviews.dialogue.models import Message
from reviews.disclosures.models import Disclosure
from reviews.ending.models import Closing, ClosingWords, FollowUp
from reviews.engagements.models import Engagement, EngagementGrant
from reviews.feedback.models import Feedback, Reply
from reviews.journal.models import Addendum, Answer, Entry
from reviews.limits.models import LimitsAcknowledgment
from reviews.progress.models import ProgressReview, ReviewRemark
from reviews.prompts.models import Preparation, PromptSet
from reviews.records.models import EngagementKey, OfferKey
from reviews.releases.models import (
    ClosedRelease,
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
from reviews.suitability.models import Referral
from reviews.unsent.models import UnsentText

__all__ = [
    "Absence",
    "ClosedAccount",
    "Closing",
    "ClosingWords",
    "FollowUp",
    "Handover",
    "Objection",
    "Addendum",
    "AgreedContact",
    "Agreement",
    "AgreementSignature",
    "Amendment",
    "Answer",
    "Cadence",
    "Call",
    "CalendarAddress",
    "CheckIn",
    "CoSignature",
    "ClosedRelease",
    "Commitment",
    "CommitmentAnswer",
    "CommitmentStep",
    "Goal",
    "GoalEnd",
    "Concern",
    "ConcernStep",
    "CorrectionRequest",
    "Cover",
    "Disclosure",
    "Engagement",
    "EngagementGrant",
    "EngagementKey",
    "OfferKey",
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
    "Pressure",
    "ProcessNote",
    "ProgressReview",
    "PromptSet",
    "Recipient",
    "Referral",
    "Release",
    "ReleaseFile",
    "RemarkPassedOn",
    "ReminderPlan",
    "Reply",
    "Report",
    "ReviewRemark",
    "Section",
    "SessionLog",
    "SpeakRequest",
    "Statement",
    "UnsentText",
    "Withdrawal",
]
