"""An example is as fresh on the day it is loaded as on the day it was written."""

from __future__ import annotations

import datetime as dt

from messaging.dates import shift_dates
from messaging.document import FrameworkDocument


def test_shift_moves_every_date_and_nothing_else(line_document: FrameworkDocument) -> None:
    moved = shift_dates(line_document, 10)
    assert line_document.review_by is not None
    assert moved.review_by == line_document.review_by + dt.timedelta(days=10)
    assert [p.expires_on and p.expires_on - dt.timedelta(10) for p in moved.proofs] == [
        p.expires_on for p in line_document.proofs
    ]
    assert [m.review_by and m.review_by - dt.timedelta(10) for m in moved.messages] == [
        m.review_by for m in line_document.messages
    ]
    assert shift_dates(moved, -10) == line_document
