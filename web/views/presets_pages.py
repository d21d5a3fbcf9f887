"""Presets for people: a list, and each with what it maps, its renaming and its removal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from gis.errors import DothiError
from gis.spatial.crs import parse_crs
from layers.access.events import refused
from layers.access.view import View
from layers.catalog.description import Title
from layers.codes.queries import codes_of
from layers.imports.preset import Preset, signature
from layers.imports.queries import list_presets, shown_preset
from layers.imports.services import remove_preset, rename_preset
from web.api.uploads import answer
from web.errors import status_of
from web.importing import importer_of


@require_safe
def presets_page(request: HttpRequest) -> HttpResponse:
    """All that may be used, by name. Raises NotAllowed: E-UPLOAD-08."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    view = importer_of(request).view
    rows = [_row(one, view) for one in list_presets(view)]
    return answer(render(request, "web/presets.html", {"rows": rows}))


@require_http_methods(["GET", "HEAD", "POST"])
def preset_page(request: HttpRequest, name: str) -> HttpResponse:
    """One; a POST renames or removes it, and leads to where it is then. Raises NotAllowed: E-UPLOAD-08. NotFound:
    E-MAP-02."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    view = importer_of(request).view
    preset = shown_preset(view, name)
    refusal: DothiError | None = None
    if request.method == "POST":
        try:
            return _done(request, preset, view)
        except DothiError as error:
            refused(error, request.path)
            refusal = error
    context = {
        **_row(preset, view),
        "typed": request.POST.get("name", preset.name),
        "refusal": _told(refusal) if refusal else None,
        "fields": _fields(preset, view),
        "aside": _aside(preset),
        "values": _values(preset, view),
        "facts": _facts(preset),
    }
    return answer(render(request, "web/preset.html", context, status=status_of(refusal) if refusal else 200))


def _done(request: HttpRequest, preset: Preset, view: View) -> HttpResponse:
    deed, new = request.POST.get("deed"), request.POST.get("name", "").strip()
    if deed == "rename":
        rename_preset(preset.name, new, by=view)
        messages.success(request, gettext("Renamed."))
        return redirect("web:preset-page", new)
    if deed == "remove":
        remove_preset(preset.name, by=view)
        messages.success(request, gettext("Removed: %(name)s.") % {"name": preset.name})
        return redirect("web:presets-page")
    raise Http404


def _row(one: Preset, view: View) -> dict[str, Any]:
    return {
        "preset": one,
        "title": _said(view.layers[one.layer].title) if one.layer in view.layers else one.layer,
        "mapped": len(one.mapping),
        "replaced": sum(len(values) for values in one.value_maps.values()),
    }


def _fields(one: Preset, view: View) -> list[tuple[str, str, str]]:
    """Column, field, and what the field is called."""
    return [(column, name, _title_of(name, one, view)) for column, name in one.mapping.items()]


def _aside(one: Preset) -> list[str]:
    """Columns that fill no field."""
    mapped = set(signature(one.mapping))
    return [column for column in one.columns if column not in mapped]


def _values(one: Preset, view: View) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """By field: value of the source, value of the layer, and what that means where it is a code."""
    found = []
    for name, values in one.value_maps.items():
        field = view.layers[one.layer].field_named(name) if one.layer in view.layers else None
        codes = codes_of(field.code_list) if field and field.code_list else ()
        meanings = {code.code: _said(Title(code.title_vi, code.title_en)) for code in codes}
        pairs = [(old, new, meanings.get(new, "")) for old, new in values.items()]
        found.append((_title_of(name, one, view), pairs))
    return found


def _facts(one: Preset) -> list[tuple[str, str]]:
    """What it says besides, each with its name."""
    crs = parse_crs(one.crs) if one.crs else None
    facts = [
        (gettext("Coordinate system, where the file says none"), f"{crs.name} · {one.crs}" if crs else ""),
        (gettext("Text encoding"), one.encoding.upper() if one.encoding else gettext("found for each column")),
        (gettext("Axes"), gettext("swapped") if one.options.get("swap_axes") else ""),
        (gettext("Unit of coordinates"), str(one.options.get("unit") or "")),
        (gettext("Place of the data"), str(one.options.get("place") or "")),
    ]
    return [(name, value) for name, value in facts if value]


def _title_of(name: str, one: Preset, view: View) -> str:
    field = view.layers[one.layer].field_named(name) if one.layer in view.layers else None
    return _said(field.title) if field else name


def _told(error: DothiError) -> dict[str, str]:
    language = get_language() or "vi"
    return {"code": error.code, "sentence": error.sentence(language), "way_out": error.way_out(language)}


def _said(title: Title) -> str:
    return title.en if get_language() == "en" else title.vi
