"""The pages of reminders, as access_matrix.py writes them. The token is none of ours."""

#                            nobody eli dana mo otto ada erin
PAGES: dict[str, tuple[str, str]] = {
    "GET reminders:mails": ("302 200 404 404 200 404 403", "401 200 404 404 200 404 403"),
    "POST reminders:mails": ("401 400 404 404 400 404 403", "401 400 404 404 400 404 403"),
    "POST reminders:off": ("401 302 404 404 302 404 403", "401 302 404 404 302 404 403"),
    "POST reminders:on": ("401 409 404 404 409 404 403", "401 409 404 404 409 404 403"),
    "POST accounts:weekly_mail": ("401 404 302 302 404 404 403", "401 404 302 302 404 404 403"),
    # whoever has the mail, signed in or not
    "GET reminders:stop": ("200 200 200 200 200 200 200", "200 200 200 200 200 200 200"),
    "POST reminders:stop": ("200 200 200 200 200 200 200", "200 200 200 200 200 200 200"),
    "GET reminders:of_person": ("302 404 200 404 404 404 403", "401 404 200 404 404 404 403"),
}
