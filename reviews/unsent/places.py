"""The closed list of forms whose text is kept until it is sent. Pure.

A room that lets somebody type more than a line adds its place here, and nothing else to this room.
"""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from accounts.roles import CLIENT, CLINICIAN
from reviews.records.models import EngagementKey, OfferKey

IN_DRAFT = "not in the draft yet"


@dataclass(frozen=True, slots=True)
class Place:
    """One form of one role.

    code   kept in the row; never changed. `boxes` are the names of its fields of text.
    role   who writes there: the same form of two roles is two places, so that nobody's words are
           kept as another's, whoever signs in on the same device.
    route  the page of the form; its address takes the id the form is about, unless `alone`.
    waits  what has not happened to the text yet.
    key    whose key seals it: the record's, the author's own notes', that of a frozen copy, or of a
           client's membership.
    """

    code: str
    role: str
    boxes: tuple[str, ...]
    route: str
    on_screen: str
    waits: str = "not sent yet"
    alone: bool = False
    key: str = EngagementKey.RECORD

    @property
    def of_draft(self) -> bool:
        """It is typed into a draft that exists, or will: a button saves it there."""
        return self.waits == IN_DRAFT

    @property
    def before_work(self) -> bool:
        """There is no engagement yet: it is about the membership of a client."""
        return self.key == OfferKey.OFFER

    @property
    def in_sentence(self) -> str:
        return self.on_screen[:1].lower() + self.on_screen[1:]

    def path(self, about: UUID) -> str:
        """Where the form is."""
        return reverse(self.route, args=() if self.alone else (about,))


TEXT, WORDS, REASON, TEXT_AND_REASON = ("text",), ("words",), ("reason",), ("text", "reason")
LOG_BOXES = (
    "done",
    "seen",
    "does_not_fit",
    "based_on",
    "concerns",
    "safety",
    "consultation",
    "not_for_report",
    *(f"commitment_{number}" for number in range(1, 13)),
)
SOURCES = ("sources_used", "sources_not_used")

# --- the client's ----------------------------------------------------------------------------------
ADDITION = Place("addition", CLIENT, TEXT, "journal:read", "Something to add to what you shared")
REPLY = Place(
    "reply",
    CLIENT,
    ("accept", "differently", "explain"),
    "feedback:read",
    "Your reply to feedback",
    IN_DRAFT,
)
REPLY_ADDENDUM = Place(
    "reply_addendum", CLIENT, TEXT_AND_REASON, "feedback:read", "Something to add to your reply"
)
REPLY_IN_ERROR = Place(
    "reply_in_error", CLIENT, REASON, "feedback:reply_in_error", "What is wrong with your reply"
)
STEP_BY_CLIENT = Place("step_by_client", CLIENT, TEXT, "commitments:one", "How a commitment stands")
ANSWER_BY_CLIENT = Place(
    "answer_by_client", CLIENT, TEXT, "commitments:answer", "Your answer about a commitment"
)
CHANGE_BY_CLIENT = Place(
    "change_by_client", CLIENT, REASON, "commitments:change", "Why a commitment is changed"
)
LATER_BY_CLIENT = Place(
    "later_by_client", CLIENT, REASON, "commitments:later", "Why a commitment is carried over"
)
LET_GO_BY_CLIENT = Place(
    "let_go_by_client", CLIENT, REASON, "commitments:let_go", "Why a commitment is let go"
)
GOAL_ANSWER_BY_CLIENT = Place(
    "goal_answer_by_client", CLIENT, TEXT, "commitments:goal", "Your answer about a goal"
)
GOAL_END_BY_CLIENT = Place(
    "goal_end_by_client", CLIENT, WORDS, "commitments:goal", "How a goal ended"
)
STATEMENT = Place(
    "statement", CLIENT, TEXT, "releases:statement", "Your statement", "not saved yet"
)
CORRECTION = Place("correction", CLIENT, ("words",), "releases:correct", "A correction you ask for")
OBJECTION = Place("objection", CLIENT, ("words",), "assignments:handover", "Why you object")
PERMISSION = Place(
    "permission",
    CLIENT,
    ("description", "refusal_words"),
    "releases:new",
    "A new permission",
    "not signed yet",
    alone=True,
)
MESSAGE_BY_CLIENT = Place(
    "message_by_client", CLIENT, TEXT, "dialogue:read", "A message about a check-in"
)
MOVE_BY_CLIENT = Place(
    "move_by_client", CLIENT, ("words",), "checkins:ask", "Why you ask for another time"
)
CLOSING_WORDS = Place(
    "closing_words", CLIENT, TEXT, "ending:after", "Your own words beside the closing summary"
)
REMARK_BY_CLIENT = Place(
    "review_remark_by_client", CLIENT, TEXT, "progress:one", "How you see the other part"
)

BECOMES_BY_CLIENT = Place(
    "becomes_by_client", CLIENT, TEXT, "concerns:read", "An answer about what was told"
)

