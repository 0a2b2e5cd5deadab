"""URLs of this package."""

from django.urls import URLPattern, path

from sheets.views import compare, files, preview, publish, releases, review, withdraw

urlpatterns: list[URLPattern] = [
    path("frameworks/<slug:slug>/publish/", publish.publish_check, name="publish_check"),
    path("frameworks/<slug:slug>/releases/", releases.release_list, name="release_list"),
    path("frameworks/<slug:slug>/releases/<int:number>/", releases.release, name="release"),
    path("frameworks/<slug:slug>/releases/<int:number>/retry/", releases.release_retry, name="release_retry"),
    path("frameworks/<slug:slug>/releases/<int:number>/withdraw/", withdraw.release_withdraw, name="release_withdraw"),
    path(
        "frameworks/<slug:slug>/releases/<int:number>/reinstate/", withdraw.release_reinstate, name="release_reinstate"
    ),
    path("frameworks/<slug:slug>/releases/compare/", compare.release_compare, name="release_compare"),
    path("frameworks/<slug:slug>/review/", review.review, name="review"),
    path("frameworks/<slug:slug>/review/submit/", review.review_submit, name="review_submit"),
    path("frameworks/<slug:slug>/review/<int:pk>/approve/", review.review_approve, name="review_approve"),
    path("frameworks/<slug:slug>/review/<int:pk>/send-back/", review.review_send_back, name="review_send_back"),
    path("frameworks/<slug:slug>/review/<int:pk>/take-back/", review.review_take_back, name="review_take_back"),
    path("frameworks/<slug:slug>/preview/<slug:stage>/<slug:role>/", preview.sheet_preview, name="sheet_preview"),
    path("sheets/screen.css", preview.screen_style, name="sheet_style"),
    path("files/<int:pk>/<str:filename>.pdf", files.sheet_file, name="sheet_file"),
]
