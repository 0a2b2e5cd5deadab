"""What is said about a message or a cell, and how many threads are open. Two queries and one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from journeys.models import Stage
from messaging.mentions import Person, Piece, pieces
from messaging.models import Comment, Framework
from people.queries import authors
from stakeholders.models import BuyerRole


@dataclass(frozen=True)
class OpenThreads:
    """The number of open threads by message key, and by stage and role."""

    messages: Counter[str]
    cells: Counter[tuple[int | None, int | None]]


def open_threads(framework: Framework) -> OpenThreads:
    heads = framework.comments.filter(thread=None, resolved_at=None).order_by()
    places = list(heads.values_list("message_key", "stage_id", "role_id"))
    return OpenThreads(
        Counter(key for key, _, _ in places if key), Counter((stage, role) for key, stage, role in places if not key)
    )


@dataclass(frozen=True)
class Said:
    """One comment as it is read."""

    comment: Comment
    pieces: list[Piece]


@dataclass(frozen=True)
class Thread:
    """A remark with its answers."""

    head: Said
    answers: list[Said]

    @property
    def is_open(self) -> bool:
        return self.head.comment.resolved_at is None


@dataclass(frozen=True)
class Threads:
    """The threads of one place, the newest first."""

    open: list[Thread]
    resolved: list[Thread]


@dataclass(frozen=True)
class Talk:
    """Everything said about a message and the cell it stands in, and who can be asked."""

    message: Threads
    cell: Threads
    people: Sequence[Person]


def people_to_ask() -> list[Person]:
    """Return who can open a framework and so can be named."""
    return [Person(user.pk, str(user), user.email) for user in authors()]


def read_talk(framework: Framework, stage: Stage, role: BuyerRole, message_key: str = "") -> Talk:
    """Return the threads of the cell, and those of the message when one is given."""
    here = Q(message_key="", stage=stage, role=role)
    if message_key:
        here |= Q(message_key=message_key)
    people = people_to_ask()
    rows = framework.comments.filter(here).select_related("by", "resolved_by")
    threads = _threads(rows, people)
    return Talk(
        _threads_of(thread for thread in threads if thread.head.comment.message_key),
        _threads_of(thread for thread in threads if not thread.head.comment.message_key),
        people,
    )


def _threads_of(threads: Iterable[Thread]) -> Threads:
    known = list(threads)
    return Threads([one for one in known if one.is_open], [one for one in known if not one.is_open])


def _threads(rows: Iterable[Comment], people: Sequence[Person]) -> list[Thread]:
    heads: list[Said] = []
    answers: defaultdict[int, list[Said]] = defaultdict(list)
    for row in rows:
        said = Said(row, pieces(row.text, people))
        if row.thread_id is None:
            heads.append(said)
        else:
            answers[row.thread_id].append(said)
    return [Thread(head, answers[head.comment.pk]) for head in reversed(heads)]
