"""Two people for a release: submit, approve exactly that draft, send back, take back, and the gate that asks for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from messaging.actions.framework import save_settings
from messaging.actions.freeze import FreezeRefusedError, freeze_release
from messaging.actions.review import DraftChangedError, ReviewRefusedError, approve, send_back, submit, take_back
from messaging.assembly import assemble
from messaging.diff import diff
from messaging.document import content_hash
from messaging.models import Framework, MessageRevision, Review
from messaging.queries.overview import overviews
from messaging.queries.review import Standing, own_changes, standing_of
from people.models import Activity, User

SignIn = Callable[[User], Client]


@pytest.fixture
def careful(line: Framework) -> Framework:
    """The example framework, which takes two people for a release."""
    Framework.objects.update(needs_approval=True)
    line.refresh_from_db()
    return line


def _edit(framework: Framework, headline: str = "Another headline") -> None:
    framework.messages.filter(key="m07").update(headline=headline)


def _approved(framework: Framework, submitter: User, approver: User) -> Review:
    review = submit(actor=submitter, framework=framework, note="Ready.")
    approve(actor=approver, review=review, seen=review.content_hash, answer="Fine.")
    return review


def test_submit_keeps_the_draft_as_it_is(line: Framework, dana: User) -> None:
    review = submit(actor=dana, framework=line, note="  Please read Notice. ")
    assert (review.note, review.submitted_by, review.state) == ("Please read Notice.", dana, "open")
    assert review.content_hash == content_hash(assemble(line))
    assert Activity.objects.get(verb="submitted for approval").actor == dana


def test_submit_of_the_same_draft_again_is_refused(line: Framework, dana: User, ari: User) -> None:
    submit(actor=dana, framework=line, note="")
    with pytest.raises(ReviewRefusedError, match="Dana has submitted this very draft already"):
        submit(actor=ari, framework=line, note="")


def test_submit_of_a_changed_draft_replaces_the_open_review(line: Framework, dana: User) -> None:
    older = submit(actor=dana, framework=line, note="")
    _edit(line)
    newer = submit(actor=dana, framework=line, note="")
    older.refresh_from_db()
    assert (older.state, newer.state) == ("taken_back", "open")


def test_submit_with_a_control_character_is_refused(line: Framework, dana: User) -> None:
    with pytest.raises(ValidationError, match="invisible control character"):
        submit(actor=dana, framework=line, note="bell \x07")


@pytest.mark.parametrize("who", ["sam", "kim", "ada", "olly"])
def test_submit_is_for_leads(line: Framework, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(PermissionDenied):
        submit(actor=request.getfixturevalue(who), framework=line, note="")


def test_release_without_approval_is_refused(careful: Framework, dana: User) -> None:
    with pytest.raises(FreezeRefusedError, match="takes two people"):
        freeze_release(actor=dana, framework=careful)
    submit(actor=dana, framework=careful, note="")
    with pytest.raises(FreezeRefusedError, match="waits for another lead’s approval"):
        freeze_release(actor=dana, framework=careful)
    assert not careful.releases.exists()


def test_release_by_the_command_line_needs_the_approval_too(careful: Framework) -> None:
    with pytest.raises(CommandError, match="takes two people"):
        call_command("publish_framework", careful.slug)


def test_release_with_approval_names_the_approver(careful: Framework, dana: User, ari: User) -> None:
    review = _approved(careful, dana, ari)
    release = freeze_release(actor=dana, framework=careful)
    assert (release.approved_by, release.content_hash) == (ari, review.content_hash)
    assert standing_of(careful) is Standing.DRAFT


def test_release_of_a_draft_that_changed_after_the_approval_is_refused(
    careful: Framework, dana: User, ari: User
) -> None:
    _approved(careful, dana, ari)
    _edit(careful)
    with pytest.raises(FreezeRefusedError, match="changed since it was approved"):
        freeze_release(actor=dana, framework=careful)
    assert standing_of(careful) is Standing.DRAFT


def test_approval_by_the_submitter_is_refused_where_two_are_asked_for(careful: Framework, dana: User) -> None:
    review = submit(actor=dana, framework=careful, note="")
    with pytest.raises(ReviewRefusedError, match="another lead has to approve"):
        approve(actor=dana, review=review, seen=review.content_hash)


def test_approval_alone_does_not_count_once_two_are_asked_for(line: Framework, dana: User, ari: User) -> None:
    _approved(line, dana, dana)
    Framework.objects.update(needs_approval=True)
    with pytest.raises(FreezeRefusedError, match="takes two people"):
        freeze_release(actor=ari, framework=line)
    _approved(line, dana, ari)
    assert freeze_release(actor=dana, framework=line).approved_by == ari


def test_approval_of_a_draft_that_changed_meanwhile_is_refused(careful: Framework, dana: User, ari: User) -> None:
    review = submit(actor=dana, framework=careful, note="")
    _edit(careful)
    for seen in (review.content_hash, content_hash(assemble(careful))):
        with pytest.raises(DraftChangedError):
            approve(actor=ari, review=review, seen=seen)
    review.refresh_from_db()
    assert review.state == "open"


def test_review_is_optional_without_the_setting(line: Framework, dana: User, ari: User) -> None:
    review = submit(actor=dana, framework=line, note="")
    release = freeze_release(actor=dana, framework=line)
    review.refresh_from_db()
    assert (release.approved_by, review.state) == (None, "taken_back")
    _edit(line)
    _approved(line, dana, ari)
    assert freeze_release(actor=dana, framework=line).approved_by == ari


def test_send_back_needs_an_answer(line: Framework, dana: User, ari: User) -> None:
    review = submit(actor=dana, framework=line, note="")
    with pytest.raises(ValidationError, match="Say what should change"):
        send_back(actor=ari, review=review, answer="  ")
    send_back(actor=ari, review=review, answer="Notice is too long.")
    review.refresh_from_db()
    assert (review.state, review.answer, review.decided_by) == ("returned", "Notice is too long.", ari)


def test_sent_back_draft_is_not_approved_though_it_was_before(careful: Framework, dana: User, ari: User) -> None:
    first = submit(actor=dana, framework=careful, note="")
    send_back(actor=ari, review=first, answer="No.")
    with pytest.raises(FreezeRefusedError):
        freeze_release(actor=dana, framework=careful)


def test_take_back_is_for_the_submitter(line: Framework, dana: User, ari: User) -> None:
    review = submit(actor=dana, framework=line, note="")
    with pytest.raises(ReviewRefusedError, match="Only Dana"):
        take_back(actor=ari, review=review)
    take_back(actor=dana, review=review)
    with pytest.raises(ReviewRefusedError, match="Dana has decided meanwhile: taken back"):
        approve(actor=ari, review=review, seen=review.content_hash)


def test_own_changes_count_what_the_approver_wrote(live_line: Framework, ari: User, dana: User) -> None:
    before = assemble(live_line)
    now = timezone.now()
    for key, who in (("m07", ari), ("m08", dana), ("m09", ari)):
        live_line.messages.filter(key=key).update(headline=f"New {key}", changed_by=who, changed_at=now)
    m10 = live_line.messages.get(key="m10")
    kept = {"version": 1, "document": {"key": "m10", "headline": m10.headline}, "by": ari, "at": now}
    MessageRevision.objects.create(framework=live_line, message=m10, **kept)
    live_line.messages.filter(pk=m10.pk).update(headline="Rewritten by Dana", changed_by=dana, changed_at=now)
    released = live_line.live_release
    assert released
    own = own_changes(live_line, diff(before, assemble(live_line)), ari, released.released_at)
    assert (own.written, own.changed) == (3, 4)


def test_setting_is_changed_by_leads_and_logged(line: Framework, dana: User, sam: User) -> None:
    with pytest.raises(PermissionDenied):
        save_settings(sam, line, {"needs_approval": True}, expected_version=line.version)
    saved = save_settings(dana, line, {"needs_approval": True}, expected_version=line.version)
    save_settings(dana, saved, {"needs_approval": False}, expected_version=saved.version)
    verbs = [entry.verb for entry in Activity.objects.filter(verb__contains="release").order_by("pk")]
    assert verbs == ["asked for two people for a release of", "let one person release"]


def test_pill_and_list_say_where_the_draft_stands(line: Framework, dana: User, ari: User, sign_in: SignIn) -> None:
    client = sign_in(dana)
    pages = [reverse("framework_settings", args=[line.slug]), reverse("framework_list")]

    def found(words: str) -> list[bool]:
        return [f">{words}" in client.get(page).content.decode() for page in pages]

    assert found("Draft") == [True, True]
    review = submit(actor=dana, framework=line, note="")
    assert found("In review") == [True, True]
    approve(actor=ari, review=review, seen=review.content_hash)
    assert found("Approved") == [True, True]
    freeze_release(actor=dana, framework=line)
    assert found("Draft") == [True, True]


def test_list_costs_the_same_with_reviews(line: Framework, dana: User, ari: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            overviews(Framework.objects.all())
        return len(queries)

    without = count()
    _approved(line, dana, ari)
    assert count() == without


def test_review_page_leads_from_submitting_to_the_answer(
    careful: Framework, dana: User, ari: User, sign_in: SignIn
) -> None:
    hers, his, page = sign_in(dana), sign_in(ari), reverse("review", args=[careful.slug])
    check = hers.get(reverse("publish_check", args=[careful.slug])).content.decode()
    assert "needs an approver" in check
    assert "Submit the draft for approval" in check
    hers.post(reverse("review_submit", args=[careful.slug]), {"note": "Please read Notice."})
    assert "Take it back" in hers.get(page).content.decode()
    read = his.get(page).content.decode()
    assert "Please read Notice." in read
    assert "You wrote none of the 41 changed messages." in read
    review = Review.objects.get()
    empty = his.post(reverse("review_send_back", args=[careful.slug, review.pk]), {"answer": ""})
    assert (empty.status_code, "Say what should change." in empty.content.decode()) == (422, True)
    his.post(reverse("review_send_back", args=[careful.slug, review.pk]), {"answer": "Notice is too long."})
    back = hers.get(page).content.decode()
    assert "Ari sent it back" in back
    assert "Notice is too long." in back


def test_review_page_shows_what_changed_since_and_asks_anew(
    careful: Framework, dana: User, ari: User, sign_in: SignIn
) -> None:
    review, his = submit(actor=dana, framework=careful, note=""), sign_in(ari)
    _edit(careful, "A headline after the submission")
    stale = his.post(
        reverse("review_approve", args=[careful.slug, review.pk]), {"seen": review.content_hash, "answer": "Kept."}
    )
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "so it is not approved" in page
    assert "Changed since Dana submitted it" in page
    assert "A headline after" in page.replace("<ins>", "").replace("</ins>", "")
    assert "Approve this draft" not in page


def test_review_page_after_the_approval_lapsed_says_so(
    careful: Framework, dana: User, ari: User, sign_in: SignIn
) -> None:
    _approved(careful, dana, ari)
    page = reverse("review", args=[careful.slug])
    assert "This draft is approved" in sign_in(ari).get(page).content.decode()
    _edit(careful)
    assert "Changed since Ari approved it" in sign_in(ari).get(page).content.decode()


def test_review_note_that_does_not_fit_is_kept(careful: Framework, dana: User, sign_in: SignIn) -> None:
    answer = sign_in(dana).post(reverse("review_submit", args=[careful.slug]), {"note": "x" * 2001})
    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()


def test_review_of_another_framework_is_not_found(careful: Framework, dana: User, sign_in: SignIn) -> None:
    assert sign_in(dana).post(reverse("review_take_back", args=[careful.slug, 999])).status_code == 404
