"""The shared rows that a framework speaks of: its results and its roles."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from messaging.models import Framework, ValueMessage
from stakeholders.models import BuyerRole, DesiredResult


def results_for(framework: Framework) -> QuerySet[DesiredResult]:
    """Return the framework's results in its order, then what its roles, proofs and messages refer to besides."""
    taken = Framework.results.through.objects.filter(framework=framework)
    roles = {"buyerrole__framework_places__framework": framework}
    messages = ValueMessage.results.through.objects.filter(valuemessage__framework=framework)
    # Subqueries, not joins: joined, the five tables would multiply each other's rows.
    rows = DesiredResult.objects.filter(
        Q(pk__in=taken.values("desiredresult"))
        | Q(pk__in=BuyerRole.desired_results.through.objects.filter(**roles).values("desiredresult"))
        | Q(pk__in=BuyerRole.metrics.through.objects.filter(**roles).values("desiredresult"))
        | Q(pk__in=framework.proofs.order_by().filter(result__isnull=False).values("result"))
        | Q(pk__in=messages.values("desiredresult"))
    )
    placed = rows.annotate(place=Subquery(taken.filter(desiredresult=OuterRef("pk")).values("pk")[:1]))
    return placed.order_by(F("place").asc(nulls_last=True), "name", "pk")


def roles_for(framework: Framework) -> QuerySet[BuyerRole]:
    """Return the framework's roles in its order."""
    return BuyerRole.objects.filter(framework_places__framework=framework).order_by("framework_places__order")
