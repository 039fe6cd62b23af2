from django.urls import path

from reviews.journal.views import handing_over, reading, writing

app_name = "journal"
urlpatterns = [
    path("writing/<uuid:entry_id>/", handing_over.look_over, name="look_over"),
    path("writing/<uuid:entry_id>/on/", writing.go_on, name="go_on"),
    path("writing/<uuid:entry_id>/<int:number>/", writing.write, name="write"),
    path("writing/<uuid:entry_id>/<int:number>/save/", writing.save, name="save"),
    path("writing/<uuid:entry_id>/<int:number>/two/", writing.two, name="two"),
    path("writing/<uuid:entry_id>/share/", handing_over.share, name="share"),
    path("writing/<uuid:entry_id>/discard/", writing.discard, name="discard"),
    path("reading/<uuid:entry_id>/", reading.read, name="read"),
    path("reading/<uuid:entry_id>/add/", reading.add, name="add"),
]
