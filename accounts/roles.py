"""The role table, on one screen.

A role is what a membership is for; a person may hold several and is one at a time. `permission` is
the codename of the grant on an engagement that this role enters by; without one it enters none.
"""

from dataclasses import dataclass

CLIENT = "client"
CLINICIAN = "clinician"
ADMINISTRATOR = "administrator"
EMPLOYER_CONTACT = "employer_contact"
EVERYONE = "everyone"  # signed in or not: no role, but whom a page may be for


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    on_screen: str
    permission: str  # codename on reviews.Engagement, "" for none
    second_factor: bool  # must have one before anything else opens


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        Role(CLIENT, "Client", "take_part", second_factor=False),
        Role(CLINICIAN, "Clinician", "treat", second_factor=True),
        Role(ADMINISTRATOR, "Practice administrator", "", second_factor=True),
        Role(EMPLOYER_CONTACT, "Employer contact", "", second_factor=True),
    )
}
ROLE_CHOICES = [(role.name, role.on_screen) for role in ROLES.values()]
# What an administrator invites into. An employer contact is invited by a client's act alone.
INVITED_INTO = (CLIENT, CLINICIAN, ADMINISTRATOR)
EVERY_ROLE = tuple(ROLES)
