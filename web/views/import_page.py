"""The page on which a file is imported step by step; its script asks `/api/imports` for all of it."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from importers.registry import FORMATS
from importers.uploads.names import MAIN_OF
from web.importing import importer_of
from web.templatetags.frontend import frontend_script


@require_safe
def import_page(request: HttpRequest) -> HttpResponse:
    """For those who may import; others are asked to sign in. Raises NotAllowed: E-UPLOAD-08."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    importer_of(request)
    endings = {ending for one in FORMATS for ending in one.suffixes} | {e for parts in MAIN_OF.values() for e in parts}
    config = {
        "uploads_url": reverse("web:import-uploads"),
        "imports_url": reverse("web:imports"),
        "targets_url": reverse("web:import-targets"),
        "runs_url": reverse("web:runs-page"),
        "presets_url": reverse("web:presets-page"),
        "jobs_url": reverse("web:map") + "api/jobs",
        "layers_url": reverse("web:layers"),
        "worker_url": frontend_script("tile-worker"),
        "limit_mb": settings.UPLOAD_MB,
        "formats": [one.title for one in FORMATS],
        "endings": sorted(endings),
    }
    response = render(request, "web/import.html", {"import_config": config})
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, no_cache=True)
    return response
