"""The proof library: every proof has a source, a date and a future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from messaging.rules.context import Frame
from messaging.rules.finding import Hit, Severity
from messaging.rules.registry import Example, Limit, rule
from messaging.rules.words import short


def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"


@rule(
    "EV201",
    "Proof past its expiry date",
    Severity.WARNING,
    "An old figure quoted as if it were new costs the trust that the proof was meant to build.",
    "Verify the proof again and move the date, or take it off the messages.",
    bad=Example("Expired on 10 January 2026", {"/proofs/0/expires_on": "2026-01-10"}),
    good=Example("Expires on 10 January 2027"),
).on_framework
def expired(frame: Frame) -> Iterator[Hit]:
    for i, proof in enumerate(frame.document.proofs):
        if proof.expires_on and proof.expires_on < frame.today:
            yield Hit(f"/proofs/{i}/expires_on", f"“{short(proof.text)}” expired on {_day(proof.expires_on)}.")


@rule(
    "EV202",
    "Proof that expires soon",
    Severity.INFO,
    "A release is used for weeks; a proof that ends before then ends in a customer's hand.",
    "Verify the proof again before you publish.",
    bad=Example("Expires in ten days", {"/proofs/0/expires_on": "2026-03-12"}),
    good=Example("Expires in ten months"),
    limit=Limit(30, "days before the expiry date"),
).on_framework
def expires_soon(frame: Frame) -> Iterator[Hit]:
    ahead = frame.limit("EV202")
    for i, proof in enumerate(frame.document.proofs):
        if proof.expires_on and 0 <= (proof.expires_on - frame.today).days < ahead:
            yield Hit(f"/proofs/{i}/expires_on", f"“{short(proof.text)}” expires on {_day(proof.expires_on)}.")


@rule(
    "EV203",
    "Proof without a source",
    Severity.WARNING,
    "Who said so is the first question a customer asks about evidence.",
    "Name the source.",
    bad=Example("Source: nothing written", {"/proofs/0/source": ""}),
    good=Example("Source: Ward survey"),
).on_framework
def no_source(frame: Frame) -> Iterator[Hit]:
    for i, proof in enumerate(frame.document.proofs):
        if not proof.source.strip():
            yield Hit(f"/proofs/{i}/source", f"“{short(proof.text)}” names no source.")


@rule(
    "EV204",
    "Proof without a date",
    Severity.WARNING,
    "Evidence without a date cannot be checked and never grows old, so nobody renews it.",
    "Enter the day on which the proof was last verified.",
    bad=Example("Verified on: nothing written", {"/proofs/0/verified_on": None}),
    good=Example("Verified on 10 January 2026"),
).on_framework
def no_date(frame: Frame) -> Iterator[Hit]:
    for i, proof in enumerate(frame.document.proofs):
        if proof.verified_on is None:
            yield Hit(f"/proofs/{i}/verified_on", f"“{short(proof.text)}” has no date of verification.")
