from django.urls import path

from reviews.documents import api

urlpatterns = [
    path("shared/", api.Shared.as_view(), name="shared"),
    path("shared/<uuid:release_id>/", api.SharedDocument.as_view(), name="shared_document"),
    path(
        "shared/<uuid:release_id>/acknowledge/",
        api.Acknowledge.as_view(),
        name="shared_acknowledge",
    ),
    path("shared/<uuid:release_id>/file/", api.SharedFile.as_view(), name="shared_file"),
]
