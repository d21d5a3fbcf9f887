"""`/account/access/roles`: the roles, and one role as a table of rights and choices of layers."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from layers.access.queries.lists import RoleFacts
from layers.access.queries.lists import roles as all_roles
from layers.access.rights import ON_LAYERS, ON_PRODUCT, Right
from layers.access.roles import PUBLIC
from layers.access.services import add_role, change_role, remove_role
from layers.access.services.roles import FOR_EVERYBODY
from layers.catalog.themes import THEMES
from web.views.access.answers import Posted, for_managers, page, said
from web.views.access.words import choice_title, right_title, shown_rights

COLUMNS = [right for right in Right if right in ON_LAYERS]
STANDING = (
    "*",
    "own",
    *(f"access:{one}" for one in ("open", "public", "shared", "restricted")),
    *(f"theme:{t}" for t in THEMES),
)
"""The rows that every role's table has."""


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Each with its rights in words; a form adds one."""
    rows = [{"facts": one, "title": said(one.vi, one.en), "rights": shown_rights(one)} for one in all_roles()]
    return page(request, "web/access/roles.html", {"rows": rows}, {"add": _add})


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, code: str) -> HttpResponse:
    """One role's table."""
    found = next((one for one in all_roles() if one.code == code), None)
    if found is None:
        raise Http404
    context = {
        "facts": found,
        "title": said(found.vi, found.en),
        "columns": [right_title(right) for right in COLUMNS],
        "table": _table(found),
        "on_product": [] if code == PUBLIC else [_cell(found, right, "-") for right in Right if right in ON_PRODUCT],
        "public": code == PUBLIC,
        "removable": not found.shipped and not found.holders,
    }

    def change(by: int, form: Posted) -> str:
        pairs = [tuple(pair.split(" ", 1)) for pair in form.many("right") if " " in pair]
        layer = form.text("layer")
        pairs += [(right, f"layer:{layer}") for right in form.many("layer_right") if layer]
        change_role(code, pairs, reason=form.text("reason"), by=by)  # type: ignore[arg-type]  # pairs, see above
        return said("Đã đặt lại quyền của vai trò.", "The role has these rights now.")

    def remove(by: int, form: Posted) -> str:
        remove_role(code, reason=form.text("reason"), by=by)
        return said("Đã xóa vai trò.", "The role is removed.")

    back = reverse("web:access-roles") if request.POST.get("deed") == "remove" else ""
    return page(request, "web/access/role.html", context, {"change": change, "remove": remove}, back)


def _add(by: int, form: Posted) -> str:
    add_role(form.text("code"), form.text("vi"), form.text("en"), [], reason=form.text("reason"), by=by)
    return said("Đã thêm vai trò; hãy chọn quyền cho vai trò.", "The role is added; now choose its rights.")


def _table(found: RoleFacts) -> Sequence[dict[str, Any]]:
    own = [choice for _right, choice in found.rights if choice not in STANDING and choice != "-"]
    return [
        {"choice": choice, "title": choice_title(choice), "cells": [_cell(found, right, choice) for right in COLUMNS]}
        for choice in (*STANDING, *dict.fromkeys(own))
    ]


def _cell(found: RoleFacts, right: Right, choice: str) -> dict[str, Any]:
    return {
        "value": f"{right} {choice}",
        "right": str(right),
        "title": right_title(right),
        "given": (str(right), choice) in found.rights,
        "possible": found.code != PUBLIC or (right in FOR_EVERYBODY and choice != "own"),
    }
