"""What the product's database holds afterwards: its beliefs about mails, and the texts, opened."""

import subprocess
import sys
from uuid import UUID

from tests.browser.world import CLONE, World
from tests.faults.fire.ledgers import Promise, Row
from tests.faults.fire.stage import Stage, being
from tracker.supervisor.postgres import MAINTENANCE

# What a cut transaction would leave behind. Each gives ids of objects that are only half there.
HALF = {
    "an answer without its reflection": "select id from reviews_answer a where not exists"
    " (select from reviews_entry e where e.id = a.entry_id)",
    "a shared reflection without its notice": "select id from reviews_entry e where state = 'shared'"
    " and 1 <> (select count(*) from accounts_notice n where n.subject_id = e.id)",
    "a shared reflection without its line in the trail": "select id from reviews_entry e"
    " where state = 'shared' and 1 <> (select count(*) from accounts_auditevent v"
    " where v.object_id = e.id and v.verb = 'share')",
    "a notice of a reflection that is not shared": "select n.id from accounts_notice n"
    " join reviews_entry e on e.id = n.subject_id where e.state <> 'shared'",
    "a shared reflection whose check-in still waits": "select e.id from reviews_entry e"
    " join reviews_checkin c on c.id = e.checkin_id where e.state = 'shared' and c.state = 'open'",
    "an engagement without its two keys": "select id from reviews_engagement e where 2 <>"
    " (select count(*) from reviews_engagementkey k where k.engagement_id = e.id"
    " and k.purpose in ('record', 'sharing'))",
    "an engagement without its agreement": "select id from reviews_engagement e where 1 <>"
    " (select count(*) from reviews_agreement a where a.engagement_id = e.id)",
    "an engagement without its two grants": "select id from reviews_engagement e where 2 <>"
    " (select count(*) from reviews_engagementgrant g where g.content_object_id = e.id)",
}


def rows(world: World) -> list[Row]:
    """The third ledger."""
    return [
        Row(*found)
        for found in world.ask(
            "select n.id, n.subject_id, coalesce(u.email, ''), n.state, n.uncertain"
            " from accounts_notice n left join accounts_user u on u.id = n.recipient_id"
        )
    ]


def half_objects(world: World) -> list[str]:
    return [f"{what}: {row[0]}" for what, sql in HALF.items() for row in world.ask(sql)]


def trail(world: World) -> list[str]:
    """What verify_audit has to say about the trail and its anchors, if anything is wrong."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_audit"],
        cwd=CLONE, env=world.environment | {"DATABASE_URL": world.database_url(MAINTENANCE)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()


def agreements_offered(world: World, stage: Stage) -> list[tuple[UUID, str]]:
    """The agreement of each client who waited for an offer, if there is one, and their address."""
    return world.ask(
        "select a.id, u.email from reviews_agreement a"
        " join reviews_engagement e on e.id = a.engagement_id"
        " join accounts_membership m on m.user_id = e.client_id"
        " join accounts_user u on u.id = e.client_id where m.id = any(%s)",
        (stage.ready,),
    )


def kept(world: World, stage: Stage) -> tuple[dict[str, str], list[str]]:
    """Every object by the name its promise has, opened with the real keys as the people it belongs
    to; and the names of all objects, to see whether one is there twice."""
    found: list[Promise] = []
    for person in stage.writers:
        with being(world, person.actor):
            found += _reflections()
    with being(world, stage.clinician.actor):
        found += _offers(set(stage.ready))
    return {one.what: one.text for one in found}, [one.what for one in found]


def _reflections() -> list[Promise]:
    from reviews.journal.models import Answer, Entry
    from reviews.records import vault

    found = []
    for entry in Entry.objects.filter(kind=Entry.REFLECTION):
        found.append(Promise(f"reflection for {entry.checkin_id}", str(entry.id)))
        found.append(Promise(f"state of {entry.id}", entry.state))
        for answer in Answer.objects.filter(entry=entry):
            number = entry.prompts.index(answer.prompt) + 1
            text = vault.open_text(answer, "text", engagement_id=entry.engagement_id)
            found.append(Promise(f"section {number} of {entry.id}", text))
    return found


def _offers(ready: set[UUID]) -> list[Promise]:
    from accounts.models import Membership
    from reviews.engagements.models import Engagement
    from reviews.records import vault

    memberships = {m.user_id: m.id for m in Membership.objects.filter(id__in=ready)}
    return [
        Promise(
            f"offer to {memberships[engagement.client_id]}",
            vault.open_text(engagement, "client_name", engagement_id=engagement.id),
        )
        for engagement in Engagement.objects.filter(client_id__in=memberships)
    ]
