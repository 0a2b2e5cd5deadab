"""The rows an author edits, and the releases that freeze them.

`assembly.py` turns the rows of one framework into a document; `actions/` are the only writers.
"""

from messaging.models.exchange import PendingImport
from messaging.models.framework import Framework, FrameworkRole
from messaging.models.inheritance import InheritedPart
from messaging.models.library import Alternative, Capability, LibraryItem, Objection, ProofPoint, Question
from messaging.models.message import CellNote, MessageRevision, ValueMessage
from messaging.models.release import ImmutableError, Release, ReleasedMessage
from messaging.models.review import Review, Withdrawal
from messaging.models.rules import RuleSetting, Waiver
from messaging.models.teamwork import Comment, Presence
from messaging.models.undo import Step

__all__ = [
    "Alternative",
    "Capability",
    "CellNote",
    "Comment",
    "Framework",
    "FrameworkRole",
    "ImmutableError",
    "InheritedPart",
    "LibraryItem",
    "MessageRevision",
    "Objection",
    "PendingImport",
    "Presence",
    "ProofPoint",
    "Question",
    "Release",
    "ReleasedMessage",
    "Review",
    "RuleSetting",
    "Step",
    "ValueMessage",
    "Waiver",
    "Withdrawal",
]
