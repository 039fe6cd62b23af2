"""Pages about sharing as Eli asks for them and sends them."""

from django.urls import reverse

from reviews.releases.queries import list_permissions
from tracker.lib import clock


def url(name, *args):
    return reverse(f"releases:{name}", args=[getattr(arg, "id", arg) for arg in args])


def preview(client, signed, permission, *parts):
    return client.get(url("preview", signed, permission), {"part": parts})


def yes(client, signed, permission, *parts, shown=None, **changes):
    """What the page sends when Eli says yes to what it showed."""
    shown = shown or preview(client, signed, permission, *parts)
    said = shown.context["statement"]
    values = {
        "digest": shown.context["digest"],
        "statement": str(said.id) if said else "",
        "part": list(parts),
        **changes,
    }
    return client.post(url("preview", signed, permission), values)


def count(model, being, eli):
    with being(eli):
        return model.objects.count()


def permissions_of(eli, engagement, being):
    with being(eli):
        return list_permissions(actor=eli, engagement_id=engagement.id, now=clock.now())
