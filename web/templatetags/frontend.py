"""Built scripts and styles by their entry's name, through the manifest that the front end's build writes."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static

register = template.Library()

MANIFEST = "map/manifest.json"


@register.simple_tag
def frontend_script(entry: str) -> str:
    """The address of an entry's script, or an empty string before the front end was built."""
    file = _entry(entry).get("file", "")
    return static(f"map/{file}") if file else ""


@register.simple_tag
def frontend_styles(entry: str) -> list[str]:
    """The addresses of an entry's style sheets, those that it shares with other entries first."""
    manifest, own = _manifest_in_use(), _entry(entry)
    parts = [*(manifest.get(name, {}) for name in own.get("imports", [])), own]
    return [static(f"map/{file}") for file in dict.fromkeys(file for part in parts for file in part.get("css", []))]


@register.simple_tag
def frontend_preloads(entry: str) -> list[str]:
    """The addresses of the scripts that an entry's script imports, so that browsers fetch them together."""
    files = (_manifest_in_use().get(name, {}).get("file", "") for name in _entry(entry).get("imports", []))
    return [static(f"map/{file}") for file in files if file]


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, language: str) -> str:
    """This page's own address in another language."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"?lang={language}"
    query = request.GET.copy()
    query["lang"] = language
    return f"{request.path}?{query.urlencode()}"


def _entry(name: str) -> dict[str, Any]:
    entry: dict[str, Any] = _manifest_in_use().get(f"src/{name}.ts", {})
    return entry


def _manifest_in_use() -> dict[str, Any]:
    found = finders.find(MANIFEST)
    if not isinstance(found, str):
        return {}
    path = Path(found)
    return _manifest(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _manifest(path: Path, changed: int) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest
