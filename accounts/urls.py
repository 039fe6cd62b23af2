from django.conf import settings
from django.urls import path

from accounts.views import entering, own, people, practice

app_name = "accounts"
urlpatterns = [
    path("", entering.home, name="home"),
    path("begin/", entering.begin, name="first_run"),
    path("join/<str:token>/", entering.accept, name="accept"),
    path("settings/", own.settings, name="settings"),
    path("settings/week/", own.weekly_mail, name="weekly_mail"),
    path("settings/role/", own.switch_role, name="switch_role"),
    path("settings/resets/<uuid:reset_id>/stop/", own.stop_reset, name="stop_reset"),
    path("stay/", own.stay, name="stay"),
    path("token/", own.token, name="token"),
    path("signed-in/", own.signed_in, name="signed_in"),
    path("practice/people/", people.people, name="people"),
    path("practice/people/invite/", people.invite, name="invite"),
    path("practice/people/<uuid:membership_id>/end/", people.end_membership, name="end_membership"),
    path("practice/people/<uuid:membership_id>/reset/", people.ask_reset, name="ask_reset"),
    path("practice/resets/<uuid:reset_id>/confirm/", people.confirm_reset, name="confirm_reset"),
    path(
        "practice/invitations/<uuid:invitation_id>/resend/",
        people.resend_invitation,
        name="resend_invitation",
    ),
    path(
        "practice/invitations/<uuid:invitation_id>/withdraw/",
        people.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("practice/assignments/", practice.assignments, name="assignments"),
    path("practice/settings/", practice.practice, name="practice"),
]
DEMO_URLS = [
    path("demo/sign-in/", entering.demo_sign_in, name="demo_sign_in"),
    path("demo/mails/", practice.mails, name="mails"),
]
if settings.DEMO:
    urlpatterns += DEMO_URLS
