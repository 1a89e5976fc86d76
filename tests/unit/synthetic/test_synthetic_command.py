import pytest
from typer.testing import CliRunner

from oneplan.cli.synthetic import app


@pytest.mark.slow
def test_the_command_writes_the_plan_and_says_what_is_in_it(tmp_path):
    out = tmp_path / "plan.docx"

    result = CliRunner().invoke(app, ["plan", str(out)])

    assert result.exit_code == 0
    assert "14 sections, 186 actions" in result.output
    assert out.stat().st_size > 0


def test_the_command_refuses_a_kind_of_file_it_cannot_write(tmp_path):
    out = tmp_path / "plan.pdf"

    result = CliRunner().invoke(app, ["plan", str(out)])

    assert result.exit_code == 2
    assert "docx or .txt" in result.output
    assert not out.exists()


def test_the_command_refuses_a_folder_that_does_not_exist(tmp_path):
    out = tmp_path / "nowhere" / "plan.docx"

    result = CliRunner().invoke(app, ["plan", str(out)])

    assert result.exit_code == 2
    assert not out.parent.exists()
