"""What commands say for other programs keeps to the schema that is published with them."""

import json
from importlib.resources import files

import jsonschema
import pytest
from click.testing import CliRunner

from cyps_papers.cli import commands

SCHEMA = json.loads(files("cyps_papers.commands").joinpath("output.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "2015-03"], 1),
        (["build", "2015-03", "--no-pdf"], 1),
        (["new", "2016-01"], 0),
        (["new", "2016-01", "--with", "nonsense"], 1),
        (["roll-forward", "2015-03", "2015-03", "--meeting-date", "2015-09-09"], 1),
        (["compare", "2015-03", "nowhere"], 1),
        (["inspect", "inputs/2015-03/paper.xlsx"], 0),
        (["names", "2015-03"], 0),
        (["explain"], 0),
        (["explain", "stale"], 0),
        (["explain", "stail"], 1),
        (["adopt", "nowhere.docx"], 1),
    ],
    ids=str,
)
def test_each_command_keeps_to_its_schema(small, arguments, status):
    said = CliRunner().invoke(commands, [*arguments, "--json"])
    assert said.exit_code == status, said.output
    definition = {"$ref": f"#/$defs/{arguments[0]}", "$defs": SCHEMA["$defs"]}
    jsonschema.validate(json.loads(said.output), definition, cls=jsonschema.Draft202012Validator)


def test_every_command_that_has_json_has_a_schema_and_only_a_server_has_none():
    having = {name for name, command in commands.commands.items() if any(p.name == "as_json" for p in command.params)}
    assert having == set(commands.commands) - {"preview"}
    assert having <= set(SCHEMA["$defs"])


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A project with a meeting that was only begun: each command is run where it costs little."""
    root = tmp_path_factory.mktemp("project")
    CliRunner().invoke(commands, ["new", str(root / "inputs" / "2015-03")])
    return root


@pytest.fixture
def small(begun, monkeypatch):
    """The same as the current folder."""
    monkeypatch.chdir(begun)


def test_a_rule_is_explained_in_the_words_of_its_docstring_with_its_examples():
    said = " ".join(CliRunner().invoke(commands, ["explain", "stale"]).output.split())
    assert said.startswith("stale (")
    assert "For example, where the meeting is on 18 March 2015:" in said
    assert "all is well: # Action plan: position as at 9 March 2015" in said
    assert "Did you mean stale?" in CliRunner().invoke(commands, ["explain", "stail"]).output


@pytest.mark.parametrize(
    ("words", "typed", "proposed"),
    [
        ("cyps-papers check ", "2015", "2015-03"),
        ("cyps-papers inspect ", "inputs/2015-03/pa", "inputs/2015-03/paper.xlsx"),
        ("cyps-papers explain ", "two", "two-dates"),
        ("cyps-papers names --of ", "plan.on_", "plan.on_hold"),
    ],
)
def test_what_is_typed_is_completed(small, words, typed, proposed):
    environment = {
        "COMP_WORDS": words + typed,
        "COMP_CWORD": str(len(words.split())),
        "_CYPS_PAPERS_COMPLETE": "bash_complete",
    }
    said = CliRunner().invoke(commands, [], prog_name="cyps-papers", env=environment)
    assert said.output.split() == [f"plain,{proposed}"]
