"""The closed list of forms whose text is kept until it is sent. Pure.

A room that lets somebody type more than a line adds its place here, and nothing else to this room.
"""

from dataclasses import dataclass

from accounts.roles import CLIENT, CLINICIAN
from reviews.records.models import EngagementKey


@dataclass(frozen=True, slots=True)
class Place:
    """One form of one role.

    code   kept in the row; never changed. `boxes` are the names of its fields of text.
    role   who writes there: the same form of two roles is two places, so that nobody's words are
           kept as another's, whoever signs in on the same device.
    route  the page of the form; its address takes the id the form is about, unless `alone`.
    key    whose key seals it: the record's, the author's own notes', or that of a frozen copy.
    """

    code: str
    role: str
    boxes: tuple[str, ...]
    route: str
    on_screen: str
    alone: bool = False
    key: str = EngagementKey.RECORD


_AMENDED = ("text", "reason")
_LOG = (
    "done", "seen", "does_not_fit", "based_on", "concerns", "safety", "consultation",
    "not_for_report",
)  # fmt: skip

ADDITION = Place(
    "addition", CLIENT, ("text",), "journal:read", "Something to add to your reflection"
)
REPLY = Place(
    "reply", CLIENT, ("accept", "differently", "explain"), "feedback:read", "Your reply to feedback"
)
REPLY_ADDENDUM = Place(
    "reply_addendum", CLIENT, _AMENDED, "feedback:read", "Something to add to your reply"
)
STEP_BY_CLIENT = Place(
    "step_by_client", CLIENT, ("text",), "commitments:one", "How a commitment stands"
)
STATEMENT = Place("statement", CLIENT, ("text",), "releases:statement", "Your statement")
CORRECTION = Place("correction", CLIENT, ("words",), "releases:correct", "A correction you ask for")
PERMISSION = Place(
    "permission", CLIENT, ("description", "refusal_words"), "releases:new", "A permission",
    alone=True,
)  # fmt: skip

STEP_BY_CLINICIAN = Place(
    "step_by_clinician", CLINICIAN, ("text",), "commitments:one", "How a commitment stands"
)
LOG_BEGUN = Place("log_begun", CLINICIAN, _LOG, "sessions:begin", "A session log")
LOG_OF_CHECKIN = Place(
    "log_of_checkin", CLINICIAN, _LOG, "sessions:begin_for_checkin", "A session log"
)
LOG = Place("log", CLINICIAN, _LOG, "sessions:write", "A session log")
LOG_ADDENDUM = Place(
    "log_addendum", CLINICIAN, _AMENDED, "sessions:read", "Something to add to a session log"
)
PROCESS_NOTE = Place(
    "process_note", CLINICIAN, ("text",), "sessions:private", "A process note",
    key=EngagementKey.PROCESS,
)  # fmt: skip
FEEDBACK_BEGUN = Place("feedback_begun", CLINICIAN, ("text",), "feedback:begin", "Feedback")
FEEDBACK_ABOUT = Place("feedback_about", CLINICIAN, ("text",), "feedback:begin_about", "Feedback")
FEEDBACK = Place("feedback", CLINICIAN, ("text",), "feedback:write", "Feedback")
FEEDBACK_ADDENDUM = Place(
    "feedback_addendum", CLINICIAN, _AMENDED, "feedback:read", "Something to add to feedback"
)
REPORT_ABOUT = Place(
    "report_about", CLINICIAN, ("sources_used", "sources_not_used"), "reports:about",
    "What a report rests on",
)  # fmt: skip
REPORT_ADDENDUM = Place(
    "report_addendum", CLINICIAN, _AMENDED, "reports:read", "Something to add to a report"
)
CORRECTION_ANSWER = Place(
    "correction_answer", CLINICIAN, ("answer",), "reports:answer", "An answer about a correction"
)
REMARK = Place(
    "remark", CLINICIAN, ("remark",), "reports:second", "Your remark as second clinician",
    key=EngagementKey.COPY,
)  # fmt: skip

PLACES: dict[str, Place] = {
    place.code: place
    for place in (
        ADDITION, REPLY, REPLY_ADDENDUM, STEP_BY_CLIENT, STATEMENT, CORRECTION, PERMISSION,
        STEP_BY_CLINICIAN, LOG_BEGUN, LOG_OF_CHECKIN, LOG, LOG_ADDENDUM, PROCESS_NOTE,
        FEEDBACK_BEGUN, FEEDBACK_ABOUT, FEEDBACK, FEEDBACK_ADDENDUM, REPORT_ABOUT,
        REPORT_ADDENDUM, CORRECTION_ANSWER, REMARK,
    )
}  # fmt: skip
