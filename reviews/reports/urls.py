from django.urls import path

from reviews.reports.views import about, drafts, headings, resting, second, signed, signing

app_name = "reports"
urlpatterns = [
    path("people/<uuid:engagement_id>/text/", drafts.begin, name="begin"),
    path("texts/<uuid:report_id>/draft/", drafts.draft, name="draft"),
    path("texts/<uuid:report_id>/draft/before/", resting.before, name="before"),
    path("texts/<uuid:report_id>/draft/about/", about.edit, name="about"),
    path("texts/<uuid:report_id>/draft/discard/", drafts.discard, name="discard"),
    path("texts/<uuid:report_id>/draft/sign/", signing.sign, name="sign"),
    path("texts/<uuid:report_id>/draft/<slug:kind>/text/", drafts.write, name="write"),
    path("texts/<uuid:report_id>/draft/<slug:kind>/save/", drafts.save, name="save"),
    path("texts/<uuid:report_id>/draft/<slug:kind>/two/", drafts.two, name="two"),
    path("texts/<uuid:report_id>/draft/<slug:kind>/rests/", resting.rests, name="rests"),
    path("texts/<uuid:report_id>/", signed.read, name="read"),
    path("texts/<uuid:report_id>/changes/", signed.changes, name="changes"),
    path("texts/<uuid:report_id>/again/", signed.again, name="again"),
    path("texts/<uuid:report_id>/add/", signed.add, name="add"),
    path("texts/<uuid:report_id>/in-error/", signed.in_error, name="in_error"),
    path("texts/<uuid:report_id>/second/", signed.ask, name="ask"),
    path("texts/answers/<uuid:correction_id>/", signed.answer, name="answer"),
    path("second-reading/<uuid:cosignature_id>/", second.read, name="second"),
    path("second-reading/<uuid:cosignature_id>/beside/", second.beside, name="second_note"),
    path("second-reading/<uuid:cosignature_id>/pass-on/", second.pass_on, name="pass_on"),
    path("second-reading/<uuid:cosignature_id>/not-yet/", second.keep_back, name="keep_back"),
    path("practice/texts/", headings.all_headings, name="headings"),
    path("practice/texts/<slug:kind>/", headings.one_heading, name="heading"),
]