# --- the clinician's -------------------------------------------------------------------------------
ADDITION_BY_CLINICIAN = Place(
    "addition_by_clinician", CLINICIAN, TEXT, "journal:read", "Something to add to what you signed"
)
BECOMES_BY_CLINICIAN = Place(
    "becomes_by_clinician", CLINICIAN, TEXT, "concerns:read", "What becomes of what was told"
)
DISCLOSURE = Place(
    "disclosure",
    CLINICIAN,
    ("facts", "consulted", "decision", "told_to", "why_later"),
    "disclosures:record",
    "A record of what was told outside",
    "not signed yet",
)
NOTED_IN_ERROR = Place(
    "noted_in_error", CLINICIAN, REASON, "concerns:in_error", "What is wrong with a note"
)
STEP_BY_CLINICIAN = Place(
    "step_by_clinician", CLINICIAN, TEXT, "commitments:one", "How a commitment stands"
)
ANSWER_BY_CLINICIAN = Place(
    "answer_by_clinician", CLINICIAN, TEXT, "commitments:answer", "Your answer about a commitment"
)
CHANGE_BY_CLINICIAN = Place(
    "change_by_clinician", CLINICIAN, REASON, "commitments:change", "Why a commitment is changed"
)
LATER_BY_CLINICIAN = Place(
    "later_by_clinician", CLINICIAN, REASON, "commitments:later", "Why a commitment is carried over"
)
LET_GO_BY_CLINICIAN = Place(
    "let_go_by_clinician", CLINICIAN, REASON, "commitments:let_go", "Why a commitment is let go"
)
GOAL_ANSWER_BY_CLINICIAN = Place(
    "goal_answer_by_clinician", CLINICIAN, TEXT, "commitments:goal", "Your answer about a goal"
)
GOAL_END_BY_CLINICIAN = Place(
    "goal_end_by_clinician", CLINICIAN, WORDS, "commitments:goal", "How a goal ended"
)
MOVE_BY_CLINICIAN = Place(
    "move_by_clinician", CLINICIAN, ("words",), "checkins:ask", "Why you ask for another time"
)
MESSAGE_BY_CLINICIAN = Place(
    "message_by_clinician", CLINICIAN, TEXT, "dialogue:read", "A message about a check-in"
)
AGREEMENT = Place(
    "agreement",
    CLINICIAN,
    (
        "accountability",
        "refusal_words",
        "voluntariness",
        "beyond",
        "described",
        "supervision",
        "fee_payer",
    ),
    "agreements:another",
    "A changed agreement",
    "not offered yet",
)
# Once the work is offered, or the two talk first, it goes on as AGREEMENT.
FIRST_OFFER = Place(
    "first_offer",
    CLINICIAN,
    AGREEMENT.boxes,
    "agreements:begin",
    "A first agreement",
    "not offered yet",
    key=OfferKey.OFFER,
)
PREPARATION = Place(
    "preparation",
    CLINICIAN,
    ("questions",),
    "prompts:prepare",
    "Questions for a check-in",
    "not saved yet",
)
MISSED = Place("missed", CLINICIAN, ("words",), "desk:missed", "Why a check-in did not take place")
LOG_BEGUN = Place("log_begun", CLINICIAN, LOG_BOXES, "sessions:begin", "A session log", IN_DRAFT)
LOG_OF_CHECKIN = Place(
    "log_of_checkin", CLINICIAN, LOG_BOXES, "sessions:begin_for_checkin", "A session log", IN_DRAFT
)
LOG = Place("log", CLINICIAN, LOG_BOXES, "sessions:write", "A session log", IN_DRAFT)
LOG_ADDENDUM = Place(
    "log_addendum", CLINICIAN, TEXT_AND_REASON, "sessions:read", "Something to add to a session log"
)
LOG_IN_ERROR = Place(
    "log_in_error", CLINICIAN, REASON, "sessions:in_error", "What is wrong with a session log"
)
PROCESS_NOTE = Place(
    "process_note",
    CLINICIAN,
    TEXT,
    "sessions:private",
    "A process note",
    "not among your notes yet",
    key=EngagementKey.PROCESS,
)
REFERRAL = Place("referral", CLINICIAN, ("referral",), "suitability:decline", "Where other help is")
FEEDBACK_BEGUN = Place("feedback_begun", CLINICIAN, TEXT, "feedback:begin", "Feedback", IN_DRAFT)
FEEDBACK_ABOUT = Place(
    "feedback_about", CLINICIAN, TEXT, "feedback:begin_about", "Feedback", IN_DRAFT
)
FEEDBACK = Place("feedback", CLINICIAN, TEXT, "feedback:write", "Feedback", IN_DRAFT)
FEEDBACK_ADDENDUM = Place(
    "feedback_addendum", CLINICIAN, TEXT_AND_REASON, "feedback:read", "Something to add to feedback"
)
FEEDBACK_IN_ERROR = Place(
    "feedback_in_error", CLINICIAN, REASON, "feedback:in_error", "What is wrong with feedback"
)
REPORT_ABOUT = Place(
    "report_about", CLINICIAN, SOURCES, "reports:about", "What a report rests on", IN_DRAFT
)
REPORT_ADDENDUM = Place(
    "report_addendum", CLINICIAN, TEXT_AND_REASON, "reports:read", "Something to add to a report"
)
REPORT_IN_ERROR = Place(
    "report_in_error", CLINICIAN, REASON, "reports:in_error", "What is wrong with a report"
)
CORRECTION_ANSWER = Place(
    "correction_answer", CLINICIAN, ("answer",), "reports:answer", "An answer about a correction"
)
REMARK = Place(
    "remark",
    CLINICIAN,
    ("remark",),
    "reports:second",
    "Your remark as second clinician",
    key=EngagementKey.COPY,
)
SECOND_CONCERN = Place(
    "second_concern",
    CLINICIAN,
    ("seen", "voiced"),
    "reports:second_note",
    "A concern you note as second clinician",
    key=EngagementKey.COPY,
)
REMARK_BY_CLINICIAN = Place(
    "review_remark_by_clinician", CLINICIAN, TEXT, "progress:one", "How you see the other part"
)
REVIEW_WITHOUT = Place(
    "review_without",
    CLINICIAN,
    ("why",),
    "progress:without",
    "Why a client could not answer",
    "not saved yet",
)

PLACES: dict[str, Place] = {
    place.code: place for place in list(globals().values()) if isinstance(place, Place)
}
