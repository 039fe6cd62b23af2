from django.urls import path

from reviews.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.home, name="home"),
    path("documents/<uuid:release_id>/", views.read, name="read"),
    path("documents/<uuid:release_id>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("documents/<uuid:release_id>/file/", views.file, name="file"),
    path("documents/forms/<uuid:form_id>/", views.form, name="form"),
    path("check/", views.check, name="check"),
]
