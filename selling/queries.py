"""What the seller's screens read: releases in use, and messages found in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import and_

from django.db.models import Case, F, Q, When
from django.db.models.expressions import OrderBy
from modelsearch.backends import get_search_backend

from messaging.models import Framework, Release, ReleasedMessage, Withdrawal
from messaging.queries.releases import taken_from_sellers
from selling.matching import Piece, excerpt, marked, search_terms

MOST = 60


def live_releases() -> list[Release]:
    """Return the releases that sellers use now, by title of their framework."""
    return list(
        Release.objects.filter(framework__live_release=F("pk"), framework__archived=False)
        .select_related("framework")
        .defer("document")
        .order_by("framework__title")
    )


def withdrawn() -> list[Withdrawal]:
    """Return what was taken from sellers in frameworks that have no release in use any more."""
    empty = Framework.objects.filter(live_release=None, archived=False, releases__withdrawal__isnull=False)
    found = (taken_from_sellers(framework, None) for framework in empty.distinct())
    return [withdrawal for withdrawal in found if withdrawal]


@dataclass(frozen=True)
class Found:
    """One message found, with the words that were looked for marked."""

    row: ReleasedMessage
    headline: list[Piece]
    excerpt: list[Piece]


@dataclass(frozen=True)
class FoundInRole:
    title: str
    found: list[Found]


@dataclass(frozen=True)
class FoundInStage:
    """What was found in one stage of one framework, by role."""

    release: Release
    first: ReleasedMessage  # says the stage
    roles: list[FoundInRole]


@dataclass(frozen=True)
class SearchResult:
    terms: list[str]
    stages: list[FoundInStage]
    total: int

    @property
    def shown(self) -> int:
        return sum(len(role.found) for stage in self.stages for role in stage.roles)


def search_released(query: str) -> SearchResult:
    """Return the best messages of live releases that hold every word of the query, by stage and role."""
    terms = search_terms(query)
    if not terms:
        return SearchResult([], [], 0)
    releases = {release.pk: release for release in live_releases()}
    rows = ReleasedMessage.objects.filter(release_id__in=list(releases)).order_by(_headline_first(terms), "position")
    # Not the library's ranking: it asks FTS5 once more for every hit, seconds when there are a thousand.
    results = get_search_backend().autocomplete(" ".join(terms), rows, operator="and", order_by_relevance=False)
    best = list(results[:MOST])
    total = len(best) if len(best) < MOST else results.count()
    best.sort(key=lambda row: (releases[row.release_id].framework.title, row.release_id, row.position))
    stages = groupby(best, key=lambda row: (row.release_id, row.stage_number))
    return SearchResult(terms, [_stage(releases[pk], list(rows), terms) for (pk, _), rows in stages], total)


def _headline_first(terms: list[str]) -> OrderBy:
    """Return the order that puts messages with every word in the headline before those with them in the text."""
    in_headline = reduce(and_, (Q(headline__icontains=term) for term in terms))
    return Case(When(in_headline, then=0), default=1).asc()


def _stage(release: Release, rows: list[ReleasedMessage], terms: list[str]) -> FoundInStage:
    roles = groupby(rows, key=lambda row: row.role_title)
    return FoundInStage(
        release,
        rows[0],
        [
            FoundInRole(title, [Found(row, marked(row.headline, terms), excerpt(row.body, terms)) for row in group])
            for title, group in roles
        ],
    )
