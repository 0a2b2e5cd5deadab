"""The field's words for who shares a journey. Pure: values are stored, labels are shown."""

from __future__ import annotations

from stakeholders.terms import Term


class Side(Term):
    SALES = "sales"
    MARKETING = "marketing"
