"""What publishing now would do: what changes for sellers, what blocks, which sheets are new."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.utils import timezone

from messaging.actions.freeze import blocking_reasons
from messaging.assembly import assemble
from messaging.diff import Diff, diff
from messaging.document import FrameworkDocument, content_hash
from messaging.models import Framework, Release
from messaging.queries.releases import next_number, standing
from messaging.queries.review import approval_reasons
from messaging.queries.rules import judge
from messaging.queries.told import Told, tell
from messaging.released import released_document
from sheets.grid import Grid, lay_out
from sheets.look import look
from sheets.plan import plan
from sheets.progress import READY, WAITING
from sheets.queries import made, nothing_new


@dataclass(frozen=True)
class Preview:
    """The next release before it is frozen."""

    number: int
    document: FrameworkDocument
    content_hash: str
    before: Release | None
    changes: Diff
    reasons: tuple[str, ...]
    unapproved: tuple[str, ...]
    grid: Grid
    total: int
    known: int
    blocking: tuple[Told, ...]
    warnings: tuple[Told, ...]
    waived: tuple[Told, ...]

    @property
    def to_mend(self) -> int:
        return len(self.reasons) + len(self.blocking)

    @property
    def look_mark(self) -> str:
        """Name the warnings that stand, in any order; nothing if there are none."""
        said = sorted(
            f"{told.finding.code} {told.finding.subject.token} {told.finding.message}" for told in self.warnings
        )
        return sha256("\n".join(said).encode()).hexdigest()[:16] if said else ""

    @property
    def why_not(self) -> str:
        """Why it cannot be frozen now, in one sentence; nothing when it can."""
        if self.to_mend and not self.reasons:
            return findings_words(len(self.blocking))
        return next(iter((*self.reasons, *self.unapproved)), "")

    @property
    def to_render(self) -> int:
        return self.total - self.known


def findings_words(blocking: int) -> str:
    """Return that so many findings block."""
    if blocking == 1:
        return "1 finding still blocks. Mend it, or waive what may be waived."
    return f"{blocking} findings still block. Mend them, or waive what may be waived."


def preview(framework: Framework) -> Preview:
    """Return what publishing the draft now would do. `before` is the release in use, or else the newest that stands."""
    document = assemble(framework)
    hashed = content_hash(document)
    newest = standing(framework).first()
    before = framework.live_release or newest
    specs = plan(document, look())
    known = made(spec.content_key for spec in specs)
    tiles = {
        (spec.kind.value, spec.stage_key, spec.role_key): READY if spec.content_key in known else WAITING
        for spec in specs
    }
    verdict = judge(framework, document, today=timezone.localdate())
    blocked = blocking_reasons(document)
    reasons = blocked if blocked or verdict.blocking else nothing_new(newest, hashed, specs)
    return Preview(
        number=next_number(framework),
        document=document,
        content_hash=hashed,
        before=before,
        changes=diff(released_document(before) if before else None, document),
        reasons=tuple(reasons),
        unapproved=tuple(approval_reasons(framework, hashed)),
        grid=lay_out(document, tiles),
        total=len(specs),
        known=sum(spec.content_key in known for spec in specs),
        blocking=tuple(tell(document, verdict.blocking)),
        warnings=tuple(tell(document, verdict.warnings)),
        waived=tuple(tell(document, (), verdict.waived)),
    )
