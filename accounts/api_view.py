"""The base of every API view: open to the roles it names, and to nobody else."""

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.access import Actor, NotFound
from accounts.errors import is_employer_contact
from accounts.roles import EMPLOYER_CONTACT
from tracker.lib.drf import sending


class ApiView(APIView):
    """An API view says in `open_to` who it is for, as a page does with accounts.gate.open_to."""

    open_to: ClassVar[frozenset[str]] = frozenset()
    actor: Actor

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Signed out: 401. Another role: 404, as for nothing."""
        actor: Actor | None = getattr(request._request, "actor", None)
        if is_employer_contact(request._request) and EMPLOYER_CONTACT not in self.open_to:
            raise NotFound  # before anything is said about formats
        super().initial(request, *args, **kwargs)
        if actor is None or actor.role not in self.open_to:
            raise NotFound
        self.actor = actor

    def row_id(self) -> UUID | None:
        """Of the row this request makes, where it can be known again (tracker.lib.drf.ONCE)."""
        return sending(self.request, who=self.actor.user_id)
