"""The message panel beside the matrix: what every screen of a message needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from journeys.grid import CellKey
from journeys.models import Stage
from journeys.phases import Phase
from messaging.forms.comment import Writing
from messaging.forms.message import MessageForm
from messaging.models import Framework, ValueMessage
from messaging.queries.choices import Choices, PickList, choice_labels, kind_choices, pick_list, read_choices
from messaging.queries.comments import read_talk
from messaging.queries.history import beside_now, read_history
from messaging.queries.matrix import Matrix
from messaging.queries.moves import read_beside
from messaging.views.matrix import keep_filters, visible_matrix, work_page
from stakeholders.models import BuyerRole
from ui.http import HtmxHttpRequest

PANEL = "messaging/panels/message.html"
TABS = [
    ("write", "Write"),
    ("both", "Side by side"),
    ("sheet", "Sheet preview"),
    ("comments", "Comments"),
    ("history", "History"),
]
SCOPES = [("message", "This message"), ("cell", "Message sheet"), ("stage", "Whole stage")]


def message_panel(
    request: HtmxHttpRequest,
    row: ValueMessage,
    form: MessageForm,
    *,
    tab: str = "write",
    status: int = 200,
    writing: Writing | None = None,
) -> HttpResponse:
    """Answer with the matrix and the message beside it, or with the panel alone when a tab asks for it."""
    found = visible_matrix(request, row.framework, cell_of(row))
    form.judge(finding for finding in found.findings if finding.subject.message == row.key)
    context = panel_context(row.framework, found, cell_of(row), form)
    previous, following = _neighbours(found, row.key)
    beside = read_beside(found.lineage, row) if tab == "write" else None
    if tab == "both":  # stays so from message to message
        context["keep"] = f"?tab=both{keep_filters(request).replace('?', '&')}"
    context |= {
        "message": row,
        "action": reverse("message", args=[row.framework.slug, row.key]),
        "tabs": TABS,
        "tab": tab if tab in dict(TABS) else "write",
        "editing": tab not in ("sheet", "comments", "history"),
        "scopes": SCOPES,
        "scope": request.GET.get("scope", "cell") if request.GET.get("scope") in dict(SCOPES) else "cell",
        **_history(request, row, context["choices"], tab),
        "open_threads": _open_threads(found, row),
        **(talk_context(request, row.framework, row.stage, row.role, row.key, writing) if tab == "comments" else {}),
        "previous": previous,
        "next": following,
        "beside": beside,
        "wide": beside is not None and beside.lineage.translation,
    }
    return work_page(request, row.framework, here=cell_of(row), panel=PANEL, shown=found, status=status, **context)


def _history(request: HtmxHttpRequest, row: ValueMessage, choices: Choices, tab: str) -> dict[str, Any]:
    """Return the saves of the message and, when one is asked for, an earlier text beside the text now."""
    if tab != "history":
        return {}
    labels, against = choice_labels(choices), request.GET.get("against", "")
    earlier = beside_now(row, int(against), labels) if against.isdecimal() and len(against) < 19 else None
    return {"history": read_history(row, labels), "earlier": earlier}


def panel_context(framework: Framework, found: Matrix, here: CellKey, form: MessageForm) -> dict[str, Any]:
    """Return what the form needs: the open cell, the phase's law and everything to choose from."""
    cell = found.find(*here)
    assert cell is not None  # the open cell's role is always among the rows
    form.language = framework.language
    choices = read_choices(framework, cell.head.stage, cell.role)
    law = cell.head.law
    offered = law.phase != Phase.AWARE
    return {
        "open": cell,
        "stage": cell.head.stage,
        "role": cell.role,
        "law": law,
        "form": form,
        "others": cell.tally - form.tally,
        "choices": choices,
        "kinds": kind_choices(choices, form.typed["kind"]),
        "picks": _picks(choices, form, offered),
        "offers": offered or any(form.typed[name] for name in ("capabilities", "alternative", "concedes")),
    }


def _picks(choices: Choices, form: MessageForm, offered: bool) -> dict[str, PickList]:
    names = ("results", "wins", "capabilities", "proofs", "questions", "objections")
    lists = {name: pick_list(name, getattr(choices, name), form.typed[name]) for name in names}
    if not offered:
        lists["capabilities"] = PickList("capabilities", lists["capabilities"].taken, [], [])
    return lists


def cell_of(row: ValueMessage) -> CellKey:
    return row.stage.key, row.role.key


def _neighbours(found: Matrix, key: str) -> tuple[str, str]:
    """Return the keys of the messages before and after, as a reader walks the journey."""
    keys = [line.key for _, line in found.in_order()]
    place = keys.index(key)
    return (keys[place - 1] if place else ""), (keys[place + 1] if place + 1 < len(keys) else "")


def _open_threads(found: Matrix, row: ValueMessage) -> int:
    """Return how many threads are open on the message and on its cell."""
    cell = found.find(*cell_of(row))
    return cell.cell_talk + sum(line.talk for line in cell.lines if line.key == row.key) if cell else 0


def talk_context(
    request: HtmxHttpRequest,
    framework: Framework,
    stage: Stage,
    role: BuyerRole,
    message_key: str = "",
    writing: Writing | None = None,
) -> dict[str, Any]:
    """Return what is said about a message or a cell, for the part of the panel that shows it."""
    at = request.GET.get("at", "")
    name, keys = ("message", [message_key]) if message_key else ("cell", [stage.key, role.key])
    return {
        "back": reverse(name, args=[framework.slug, *keys]) + comments_query(request),
        "talk": read_talk(framework, stage, role, message_key),
        "writing": writing,
        "at": int(at) if at.isascii() and at.isdigit() and len(at) < 10 else 0,
    }


def comments_query(request: HtmxHttpRequest, at: int | str | None = None) -> str:
    """Return the query string that opens the comments, with the keyboard at one of them."""
    level = request.GET.get("level", "")
    return "?" + urlencode({"tab": "comments", **({"at": at} if at else {}), **({"level": level} if level else {})})
