"""Lists as they ship, codes by day, and what is refused with nothing half done."""

from datetime import date

import pytest

from gis.errors import CodesRefused, DothiError, NotFound
from layers.codes import queries, shipped
from layers.codes.meaning import Code, Successor
from layers.codes.models import CodeList
from layers.codes.services import end_code, import_list, load_shipped_lists

pytestmark = pytest.mark.django_db

STREETS = """code,title_vi,title_en,group,colour,valid_from,valid_to,successors,source,note
A,Đường trục,Axis,main,#AA0000,2014-07-01,1/8/2024,B | C [TT 9/2024],TT 1/2014,
A,Đại lộ,Avenue,main,#aa0000,2024-08-01,,,TT 9/2024,came again
B,Đường khu vực,,,,,,,,
C,"Ngõ, hẻm",Alley,,,2014-07-01,,,,
"""


def streets(text: str = STREETS, **more: bool) -> None:
    import_list(text.encode(), "streets", title_vi="Đường", **more)


@pytest.mark.parametrize("name", sorted(shipped.shipped_lists()))
def test_what_ships_is_loaded_and_exported_as_its_file(name: str) -> None:
    file = (shipped.DATA / f"{name}.csv").read_text(encoding="utf-8")
    assert queries.exported(name) == file


def test_every_file_is_listed() -> None:
    assert {path.stem for path in shipped.DATA.glob("*.csv")} - {"lists"} == set(shipped.shipped_lists())
    assert [one.name for one in queries.list_lists()] == list(shipped.shipped_lists())


def test_a_code_by_day() -> None:
    streets()
    then = queries.find_code("streets", "A", date(2024, 7, 31))
    assert (then.code.title_vi, then.holds) == ("Đường trục", True)
    assert [(to.code, to.title_vi, source) for to, source in then.successors] == [
        ("B", "Đường khu vực", "TT 1/2014"),
        ("C", "Ngõ, hẻm", "TT 9/2024"),
    ]
    assert queries.find_code("streets", "A", date(2024, 8, 1)).code.title_en == "Avenue"
    assert queries.find_code("streets", "A").code.note == "came again"
    assert [code.code for code in queries.codes_of("streets", date(2014, 6, 30))] == ["B"]
    with pytest.raises(NotFound, match="E-CODE-03 The code A of streets means nothing on 2014-06-30"):
        queries.find_code("streets", "A", date(2014, 6, 30))


def test_an_old_code_stays_readable_and_says_what_followed() -> None:
    streets()
    ended = end_code("streets", "C", date(2020, 1, 1), successors=["B"], source="QĐ 5/2019")
    assert ended.successors == (Successor("B", "QĐ 5/2019"),)
    found = queries.find_code("streets", "C")
    assert (found.holds, found.code.title_vi, found.code.valid_to) == (False, "Ngõ, hẻm", date(2020, 1, 1))
    assert [to.code for to, _ in found.successors] == ["B"]
    assert queries.shown("streets", "C", "en") == "C – Alley"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("ODT", "vi", "ODT – Đất ở tại đô thị"),
        ("ONT+LUC", "vi", "ONT+LUC – Đất ở tại nông thôn + Đất chuyên trồng lúa"),
        ("ONT+XYZ", "vi", "ONT+XYZ – Đất ở tại nông thôn + XYZ"),
        ("XYZ", "vi", "XYZ"),
        ("", "vi", ""),
    ],
)
def test_how_values_are_shown(value: str, language: str, text: str) -> None:
    assert queries.shown("land_use", value, language) == text


def test_a_plain_word_is_shown_by_its_title_alone() -> None:
    assert queries.shown("tree_health", "good", "vi") == "Tốt"
    assert queries.shown("tree_health", "good", "en") == "Good"
    assert queries.shown("no_such_list", "good", "vi") == "good"


HEAD = "code,title_vi,valid_from,valid_to,colour,successors,source\n"


@pytest.mark.parametrize(
    ("table", "code", "said"),
    [
        (b"", "E-CODE-04", "lacks the columns code, title_vi"),
        (b"code,title_en\nA,a\n", "E-CODE-04", "lacks the columns title_vi"),
        (b"code,title_vi,title_vi\nA,a,b\n", "E-CODE-04", "its columns are"),
        (b"code,title_vi,age\nA,a,3\n", "E-CODE-04", "its columns are code, title_vi, age"),
        (b"code,title_vi\n", "E-CODE-04", "no rows"),
        (b"code,title_vi\nA,a,b,c\n", "E-CODE-04", "more cells than columns in the rows 2"),
        (b"code,title_vi\nA,\xa7\xca\n", "E-CODE-04", "isn't UTF-8"),
        (b'code,title_vi\n"A,a\n', "E-CODE-04", "unexpected end of data"),
        (f"{HEAD}A B,a\n\nC,\n,x\n".encode(), "E-CODE-05", "2 (code 'A B'), 4 (title_vi), 5 (code '')"),
        (f"{HEAD}A+B,a\n".encode(), "E-CODE-05", "2 (code 'A+B')"),
        (f"{HEAD}A,{'a' * 201}\n".encode(), "E-CODE-05", "2 (title_vi)"),
        (f"{HEAD}A,a,2026-02-30\nB,b,,May\n".encode(), "E-CODE-06", "2 (valid_from 2026-02-30), 3 (valid_to May)"),
        (f"{HEAD}A,a,2026-02-03,2026-02-03\n".encode(), "E-CODE-06", "2 (2026-02-03 ≥ 2026-02-03)"),
        (f"{HEAD}A,a,,,red\n".encode(), "E-CODE-07", "2 (red)"),
        (f"{HEAD}A,a\nA,b\n".encode(), "E-CODE-08", "A (…; …)"),
        (f"{HEAD}A,a,,2026-01-02\nA,b,2026-01-01\n".encode(), "E-CODE-08", "A (… 2026-01-02; 2026-01-01 …)"),
        (f"{HEAD}A,a,,,,B\nB,b\n".encode(), "E-CODE-09", "2 (B: no source)"),
        (f"{HEAD}A,a,,,,B [x,s\nB,b\n".encode(), "E-CODE-09", "2 (B [x)"),
        (f"{HEAD}A,a,,,,Z,s\n".encode(), "E-CODE-10", "A → Z"),
        (f"{HEAD}A,a,,,,A,s\n".encode(), "E-CODE-10", "A → A"),
    ],
)
def test_a_table_that_is_refused_changes_nothing(table: bytes, code: str, said: str) -> None:
    streets()
    before = queries.exported("streets")
    for name in ("streets", "fresh"):
        with pytest.raises(CodesRefused) as refused:
            import_list(table, name, title_vi="Khác", replace=True)
        assert refused.value.code == code
        assert said in refused.value.sentence("en")
    assert queries.exported("streets") == before
    assert "fresh" not in queries.list_names()


