"""Every way in which one reader has nothing to read, side by side; and one document that stays open.

Each that was ever a document was opened by its reader before it ended. Made through the acts.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from accounts.access import Actor
from tests import held
from tests import sharing_story as story
from tests.browser.world import APP, World
from tests.clones import inside
from tests.conftest import _load_cast
from tests.faults.consent.stage import being, browser_of
from tests.faults.fire.stage import _signed_in
from tests.story import _engagement

FORMS = {
    "page": "/documents/{}/",
    "PDF": "/documents/{}/file/",
    "API": "/api/v1/shared/{}/",
    "API's PDF": "/api/v1/shared/{}/file/",
}
UNKNOWN = "unknown"  # another id each time
MARA = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")
DAYS_IT_LASTS = 12  # it opens after WAIT, and is over before the second


@dataclass(frozen=True)
class Absences:
    """ids  of each kind of absence, by its name; `unknown` has none.
    live  the document that stays open.
    """

    reader_cookies: dict[str, str]
    ids: dict[str, UUID]
    live: UUID

    @property
    def kinds(self) -> list[str]:
        return [*self.ids, UNKNOWN]


def set_absences(world: World) -> Absences:
    """Takes the one clock on by three waiting periods."""
    with inside(world.database_url(APP)):
        made = _Making(world)
        made.share_all()
        made.wait()
        made.join()
        made.end_all()
        made.wait()
        made.hold_back()
        made.wait()
        made.end_more()
        return made.check()


class _Making:
    """The story, told step by step."""

    def __init__(self, world: World) -> None:
        from reviews.agreements.terms import Listed

        self.world, self.cast = world, _load_cast()
        self.ids: dict[str, UUID] = {}
        cast = self.cast
        self.engagement = self._begin(
            cast.dana.actor, cast.eli.actor, "Eli Rask", listed=[Listed("as_described")]
        )
        self.reports: dict[str, Any] = {}
        self.permissions: dict[str, Any] = {}

    def share_all(self) -> None:
        """Six texts for Erin, one of them also for Mara, and two that nobody is given."""
        self.concern = held.told(self.cast.eli.actor, self.engagement, now=self.now)
        for name in ("live", "withdrawn", "narrowed", "in error", "replaced"):
            self._share(name)
        self._share("expired", days=DAYS_IT_LASTS)
        self.reports["another's"] = self.reports["live"]
        self._share("another's", reader=MARA)
        for name in ("never", "refused"):
            self.ids[name] = self._report(name).id
        self._make_files()

    def join(self) -> None:
        """Erin and Mara follow the links of their mails, and open what is theirs."""
        self.erin = story.reader_joined()
        self.mara = story.reader_joined(MARA[3])
        self.cookies = _signed_in(self.erin, has_factor=True)
        for name, release_id in self.ids.items():
            if name in self.permissions and name != "another's":
                self._opens(self.erin, self.cookies, release_id)
        mara = _signed_in(self.mara, has_factor=True)
        self._opens(self.mara, mara, self.ids["another's"])

    def end_all(self) -> None:
        cast = self.cast
        eli = cast.eli.actor
        story.withdrawn(cast, self.permissions["withdrawn"], now=self.now)
        story.narrowed(cast, self.permissions["narrowed"], "takes_part", now=self.now)
        story.entered_in_error(cast, self.reports["in error"], now=self.now)
        self._refuse(eli, self.ids["refused"])
        newer = story.corrected_report(cast, self.reports["replaced"], now=self.now)
        permission = story.permitted(cast, self.engagement, now=self.now)
        story.released(cast, newer, permission, now=self.now)
        self.ids["permitted alone"] = story.permitted(cast, self.engagement, now=self.now).id
        self._make_files()

    def hold_back(self) -> None:
        """It waits, and something is listed meanwhile that it leaves out. What waits beside it would be
        held as well: the newer version is read by now."""
        cast = self.cast
        parts = (*story.EVERY_PART, "concerns")
        permission = story.permitted(
            cast, self.engagement, now=self.now, reader=held.NEW_NAME, parts=parts
        )
        report = self._report("held back")
        release = story.released(cast, report, permission, now=self.now, parts=held.PARTS)
        self.ids["held back"] = release.id
        held.listed(cast, self.concern)
        self._make_files()

    def end_more(self) -> None:
        """By now one has expired. Otto, a client of Mo, lets Erin read something later."""
        cast = self.cast
        mo, otto = cast.mo.actor, cast.otto.actor
        engagement = self._begin(mo, otto, "Otto Brandt")
        report = story.signed_report(cast, engagement, now=self.now, author=mo)
        for name in ("withdrawn before its time", "waiting"):
            permission = story.permitted(cast, engagement, now=self.now, client=otto)
            release = story.released(cast, report, permission, now=self.now, client=otto)
            self.ids[name] = release.id
            if name != "waiting":
                self._withdraw(otto, permission.id)
        self._make_files()

    def check(self) -> Absences:
        live = self.ids.pop("live")
        browser = browser_of(self.cookies)
        for form, path in FORMS.items():
            assert browser.get(path.format(live)).status_code == HTTPStatus.OK, form
            for name, of_id in self.ids.items():
                answer = browser.get(path.format(of_id))
                assert answer.status_code == HTTPStatus.NOT_FOUND, (name, form)
        return Absences(self.cookies, self.ids, live)

    def wait(self) -> None:
        hours = (self.world.ahead + story.WAIT).total_seconds() / 3600
        story.wait_is_over(hours=hours)

    @property
    def now(self) -> datetime:
        """Asked for each act: the database takes none that is dated more than a minute away."""
        from tracker.lib import clock

        return clock.now()

    # --- one thing at a time ----------------------------------------------------------------------

    def _begin(self, clinician: Actor, client: Actor, name: str, **terms: Any) -> UUID:
        agreement = _engagement(clinician, client, name, now=self.now, **terms)
        engagement_id: UUID = agreement.engagement_id
        return engagement_id

    def _report(self, name: str) -> Any:
        if name not in self.reports:
            self.reports[name] = story.signed_report(self.cast, self.engagement, now=self.now)
        return self.reports[name]

    def _share(self, name: str, **terms: Any) -> None:
        report = self._report(name)
        self.permissions[name] = story.permitted(self.cast, self.engagement, now=self.now, **terms)
        release = story.released(self.cast, report, self.permissions[name], now=self.now)
        self.ids[name] = release.id

    def _make_files(self) -> None:
        from reviews.releases.files import make_waiting

        while make_waiting():
            pass

    def _opens(self, reader: Actor, cookies: dict[str, str], release_id: UUID) -> None:
        story.acknowledged(reader, release_id)
        browser = browser_of(cookies)
        for form, path in FORMS.items():
            answer = browser.get(path.format(release_id))
            assert answer.status_code == HTTPStatus.OK, (form, answer.status_code)

    def _refuse(self, client: Actor, report_id: UUID) -> None:
        from reviews.releases.actions import choose_not_to_release
        from reviews.reports.queries import get_signed

        with being(client):
            report = get_signed(actor=client, report_id=report_id)
            choose_not_to_release(actor=client, report=report, now=self.now)

    def _withdraw(self, client: Actor, permission_id: UUID) -> None:
        from reviews.releases.permissions import withdraw_permission
        from reviews.releases.queries import get_permission

        with being(client):
            withdraw_permission(
                actor=client,
                permission=get_permission(actor=client, permission_id=permission_id),
                authenticated_at=self.now,
                now=self.now,
            )
