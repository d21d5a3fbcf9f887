"""`GET /api/layers/…/files/…`: what a feature names, and nothing else that lies in the storage."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gis.errors import DothiError
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.files import LIMIT_MB, put_away
from layers.features.authority import OPERATOR
from layers.features.services import add_feature, change_feature, create_layer

PDF = b"%PDF-1.7\n" + b"x" * 100
POINT = {"type": "Point", "coordinates": [106.82, 10.95]}


@pytest.fixture
def stored(db: None, settings: Any, tmp_path: Path, describe: Callable[..., LayerDescription]) -> str:
    """A layer with a public and a personal file field; the name of a file put away."""
    settings.MEDIA_ROOT = tmp_path / "files"
    create_layer(
        replace(
            describe("permits", kind="point"),
            fields=tuple(
                FieldDescription(name, Title(name, name), FieldType.FILE, personal=personal)
                for name, personal in (("decision", False), ("identity", True))
            ),
        )
    )
    path = tmp_path / "Quyết định 12.pdf"
    path.write_bytes(PDF)
    return put_away(path)


def test_what_a_feature_names_is_given(client: Client, stored: str) -> None:
    feature = add_feature("permits", {"decision": stored}, POINT, by=OPERATOR).id
    answer = client.get(f"/api/layers/permits/features/{feature}/files/decision")
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    change_feature("permits", feature, {"decision": None}, by=OPERATOR)
    assert client.get(f"/api/layers/permits/features/{feature}/files/decision").status_code == 404


def test_personal_files_and_others_are_not(client: Client, stored: str) -> None:
    feature = add_feature("permits", {"identity": stored}, POINT, by=OPERATOR).id
    for path in ("identity", "decision", "extra", "nothing"):
        answer = client.get(f"/api/layers/permits/features/{feature}/files/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "E-FEATURE-09")
    assert client.get("/api/layers/nothing/features/1/files/decision").status_code == 404


def test_the_same_content_is_kept_once(stored: str, tmp_path: Path) -> None:
    assert put_away(tmp_path / "Quyết định 12.pdf") == stored
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<script>"),
        ("a.svg", b"<svg onload=x>"),
        ("a.png", b"<html>"),  # not what its ending says
        ("a.pdf", b""),
        ("a", PDF),
        ("a.exe", b"MZ"),
        ("large.pdf", PDF + b"x" * (LIMIT_MB * 1_000_000)),
    ],
)
def test_refused(stored: str, tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DothiError) as refused:
        put_away(path)
    assert refused.value.code == "E-FEATURE-08"
    with pytest.raises(DothiError) as gone:
        put_away(tmp_path / "nothing.pdf")
    assert gone.value.code == "E-FEATURE-08"
