"""Who may say it, and who answers. Pure."""

from accounts.access import Actor
from reviews.asides.models import Pressure, SpeakRequest
from reviews.engagements import rules as engagement_rules
from reviews.engagements.models import Engagement

PRESSURE_TRANSITIONS: dict[str, frozenset[str]] = {
    Pressure.ASKED: frozenset({Pressure.ANSWERED, Pressure.WITHDRAWN}),
    Pressure.ANSWERED: frozenset(),
    Pressure.WITHDRAWN: frozenset(),
}
SPEAK_TRANSITIONS: dict[str, frozenset[str]] = {
    SpeakRequest.ASKED: frozenset({SpeakRequest.SPOKEN, SpeakRequest.WITHDRAWN}),
    SpeakRequest.SPOKEN: frozenset(),
    SpeakRequest.WITHDRAWN: frozenset(),
}


def can_say_pressured(actor: Actor, engagement: Engagement) -> bool:
    """While something is offered, and while the work goes on."""
    return (
        engagement_rules.is_client(actor, engagement) and engagement.state not in Engagement.FINAL
    )


def received(actor: Actor, request: SpeakRequest) -> bool:
    """It came to the actor: the database shows it to its writer and to whoever received it."""
    return request.author_id != actor.user_id