@pytest.mark.parametrize("name", ["", "Đường", "a b", "1st", "x" * 41, "../x"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(CodesRefused, match="E-CODE-12"):
        import_list(b"code,title_vi\nA,a\n", name)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("none", "A", date(2025, 1, 1)), "E-CODE-01"),
        (("streets", "Z", date(2025, 1, 1)), "E-CODE-02"),
        (("streets", "A", date(2014, 7, 1)), "E-CODE-13"),
        (("streets", "C", date(2014, 7, 1)), "E-CODE-13"),
    ],
)
def test_ends_that_cannot_be(arguments: tuple[str, str, date], code: str) -> None:
    streets()
    before = queries.exported("streets")
    with pytest.raises(DothiError) as refused:
        end_code(*arguments)
    assert refused.value.code == code
    for successors, source, why in ((["B"], " ", "E-CODE-09"), (["Z"], "QĐ 1", "E-CODE-10")):
        with pytest.raises(CodesRefused, match=why):
            end_code("streets", "C", date(2025, 1, 1), successors=successors, source=source)
    assert queries.exported("streets") == before


def test_an_import_says_what_it_changes_and_changes_only_that() -> None:
    streets()
    table = "code;title_vi;valid_from\nB;Đường khu vực;\nC;Ngõ;1/7/2014\nD;Cầu;\n".encode("utf-8-sig")
    said = import_list(table, "streets", dry_run=True)
    assert [(one.kind, one.code) for one in said.changes] == [("changed", "C"), ("added", "D")]
    assert (said.created, said.unchanged, said.kept) == (False, 1, ["A"])
    assert [(one.kind, one.code) for one in import_list(table, "streets", dry_run=True, replace=True).changes] == [
        ("changed", "C"),
        ("added", "D"),
        ("removed", "A"),
    ]
    assert queries.exported("streets") == STREETS.replace("#AA", "#aa").replace("1/8/2024", "2024-08-01")
    assert import_list(table, "streets") == said
    assert [code.code for code in queries.list_named("streets").codes] == ["B", "C", "D", "A", "A"]
    assert import_list(table, "streets").changes == []


class TestShipped:
    """A city corrects what ships; a later version brings what is new, and takes nothing of the city's away."""

    def ship(self, monkeypatch: pytest.MonkeyPatch, *codes: Code) -> None:
        lists = {"kinds": shipped.CodeList("kinds", "Loại", "Kinds", "", codes)}
        shipped.fingerprint.cache_clear()
        for where in ("layers.codes.shipped", "layers.codes.services.load_shipped"):
            monkeypatch.setattr(f"{where}.shipped_lists", lambda: lists)
        load_shipped_lists()
        shipped.fingerprint.cache_clear()

    def titles(self) -> dict[str, str]:
        return {code.code: code.title_vi for code in queries.list_named("kinds").codes}

    def test_later_versions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        a, b, c, d = (Code(name, name.lower()) for name in "ABCD")
        self.ship(monkeypatch, a, b, c)
        import_list(b"code,title_vi\nA,a\nB,city\nX,own\n", "kinds", replace=True)  # C goes, B is corrected
        assert self.titles() == {"A": "a", "B": "city", "X": "own"}
        self.ship(monkeypatch, Code("A", "new", valid_from=date(2020, 1, 1)), Code("B", "new"), Code("C", "new"), d)
        assert self.titles() == {"A": "new", "B": "city", "D": "d", "X": "own"}
        self.ship(monkeypatch, b, d)  # A ships no more: it stays readable
        assert self.titles() == {"B": "city", "D": "d", "A": "new", "X": "own"}

    def test_titles_of_a_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ship(monkeypatch, Code("A", "a"))
        import_list(b"code,title_vi\nA,a\n", "kinds", title_vi="Của thành phố")
        self.ship(monkeypatch, Code("A", "b"))
        assert queries.list_named("kinds").title_vi == "Của thành phố"
        assert self.titles() == {"A": "b"}

    def test_a_second_look_writes_nothing(self) -> None:
        before = CodeList.objects.values_list("changed_at", flat=True)
        load_shipped_lists()
        assert list(before) == list(CodeList.objects.values_list("changed_at", flat=True))
