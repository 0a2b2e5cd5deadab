"""The rules as pages, made from the rules themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from messaging.queries.told import MARKS
from messaging.rules import Family, all_rules
from people.permissions import reader_view


@reader_view
@require_safe
def rule_list(request: HttpRequest) -> HttpResponse:
    """List every rule by family."""
    rules = list(all_rules().values())
    families = [
        {"family": family, "rules": [{"rule": r, "mark": MARKS[r.severity]} for r in rules if r.family is family]}
        for family in Family
    ]
    return render(request, "messaging/rules.html", {"families": families, "count": len(rules)})


@reader_view
@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what one rule checks, why, and what is right."""
    known = all_rules()
    if code not in known:
        raise Http404("There is no such rule.")
    found = known[code]
    return render(request, "messaging/rule.html", {"rule": found, "mark": MARKS[found.severity]})
