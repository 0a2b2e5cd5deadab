"""The field's words for what is said. Pure: values are stored and exchanged, labels are shown."""

from __future__ import annotations

from stakeholders.terms import Term


class QuestionKind(Term):
    CONFIRMATION = "confirmation"
    NEW_INFORMATION = "new_information"
    ATTITUDE = "attitude"
    COMMITMENT = "commitment"
    BASIC_ISSUE = "basic_issue"


class AlternativeKind(Term):
    STATUS_QUO = "status_quo"
    COMPETITOR = "competitor"
    IN_HOUSE = "in_house"


class ReviewState(Term):
    OPEN = "open"
    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"


class Audience(Term):
    ANYONE = "anyone"
    PROSPECT = "prospect"
    UNDER_NDA = "under_nda"
    CUSTOMER_ONLY = "customer_only"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        return AUDIENCE_LABELS[self.value]


AUDIENCE_LABELS = {
    "anyone": "Anyone",
    "prospect": "Prospects",
    "under_nda": "Under NDA",
    "customer_only": "This customer only",
    "internal": "Internal only",
}
RESTRICTED = (Audience.UNDER_NDA, Audience.INTERNAL)  # never on a sheet that is handed over
