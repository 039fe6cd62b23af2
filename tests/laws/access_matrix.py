"""Every address × everybody × format: the answer's status, written by hand.

In each line the seven statuses are those of nobody (signed out), Eli, Dana, Mo, Otto, Ada and Erin,
who has an account and no practice. The ids in an address are those of Eli's things; (shared) and
(draft) say which of his two reflections. A page has two lines, for HTML and for JSON; the API is
asked for JSON. A route that has no row here fails tests/laws/test_access_matrix.py.

302 is the sign-in page for somebody who is signed out, else the next page. 404 is the same for what
is not there and for what is not yours. 409 and 400 come after the right to ask was found.
"""

from tests.laws import gathered

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    # healthz
    "GET healthz": ("200 200 200 200 200 200 200", "200 200 200 200 200 200 200"),
    # accounts
    "GET accounts:home": ("302 302 302 302 302 302 403", "401 302 302 302 302 302 403"),
    "GET accounts:first_run": ("404 404 404 404 404 404 403", "404 404 404 404 404 404 403"),
    "POST accounts:first_run": ("404 404 404 404 404 404 403", "404 404 404 404 404 404 403"),
    "GET accounts:accept": ("404 404 404 404 404 404 404", "404 404 404 404 404 404 404"),
    "POST accounts:accept": ("404 404 404 404 404 404 404", "404 404 404 404 404 404 404"),
    "GET accounts:settings": ("302 200 200 200 200 200 403", "401 200 200 200 200 200 403"),
    "POST accounts:settings": ("401 200 200 200 200 200 403", "401 200 200 200 200 200 403"),
    "POST accounts:switch_role": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST accounts:stop_reset": ("401 302 404 404 404 302 403", "401 302 404 404 404 302 403"),
    "POST accounts:stay": ("401 204 204 204 204 204 403", "401 204 204 204 204 204 403"),
    "GET accounts:token": ("302 200 200 200 200 200 403", "401 200 200 200 200 200 403"),
    "GET accounts:signed_in": ("302 200 200 200 200 200 403", "401 200 200 200 200 200 403"),
    "GET accounts:people": ("302 404 404 404 404 200 403", "401 404 404 404 404 200 403"),
    "GET accounts:invite": ("302 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "POST accounts:invite": ("401 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "GET accounts:end_membership": ("302 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "POST accounts:end_membership": ("401 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "GET accounts:ask_reset": ("302 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "POST accounts:ask_reset": ("401 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "POST accounts:confirm_reset": ("401 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    "POST accounts:resend_invitation": (
        "401 404 404 404 404 302 403",
        "401 404 404 404 404 302 403",
    ),
    "POST accounts:withdraw_invitation": (
        "401 404 404 404 404 302 403",
        "401 404 404 404 404 302 403",
    ),
    "GET accounts:assignments": ("302 404 404 404 404 200 403", "401 404 404 404 404 200 403"),
    "GET accounts:practice": ("302 404 404 404 404 200 403", "401 404 404 404 404 200 403"),
    "POST accounts:practice": ("401 404 404 404 404 302 403", "401 404 404 404 404 302 403"),
    # account
    "GET account_login": ("200 302 302 302 302 302 403", "200 200 200 200 200 200 403"),
    "POST account_login": ("200 302 302 302 302 302 403", "400 200 200 200 200 200 403"),
    "GET account_logout": ("302 200 200 200 200 200 200", "200 200 200 200 200 200 200"),
    "POST account_logout": ("302 302 302 302 302 302 302", "200 200 200 200 200 200 200"),
    "GET account_inactive": ("200 200 200 200 200 200 403", "200 200 200 200 200 200 403"),
    "GET account_reauthenticate": ("302 200 200 200 200 200 403", "302 200 200 200 200 200 403"),
    "POST account_reauthenticate": ("302 200 200 200 200 200 403", "302 200 200 200 200 200 403"),
    "GET account_change_password": ("302 200 200 200 200 200 403", "302 200 200 200 200 200 403"),
    "POST account_change_password": ("302 200 200 200 200 200 403", "302 400 400 400 400 400 403"),
    "GET account_reset_password": ("200 200 200 200 200 200 403", "200 200 200 200 200 200 403"),
    "POST account_reset_password": ("200 200 200 200 200 200 403", "400 400 400 400 400 400 403"),
    "GET account_reset_password_done": (
        "200 200 200 200 200 200 403",
        "200 200 200 200 200 200 403",
    ),
    "GET account_reset_password_from_key": (
        "200 200 200 200 200 200 403",
        "200 200 200 200 200 200 403",
    ),
    "POST account_reset_password_from_key": (
        "200 200 200 200 200 200 403",
        "400 400 400 400 400 400 403",
    ),
    "GET account_reset_password_from_key_done": (
        "200 200 200 200 200 200 403",
        "200 200 200 200 200 200 403",
    ),
    # mfa
    "GET mfa_index": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "GET mfa_authenticate": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "POST mfa_authenticate": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "GET mfa_reauthenticate": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "POST mfa_reauthenticate": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "GET mfa_activate_totp": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "POST mfa_activate_totp": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    "GET mfa_deactivate_totp": ("302 404 404 404 404 404 403", "302 404 404 404 404 404 403"),
    "POST mfa_deactivate_totp": ("302 404 404 404 404 404 403", "302 404 404 404 404 404 403"),
    "GET mfa_view_recovery_codes": ("302 404 404 404 404 404 403", "302 404 404 404 404 404 403"),
    "GET mfa_generate_recovery_codes": (
        "302 302 302 302 302 302 403",
        "302 302 302 302 302 302 403",
    ),
    "POST mfa_generate_recovery_codes": (
        "302 302 302 302 302 302 403",
        "302 302 302 302 302 302 403",
    ),
    # about
    "GET about:privacy": ("200 200 200 200 200 200 403", "200 200 200 200 200 200 403"),
    "GET about:accessibility": ("200 200 200 200 200 200 403", "200 200 200 200 200 200 403"),
    "GET about:help": ("200 200 200 200 200 200 403", "200 200 200 200 200 200 403"),
    "GET about:leave": ("302 302 302 302 302 302 403", "302 302 302 302 302 302 403"),
    # desk
    "GET desk:today": ("302 404 200 200 404 404 403", "401 404 200 200 404 404 403"),
    "GET desk:people": ("302 404 200 200 404 404 403", "401 404 200 200 404 404 403"),
    "GET desk:person": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET desk:person_course": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET desk:person_timeline": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
    "GET desk:your_page": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST desk:begin_writing": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "GET desk:course": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "GET desk:timeline": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "GET desk:access_record": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    # agreements
    "GET agreements:begin": ("302 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "POST agreements:begin": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    "GET agreements:read": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "POST agreements:accept": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST agreements:decline": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST agreements:withdraw": ("401 404 409 404 404 404 403", "401 404 409 404 404 404 403"),
    # limits
    "GET limits:read": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST limits:read": ("401 409 404 404 409 404 403", "401 409 404 404 409 404 403"),
    # checkins
    "POST desk:talked": ("401 404 302 404 404 404 403", "401 404 302 404 404 404 403"),
    # journal
    "GET journal:look_over (shared)": (
        "302 302 404 404 404 404 403",
        "401 302 404 404 404 404 403",
    ),
    "GET journal:look_over (draft)": ("302 200 404 404 404 404 403", "401 200 404 404 404 404 403"),
    "GET journal:write (shared)": ("302 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST journal:write (shared)": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "GET journal:write (draft)": ("302 200 404 404 404 404 403", "401 200 404 404 404 404 403"),
    "POST journal:write (draft)": ("401 400 404 404 404 404 403", "401 400 404 404 404 404 403"),
    "POST journal:save (shared)": ("401 400 404 404 404 404 403", "401 400 404 404 404 404 403"),
    "POST journal:save (draft)": ("401 400 404 404 404 404 403", "401 400 404 404 404 404 403"),
    "GET journal:two (shared)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST journal:two (shared)": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "GET journal:two (draft)": ("302 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST journal:two (draft)": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST journal:share (shared)": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST journal:share (draft)": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "POST journal:discard (shared)": ("401 409 404 404 404 404 403", "401 409 404 404 404 404 403"),
    "POST journal:discard (draft)": ("401 302 404 404 404 404 403", "401 302 404 404 404 404 403"),
    "GET journal:read (shared)": ("302 200 200 404 404 404 403", "401 200 200 404 404 404 403"),
    "GET journal:read (draft)": ("302 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    "POST journal:add (shared)": ("401 400 404 404 404 404 403", "401 400 404 404 404 404 403"),
    "POST journal:add (draft)": ("401 404 404 404 404 404 403", "401 404 404 404 404 404 403"),
    **gathered.table("access_of_", "PAGES"),
}

API: dict[str, str] = {
    "GET api:schema": "401 200 200 200 200 200 403",
    "GET api:me": "401 200 200 200 200 200 403",
    "GET api:engagements": "401 200 200 200 200 404 403",
    "GET api:engagement": "401 200 200 404 404 404 403",
    "GET api:checkins": "401 200 200 404 404 404 403",
    "GET api:timeline": "401 200 200 404 404 404 403",
    "GET api:looked": "401 200 404 404 404 404 403",
    "POST api:begin_reflection": "401 201 404 404 404 404 403",
    "POST api:talked": "401 404 204 404 404 404 403",
    "GET api:agreement": "401 200 200 404 404 404 403",
    "POST api:accept": "401 400 404 404 404 404 403",
    "POST api:decline": "401 409 404 404 404 404 403",
    "GET api:draft (shared)": "401 404 404 404 404 404 403",
    "DELETE api:draft (shared)": "401 409 404 404 404 404 403",
    "GET api:draft (draft)": "401 200 404 404 404 404 403",
    "DELETE api:draft (draft)": "401 204 404 404 404 404 403",
    "GET api:answer (shared)": "401 404 404 404 404 404 403",
    "PUT api:answer (shared)": "401 400 404 404 404 404 403",
    "GET api:answer (draft)": "401 404 404 404 404 404 403",
    "PUT api:answer (draft)": "401 400 404 404 404 404 403",
    "POST api:choice (shared)": "401 400 404 404 404 404 403",
    "POST api:choice (draft)": "401 400 404 404 404 404 403",
    "POST api:share (shared)": "401 409 404 404 404 404 403",
    "POST api:share (draft)": "401 204 404 404 404 404 403",
    "GET api:reflection (shared)": "401 200 200 404 404 404 403",
    "GET api:reflection (draft)": "401 404 404 404 404 404 403",
    "POST api:additions (shared)": "401 400 404 404 404 404 403",
    "POST api:additions (draft)": "401 404 404 404 404 404 403",
    **gathered.table("access_of_", "API"),
}
