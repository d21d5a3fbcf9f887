"""Steps say what they do and how long it took, and are skipped without a word."""

import re
from pathlib import Path

import pytest

from gis.errors import DothiError
from gis.setup.steps import Step, carry_out, fingerprint, is_stamped, put_stamp


def test_done_steps_are_skipped_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[str] = []
    steps = [
        Step("old", is_done=lambda: True, do=lambda: done.append("old")),
        Step("new", is_done=lambda: "new" in done, do=lambda: done.append("new")),
    ]
    carry_out(steps)
    carry_out(steps)
    assert done == ["new"]
    assert re.fullmatch(r"• new … \d\.\d s\n", capsys.readouterr().err)


def test_the_first_refusal_ends_it(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse() -> None:
        raise DothiError("E-SETUP-07")

    with pytest.raises(DothiError, match="E-SETUP-07"):
        carry_out([Step("a", lambda: False, refuse), Step("b", lambda: False, lambda: pytest.fail("came to b"))])
    assert capsys.readouterr().err == "• a … \n"


def test_a_stamp_counts_for_the_same_inputs_only(tmp_path: Path) -> None:
    stamp, source = tmp_path / "new folder" / "stamp", tmp_path / "source"
    source.write_text("1")
    put_stamp(stamp, fingerprint(source, "option"))
    assert is_stamped(stamp, fingerprint(source, "option"))
    assert not is_stamped(stamp, fingerprint(source, "another"))
    source.write_text("2")
    assert not is_stamped(stamp, fingerprint(source, "option"))


def test_parts_do_not_run_into_each_other() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
