"""What saving while typing costs: the server's round trip, at 500 messages, beside the plainest view.

The plainest view stands behind the same middleware and asks for the same sign-in and permission. It reads one row, sets
one column, saves it and answers with as many bytes. Both are asked in turns, inside the WSGI handler, no network.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
if __name__ == "__main__" and len(sys.argv) < 2:  # the parent only starts one process for each database
    from scripts.components import Components

    with Components() as found:
        urls = {"SQLite": "", "PostgreSQL": found.postgresql or ""}
        print("| database | messages | plainest view p50, p95 | autosave p50, p95 | ratio p50, p95 | queries | bytes |")
        print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
        for name, url in urls.items():
            if url or name == "SQLite":
                given = {"DATABASE_URL": url} if url else {}
                subprocess.run([sys.executable, __file__, name], check=True, env={**os.environ, **given})
        for line in found.missing:
            print(f"not measured: {line}")
    sys.exit()

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="throughline-bench-")
os.environ.setdefault("LOG_LEVEL", "WARNING")

import django

django.setup()

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from config.demo import load_cast
from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.actions.import_framework import import_framework
from messaging.models import ValueMessage
from messaging.queries.message import message_value
from people.models import User
from tests.messaging.big import big_framework

settings.DATABASES["default"]["TEST"]["NAME"] = {
    "SQLite": f"{os.environ['VAR_DIR']}/bench.sqlite3",  # a file, as in production
}.get(sys.argv[-1])
SIZE, WARM, ROUNDS = 500, 30, 300
Ask = Callable[[str, dict[str, object]], bytes]
length = 0  # of the other view's answer


@login_required
@permission_required("people.author_frameworks", raise_exception=True)
def plainest(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ValueMessage, pk=pk)
    row.headline = request.POST["headline"]
    row.save()
    return HttpResponse(b"x" * length)


urlpatterns = [path("plainest/<int:pk>/", plainest), path("", include("config.urls"))]


def asker() -> Ask:
    """Return a function that posts a form as Dana and gives back the bytes of the answer."""
    app: Any = get_wsgi_application()
    client = Client()
    client.force_login(User.objects.get(email="dana@example.com"))
    token = "t" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={token}"

    def ask(url: str, data: dict[str, object]) -> bytes:
        body = urlencode(data, doseq=True).encode()
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": url,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_COOKIE": cookies,
            "HTTP_X_CSRFTOKEN": token,
            "HTTP_HX_REQUEST": "true",
            "HTTP_HX_TARGET": "save-state",
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        status: list[str] = []
        answer = app(environ, lambda code, headers, info=None: status.append(code))
        content = b"".join(answer)
        answer.close()
        if status != ["200 OK"]:
            raise SystemExit(f"{url} answered {status}: {content[:400]!r}")
        return content

    return ask


def form(row: ValueMessage, turn: int) -> dict[str, object]:
    """Return what the browser posts: the whole message, with the words of this turn."""
    value = message_value(row)
    same = value.model_dump(mode="json", exclude={"key", "stage", "role", "next_step"})
    step = value.next_step.model_dump()
    said = [*value.talk_track[:-1], f"{value.talk_track[-1].rstrip('.0123456789')} {turn}."]
    data = {**same, **step, "version": ValueMessage.objects.get(pk=row.pk).version, "headline": f"Headline {turn}"}
    return {name: "" if entry is None else entry for name, entry in {**data, "talk_track": said}.items()}


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)] * 1000


def main(database: str) -> None:
    global length
    with redirect_stdout(sys.stderr):
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    load_cast()
    framework = import_framework(None, big_framework(SIZE))
    go_live(freeze_release(actor=None, framework=framework))
    settings.ROOT_URLCONF = "__main__"
    ask, chance = asker(), random.Random(3)
    rows = list(framework.messages.all())
    spent: dict[str, list[float]] = {"plainest": [], "autosave": []}
    for turn in range(WARM + ROUNDS):
        row = chance.choice(rows)
        for name in sorted(spent, reverse=bool(turn % 2)):
            data = form(row, 2 * turn + (name == "autosave"))
            url = f"/plainest/{row.pk}/" if name == "plainest" else f"/frameworks/{framework.slug}/messages/{row.key}/"
            begun = time.perf_counter()
            content = ask(url, data)
            spent[name].append(time.perf_counter() - begun)
            length = len(content) if name == "autosave" else length
    with CaptureQueriesContext(connection) as queries:
        ask(f"/frameworks/{framework.slug}/messages/{rows[0].key}/", form(rows[0], 0))
    report(database, spent, len(queries))
    connection.creation.destroy_test_db("", verbosity=0)


def report(database: str, spent: dict[str, list[float]], queries: int) -> None:
    figures = {name: [percentile(times[WARM:], share) for share in (0.5, 0.95)] for name, times in spent.items()}
    plain, ours = figures["plainest"], figures["autosave"]
    ratios = [ours[0] / plain[0], ours[1] / plain[1]]
    cells = [
        *(database, str(SIZE), *(f"{pair[0]:.1f}, {pair[1]:.1f} ms" for pair in (plain, ours))),
        *(f"{ratios[0]:.2f}, {ratios[1]:.2f}", str(queries), f"{length:,}"),
    ]
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
