"""`lint_framework` and `rules_docs`: on files without a database, in three formats, with honest exit states."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from messaging.document import FrameworkDocument, to_json
from messaging.models import Framework, RuleSetting
from messaging.rules import all_rules
from messaging.rules.lines import line_at, lines_of
from tests.conftest import EXAMPLES

FILE = str(EXAMPLES / "keep-the-line-running" / "framework.json")
DAY = "--today=2025-03-03"


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("lint_framework", *arguments, stdout=out)
    return out.getvalue()


def test_file_is_linted_without_a_database() -> None:
    said = run(FILE, DAY)
    assert f"{FILE}:" in said
    assert "warning LA301 Sentence too long to say" in said
    assert said.endswith("0 errors, 1 warning, 1 note\n")


def test_line_number_leads_to_the_words() -> None:
    row = next(row for row in run(FILE, DAY).splitlines() if "LA301" in row)
    number = int(row.removeprefix(f"{FILE}:").split(":")[0])
    assert "I would like to use thirty minutes" in Path(FILE).read_text().splitlines()[number - 1]


def test_warning_fails_when_asked_to() -> None:
    with pytest.raises(CommandError, match="1 to mend") as caught:
        run(FILE, DAY, "--fail-on=warning")
    assert caught.value.returncode == 1


def test_rules_are_chosen_and_left_out() -> None:
    assert run(FILE, DAY, "--only=PH,MP") == "0 errors, 0 warnings, 0 notes\n"
    assert "LA301" not in run(FILE, DAY, "--off=LA")


def test_unknown_rule_is_told() -> None:
    with pytest.raises(CommandError, match="no rule ZZ") as caught:
        run(FILE, "--only=ZZ")
    assert caught.value.returncode == 2


def test_json_lists_every_finding() -> None:
    found = json.loads(run(FILE, DAY, "--format=json"))
    assert [(entry["code"], entry["subject"]) for entry in found] == [("LA301", "message:m01"), ("CO101", "cell:s7:ci")]
    assert found[0]["words"]["text"].startswith("I would like")


def test_sarif_has_rules_and_places() -> None:
    log = json.loads(run(FILE, DAY, "--format=sarif"))
    (only,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in only["tool"]["driver"]["rules"]] == list(all_rules())
    assert [result["level"] for result in only["results"]] == ["warning", "note"]
    place = only["results"][0]["locations"][0]
    assert place["logicalLocations"] == [{"fullyQualifiedName": "/messages/0/talk_track/2"}]
    assert place["physicalLocation"]["region"]["startLine"] > 1


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "not JSON"), ("{}", "does not say its schema"), ('{"schema": "throughline/framework/1"}', "/slug")],
)
def test_broken_file_is_told(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content)
    with pytest.raises(CommandError, match=told) as caught:
        run(str(path))
    assert caught.value.returncode == 2


def test_missing_file_is_told() -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("nowhere.json")


def test_draft_is_linted_by_slug_with_its_settings(line: Framework) -> None:
    RuleSetting.objects.create(framework=line, code="LA301", off=True, reason="Long ones are fine here.")
    said = run("keep-the-line-running", DAY)
    assert said.startswith("keep-the-line-running/roles/7/active_stages/4: info CO101")
    assert "LA301" not in said


def test_unknown_slug_is_told(db: None) -> None:
    with pytest.raises(CommandError, match="no framework “nothing”"):
        run("nothing")


def test_page_of_rules_is_up_to_date() -> None:
    call_command("rules_docs", "--check")


def test_lines_lead_to_values(line_document: FrameworkDocument) -> None:
    text = to_json(line_document)
    lines = lines_of(text)
    rows = text.splitlines()
    assert json.dumps(line_document.messages[3].headline, ensure_ascii=False) in rows[lines["/messages/3/headline"] - 1]
    assert line_at(lines, "/messages/3/nothing/here") == lines["/messages/3"]
    assert lines_of('{"a~b": {"c/d": [1, "x\\"}", null]}}') == {
        "": 1, "/a~0b": 1, "/a~0b/c~1d": 1, "/a~0b/c~1d/0": 1, "/a~0b/c~1d/1": 1, "/a~0b/c~1d/2": 1,
    }  # fmt: skip
