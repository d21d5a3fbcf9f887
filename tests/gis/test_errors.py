"""Codes are stable, said in both languages, and carry their values across processes."""

import pickle
import re
import string

import pytest

from gis.error_texts import TEXTS
from gis.errors import DothiError, Finding, NotFound, Severity, filled
from gis.plurals import plural


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_code_is_said_in_both_languages(code: str) -> None:
    text = TEXTS[code]
    assert re.fullmatch(r"[EWN]-[A-Z]+-\d\d", code)
    assert text.sentence_en
    assert text.sentence_vi
    assert text.sentence_en != text.sentence_vi
    assert places(text.sentence_en + text.way_out_en) == places(text.sentence_vi + text.way_out_vi)
    if code.startswith("E-"):
        assert text.way_out_en, "a refusal has a way out"
        assert text.way_out_vi


def test_a_refusal_survives_being_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(NotFound("E-LAYER-05", name="x")))  # noqa: S301
    assert isinstance(error, NotFound)
    assert error.sentence("vi") == "Không có lớp x."
    assert str(error) == "E-LAYER-05 There is no layer x. See the list of layers."


def test_a_finding_as_reports_give_it() -> None:
    finding = Finding("E-GEOM-03", Severity.ERROR, 2, {}, [4, 7])
    assert finding.as_json() == {
        "code": "E-GEOM-03",
        "severity": "error",
        "count": 2,
        "message": "No geometry. The feature was kept out; draw it or take its row out of the file.",
        "fids": [4, 7],
    }


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    """A whole number may be an id and stays as it is."""
    finding = Finding("W-CHECK-07", Severity.WARNING, 1, {"tolerance": 0.05})
    assert "0.05 m" in finding.message("en")
    assert "0,05 m" in finding.message("vi")
    assert "4,5 s" not in DothiError("E-JOB-04", seconds=4.5).sentence("en")
    assert "4,5 giây" in DothiError("E-JOB-04", seconds=4.5).sentence("vi")
    assert "1234" in DothiError("E-RUN-08", run=1234).sentence("vi")


COUNTS = ("count", "read", "crashes", "found", "limit")
MANY = re.compile(r"\b1 (?:more )?(?:features|values|keys|rows|times|requests|codes|columns|files)\b")


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_one_is_said_as_one(code: str) -> None:
    """English: 1 feature was, 2 features were. What the other places hold doesn't matter."""
    text = TEXTS[code]
    values = dict.fromkeys(places(text.sentence_en + text.way_out_en), "…") | dict.fromkeys(COUNTS, 1)
    for sentence in (text.sentence_en, text.way_out_en):
        assert not MANY.search(filled(sentence, values, "en"))


def test_words_go_with_their_number() -> None:
    later = {count: DothiError("E-RUN-10", count=count, layer="cay", run=3) for count in (1, 2, 21)}
    assert later[1].sentence("en") == "1 feature of cay was changed after run 3."
    assert later[2].sentence("en") == "2 features of cay were changed after run 3."
    assert later[21].sentence("en").startswith("21 features")
    assert later[1].sentence("vi") == "1 đối tượng của cay đã được sửa sau lần nhập 3."
    assert [plural(n, "class", "classes") for n in (0, 1, 2)] == ["classes", "class", "classes"]
    assert plural(1, "row") + plural(2, "row") == "rowrows"


def test_an_unknown_code_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        DothiError("E-NOPE-01")
