from django.urls import path

from reviews.journal import views

app_name = "journal"
urlpatterns = [
    path("writing/<uuid:entry_id>/", views.look_over, name="look_over"),
    path("writing/<uuid:entry_id>/on/", views.go_on, name="go_on"),
    path("writing/<uuid:entry_id>/<int:number>/", views.write, name="write"),
    path("writing/<uuid:entry_id>/<int:number>/save/", views.save, name="save"),
    path("writing/<uuid:entry_id>/<int:number>/two/", views.two, name="two"),
    path("writing/<uuid:entry_id>/share/", views.share, name="share"),
    path("writing/<uuid:entry_id>/discard/", views.discard, name="discard"),
    path("reading/<uuid:entry_id>/", views.read, name="read"),
    path("reading/<uuid:entry_id>/add/", views.add, name="add"),
]
