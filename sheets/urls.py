"""URLs of this package."""

from django.urls import URLPattern, path

from sheets.views import files, preview, publish, releases

urlpatterns: list[URLPattern] = [
    path("frameworks/<slug:slug>/publish/", publish.publish_check, name="publish_check"),
    path("frameworks/<slug:slug>/releases/", releases.release_list, name="release_list"),
    path("frameworks/<slug:slug>/releases/<int:number>/", releases.release, name="release"),
    path("frameworks/<slug:slug>/releases/<int:number>/retry/", releases.release_retry, name="release_retry"),
    path("frameworks/<slug:slug>/preview/<slug:stage>/<slug:role>/", preview.sheet_preview, name="sheet_preview"),
    path("sheets/screen.css", preview.screen_style, name="sheet_style"),
    path("files/<int:pk>/<str:filename>.pdf", files.sheet_file, name="sheet_file"),
]
