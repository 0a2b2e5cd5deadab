"""Moving every date of a document by the same number of days, so that an example stays fresh. Pure."""

from __future__ import annotations

import datetime as dt

from messaging.document import FrameworkDocument


def shift_dates(document: FrameworkDocument, days: int) -> FrameworkDocument:
    """Return the document with its review, verification and expiry dates moved by `days`."""
    by = dt.timedelta(days=days)
    proofs = [
        proof.model_copy(
            update={"verified_on": _moved(proof.verified_on, by), "expires_on": _moved(proof.expires_on, by)}
        )
        for proof in document.proofs
    ]
    messages = [
        message.model_copy(update={"review_by": _moved(message.review_by, by)}) for message in document.messages
    ]
    return document.model_copy(
        update={
            "review_by": _moved(document.review_by, by),
            "proofs": tuple(proofs),
            "messages": tuple(messages),
        }
    )


def _moved(date: dt.date | None, by: dt.timedelta) -> dt.date | None:
    return date + by if date else None
