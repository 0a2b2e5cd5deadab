"""What tables a framework has: their names, columns, and what each cell holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from journeys.phases import MessageKind, Phase
from messaging.terms import AlternativeKind, Audience, QuestionKind
from stakeholders.terms import ConceptKind, Degree, Direction, Influence, Level, Mode, Term


class Holds(Enum):
    """What a cell holds."""

    TEXT = "text"
    LINES = "one entry a line"
    YES_NO = "yes or no"
    DATE = "a date"
    TERM = "one word of a list"
    TERMS = "words of a list, one a line"
    ONE = "the name of a row of another sheet"
    SOME = "names of rows of another sheet, one a line"


@dataclass(frozen=True)
class Column:
    """One column (or, in the sheet of single values, one line): its head and the field it fills."""

    head: str
    path: str  # below the entry, as in a JSON pointer without the first slash
    holds: Holds = Holds.TEXT
    term: type[Term] | None = None
    of: str = ""  # the sheet whose rows a ONE or SOME cell names
    width: int = 24
    default: bool = False  # an empty cell leaves the field as a new entry has it
    needed: bool = False  # the cell must name something


@dataclass(frozen=True)
class Sheet:
    """One table. `at` is where its entries stand in the file; `name_of` the field that people call an entry by."""

    name: str
    at: str
    one: str
    why: str
    columns: tuple[Column, ...]
    name_of: str = ""
    by_key: bool = False  # names are long here: other sheets refer to its rows by key
    shared: bool = False
    inside: str = ""  # the part of each role that the entries are

    @property
    def keyed(self) -> bool:
        return any(column.path == "key" for column in self.columns)


T, L, Y, D, W, WS, ONE, SOME = Holds
KEY = Column("Key", "key", width=13)
PROVIDER = Column("Provided by", "provider")
ROLES = Column("Roles", "roles", SOME, of="Roles", width=26)
STAGES = Column("Stages", "stages", SOME, of="Stages", width=22)
SINGLE = Sheet(
    "Framework",
    "",
    "framework",
    "What the framework is: one value a line.",
    (
        Column("Name", "title"),
        Column("Summary", "summary"),
        Column("Language", "language"),
        Column("Disclaimer", "disclaimer"),
        Column("Review by", "review_by", D),
        Column("Industry", "market/industry"),
        Column("Segment", "market/segment"),
        Column("Region", "market/region"),
        Column("Selling situations", "market/situations", L),
        Column("Offer", "offer/name"),
        Column("Kind of offer", "offer/kind"),
        Column("Your company", "offer/vendor"),
        Column("Your company in one line", "offer/vendor_line"),
        Column("Watched terms", "offer/watched_terms", L),
        Column("Journey", "journey/name"),
        Column("What the journey is", "journey/description"),
        Column("Key of the journey", "journey/key"),
        Column("Key of the framework", "slug"),
    ),
)
SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Stages",
        "journey/stages",
        "stage",
        "The customer's journey, in order. Other frameworks may share it.",
        (
            KEY,
            Column("Stage", "name"),
            Column("Phase", "phase", W, Phase, width=13),
            Column("Customer's goal", "goal", width=40),
            Column("What the customer does", "customer_does", L, width=40),
            Column("Done when", "evidence", width=34),
            Column("May return to", "may_return_to", SOME, of="Stages"),
            Column("Your own stage", "internal_stage"),
        ),
        name_of="name",
        shared=True,
    ),
    Sheet(
        "Roles",
        "roles",
        "role",
        "Who takes part. Other frameworks may share a role.",
        (
            KEY,
            Column("Role", "title"),
            Column("Influence", "influence", W, Influence, width=17),
            Column("Degree", "degree", W, Degree, width=12),
            Column("Level", "level", W, Level, width=15),
            Column("Takes part in", "active_stages", SOME, of="Stages", width=22),
            Column("Approved the purchase at the start", "initial_executive_buyer", Y, width=14),
            Column("Priorities", "priorities", L, width=36),
            Column("Fears", "fears", L, width=36),
            Column("Modes", "modes", WS, Mode, width=16),
            Column("Desired results", "desired_results", SOME, of="Results", width=28),
            Column("Measured by", "metrics", SOME, of="Results", width=28),
        ),
        name_of="title",
        shared=True,
    ),
    Sheet(
        "Concepts",
        "roles",
        "concept",
        "What each role wants to fix, avoid or accomplish, in its own words.",
        (
            KEY,
            Column("Role", "role", ONE, of="Roles", needed=True),
            Column("Kind", "kind", W, ConceptKind, width=20),
            Column("Concept", "text", width=60),
        ),
        name_of="text",
        shared=True,
        inside="concepts",
    ),
    Sheet(
        "Wins",
        "roles",
        "win",
        "What each role gets out of it personally.",
        (KEY, Column("Role", "role", ONE, of="Roles", needed=True), Column("Win", "text", width=60)),
        name_of="text",
        shared=True,
        inside="wins",
    ),
    Sheet(
        "Results",
        "results",
        "result",
        "What the organisation can count.",
        (
            KEY,
            Column("Result", "name", width=34),
            Column("Unit", "unit"),
            Column("Direction", "direction", W, Direction, width=18),
            Column("Baseline question", "baseline_question", width=50),
        ),
        name_of="name",
        shared=True,
    ),
    Sheet(
        "Messages",
        "messages",
        "message",
        "What to say, a message a row. Messages of one cell are said in the order of the rows.",
        (
            KEY,
            Column("Stage", "stage", ONE, of="Stages", width=20, needed=True),
            Column("Role", "role", ONE, of="Roles", width=22, needed=True),
            Column("Kind", "kind", W, MessageKind, width=20),
            Column("Headline", "headline", width=40),
            Column("Say", "talk_track", L, width=60),
            Column("So what", "so_what", width=34),
            Column("Concept", "concept", ONE, of="Concepts", width=34),
            Column("Results", "results", SOME, of="Results", width=26),
            Column("Wins", "wins", SOME, of="Wins", width=30),
            Column("Capabilities", "capabilities", SOME, of="Capabilities"),
            Column("Alternative", "alternative", ONE, of="Alternatives"),
            Column("What it concedes", "concedes", width=30),
            Column("Ask", "questions", SOME, of="Questions", width=14),
            Column("Show", "proofs", SOME, of="Proofs", width=14),
            Column("Handle", "objections", SOME, of="Objections", width=14),
            Column("Next step, at best", "next_step/best", width=34),
            Column("Next step, at least", "next_step/minimum", width=34),
            Column("Further slots", "slots", L, width=18),
            Column("Owner", "owner", default=True),
            Column("Review by", "review_by", D, width=12),
        ),
        name_of="headline",
    ),
    Sheet(
        "Cells",
        "cell_notes",
        "cell",
        "Why a cell has no message: on purpose, or a gap somebody knows of.",
        (
            Column("Stage", "stage", ONE, of="Stages", needed=True),
            Column("Role", "role", ONE, of="Roles", needed=True),
            Column("Reason", "reason", width=60),
            Column("Known gap", "is_gap", Y, width=12),
            Column("Owner", "owner", default=True),
        ),
    ),
    Sheet(
        "Proofs",
        "proofs",
        "proof",
        "What backs a claim.",
        (
            KEY,
            Column("Proof", "text", width=60),
            Column("Kind", "kind"),
            Column("Result", "result", ONE, of="Results"),
            Column("Sample", "sample", width=30),
            Column("Source", "source", width=30),
            Column("Verified on", "verified_on", D, width=12),
            Column("Expires on", "expires_on", D, width=12),
            Column("May be shown to", "audience", W, Audience, width=18, default=True),
            Column("Product-free", "product_free", Y, width=12),
            PROVIDER,
        ),
        name_of="text",
        by_key=True,
    ),
    Sheet(
        "Questions",
        "questions",
        "question",
        "What a seller asks.",
        (
            KEY,
            Column("Question", "text", width=60),
            Column("Kind", "kind", W, QuestionKind, width=18),
            Column("Listen for", "listen_for", width=40),
            ROLES,
            STAGES,
            PROVIDER,
        ),
        name_of="text",
        by_key=True,
    ),
    Sheet(
        "Objections",
        "objections",
        "objection",
        "What the customer says against it, and an answer.",
        (
            KEY,
            Column("The customer says", "customer_says", width=44),
            Column("Concern behind it", "concern", width=34),
            Column("Response", "response", width=60),
            Column("Follow-up question", "follow_up", width=34),
            ROLES,
            STAGES,
            Column("Proofs", "proofs", SOME, of="Proofs", width=14),
            PROVIDER,
        ),
        name_of="customer_says",
        by_key=True,
    ),
    Sheet(
        "Capabilities",
        "offer/capabilities",
        "capability",
        "What the offer can do.",
        (
            KEY,
            Column("Capability", "name"),
            Column("What it does", "does", width=60),
            Column("Few others can do this", "differentiator", Y, width=14),
            PROVIDER,
        ),
        name_of="name",
    ),
    Sheet(
        "Alternatives",
        "offer/alternatives",
        "alternative",
        "What the customer could do instead.",
        (
            KEY,
            Column("Alternative", "name"),
            Column("Kind", "kind", W, AlternativeKind, width=16),
            Column("Honest strength", "strength", width=60),
            Column("Where it falls short", "shortfall", width=60),
            PROVIDER,
        ),
        name_of="name",
    ),
    Sheet(
        "Slots",
        "slots",
        "slot",
        "Figures and names that the seller fills in; written {{name}} in a text.",
        (Column("Name", "name"), Column("What is asked for", "label", width=40), Column("Example", "example")),
    ),
    Sheet(
        "Phrases",
        "phrase_guide",
        "phrase",
        "Say it this way rather than that way.",
        (
            Column("Instead of", "instead_of", width=36),
            Column("Say", "say", width=36),
            Column("Because", "because", width=44),
        ),
    ),
    Sheet(
        "Glossary",
        "glossary",
        "term",
        "One word for one thing.",
        (Column("Term", "term"), Column("What it means", "means", width=60), Column("Synonyms", "synonyms", L)),
    ),
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
EXPLAINED = "How to fill this in"
