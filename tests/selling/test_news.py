"""What changed in the release in use."""

from __future__ import annotations

from django.urls import reverse

from messaging.actions.freeze import freeze_release
from messaging.actions.go_live import go_live
from messaging.models import Framework
from people.models import User
from selling.news import MOST, news
from tests.selling.conftest import SignIn


def test_first_release_has_no_news(live_line: Framework) -> None:
    assert live_line.live_release
    assert news(live_line.live_release) is None


def test_changed_message_is_told_word_by_word(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    message = live_line.messages.get(stage__key="s5", role__key="cfo")
    message.headline = "A business case built on the counting rule finance set"
    message.save()
    go_live(freeze_release(actor=None, framework=live_line))
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "Changed in this release" in page
    assert "<del>you</del> <ins>finance</ins> set" in page
    assert f"{reverse('sheet', args=[live_line.slug, 's5', 'cfo'])}#{message.key}" in page


def test_withdrawn_messages_are_told_up_to_a_few(live_line: Framework, sam: User, sign_in: SignIn) -> None:
    gone = live_line.messages.filter(stage__phase="aware")
    number = gone.count()
    gone.delete()
    go_live(freeze_release(actor=None, framework=live_line))
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert page.count("Withdrawn") == MOST
    assert f"And {number - MOST} more." in page


def test_notes_of_the_release_are_read_by_sellers(line: Framework, sam: User, sign_in: SignIn) -> None:
    go_live(freeze_release(actor=None, framework=line, notes="Begin with the shift lead."))
    page = sign_in(sam).get(reverse("finder")).content.decode()
    assert "About this release" in page
    assert "Begin with the shift lead." in page
