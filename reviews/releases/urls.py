from django.urls import path

from reviews.releases.views import accounting, closing, deciding, releasing, sharing

app_name = "releases"
urlpatterns = [
    path("sharing/", sharing.home, name="home"),
    path("sharing/new/", sharing.new, name="new"),
    path("sharing/<uuid:permission_id>/", sharing.permission, name="permission"),
    path("sharing/<uuid:permission_id>/fewer/", sharing.narrow, name="narrow"),
    path("sharing/<uuid:permission_id>/withdraw/", sharing.withdraw, name="withdraw"),
    path("sharing/copies/<uuid:release_id>/", sharing.copy, name="copy"),
    path("sharing/copies/<uuid:release_id>/file/", sharing.copy_file, name="copy_file"),
    path("people/<uuid:engagement_id>/sharing/", sharing.of_person, name="of_person"),
    path("went-out/<uuid:engagement_id>/", accounting.read, name="accounting"),
    path("went-out/<uuid:engagement_id>/file/", accounting.file, name="accounting_file"),
    path("readers/<uuid:recipient_id>/close/", closing.of_reader, name="close_reader"),
    path("practice/readers/close/", closing.of_practice, name="close_readers"),
    path("texts/<uuid:report_id>/decide/", deciding.decide, name="decide"),
    path("texts/<uuid:report_id>/as/<uuid:permission_id>/", releasing.preview, name="preview"),
    path(
        "texts/<uuid:report_id>/as/<uuid:permission_id>/pdf/",
        releasing.preview_pdf,
        name="preview_pdf",
    ),
    path("texts/<uuid:report_id>/words/", deciding.statement, name="statement"),
    path("texts/<uuid:report_id>/facts/", deciding.correct, name="correct"),
    path("texts/<uuid:report_id>/keep/", deciding.keep, name="keep"),
]
