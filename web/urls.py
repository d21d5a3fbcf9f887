"""URLs for people, and the JSON that OGC API doesn't cover."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from web.api.audit import audit, export
from web.api.clients import caller, client, clients
from web.api.codes import code_lists, codes
from web.api.files import file
from web.api.form import form
from web.api.history import history
from web.api.import_reports import report, report_as_page
from web.api.imports import imports, preview, targets
from web.api.jobs import cancel, job
from web.api.layers import layers
from web.api.powers import powers
from web.api.presets import preset, presets
from web.api.runs import run, undo
from web.api.search import search
from web.api.units import units
from web.api.uploads import upload, uploads
from web.api.webhooks import start as start_webhook
from web.api.webhooks import webhook, webhooks
from web.errors import coded
from web.views.access.organisations import organisations
from web.views.access.other_lists import powers as powers_page
from web.views.access.other_lists import withheld
from web.views.access.own_rights import own_rights
from web.views.access.people import people
from web.views.access.role_pages import role, roles
from web.views.audit_page import audit_page
from web.views.client_page import client_page, end, limits, make, revoke_key
from web.views.clients_page import clients_page
from web.views.import_page import import_page
from web.views.job_page import job_page
from web.views.map_page import map_page
from web.views.oauth import metadata, revoke, token, token_state
from web.views.presets_pages import preset_page, presets_page
from web.views.runs_pages import run_page, runs_page

app_name = "web"
urlpatterns = [
    path("", coded(map_page), name="map"),
    path("api/layers", coded(layers), name="layers"),
    path("api/layers/<slug:layer>/form", coded(form), name="form"),
    path("api/layers/<slug:layer>/features/<int:feature_id>/history", coded(history), name="history"),
    path("api/layers/<slug:layer>/features/<int:feature_id>/files/<slug:field>", coded(file), name="file"),
    path("api/audit", coded(audit), name="audit"),
    path("api/clients", coded(clients), name="api-clients"),
    path("api/clients/me", coded(caller), name="api-caller"),
    path("api/clients/<slug:code>", coded(client), name="api-client"),
    path("api/codes", coded(code_lists), name="code-lists"),
    path("api/codes/<slug:name>", coded(codes), name="codes"),
    path("api/imports", coded(imports), name="imports"),
    path("api/imports/presets", coded(presets), name="import-presets"),
    path("api/imports/presets/<str:name>", coded(preset), name="import-preset"),
    path("api/imports/runs/<int:run_id>", coded(run), name="import-run"),
    path("api/imports/runs/<int:run_id>/undo", coded(undo), name="import-run-undo"),
    re_path(
        r"^api/imports/runs/(?P<run_id>[0-9]{1,18})/report\.(?P<kind>json|csv|gpkg)$",
        coded(report),
        name="import-report",
    ),
    path("api/imports/targets", coded(targets), name="import-targets"),
    path("api/imports/uploads", uploads, name="import-uploads"),
    path("api/imports/uploads/<uuid:upload_id>", coded(upload), name="import-upload"),
    path("api/imports/uploads/<uuid:upload_id>/preview", coded(preview), name="import-preview"),
    path("api/jobs/<uuid:job_id>", coded(job), name="job"),
    path("api/jobs/<uuid:job_id>/cancel", coded(cancel), name="job-cancel"),
    path("audit", coded(audit_page), name="audit-page"),
    path("audit/export.csv", coded(export), {"kind": "csv"}, name="audit-csv"),
    path("audit/export.jsonl", coded(export), {"kind": "jsonl"}, name="audit-jsonl"),
    path("import", coded(import_page), name="import-page"),
    path("import/presets", coded(presets_page), name="presets-page"),
    path("import/presets/<str:name>", coded(preset_page), name="preset-page"),
    path("import/runs", coded(runs_page), name="runs-page"),
    path("import/runs/<int:run_id>", coded(run_page), name="run-page"),
    path("import/runs/<int:run_id>/report", coded(report_as_page), name="run-report"),
    path("jobs/<uuid:job_id>", coded(job_page), name="job-page"),
    path("api/decision-powers", coded(powers), name="decision-powers"),
    path("account/rights", coded(own_rights), name="own-rights"),
    path("account/access", coded(people), name="access"),
    path("account/access/organisations", coded(organisations), name="access-organisations"),
    path("account/access/roles", coded(roles), name="access-roles"),
    path("account/access/roles/<slug:code>", coded(role), name="access-role"),
    path("account/access/withheld", coded(withheld), name="access-withheld"),
    path("account/access/powers", coded(powers_page), name="access-powers"),
    path("account/clients", coded(clients_page), name="clients"),
    path("account/clients/<slug:code>", coded(client_page), name="client"),
    path("account/clients/<slug:code>/keys", coded(make), name="client-make-key"),
    path("account/clients/<slug:code>/keys/<int:key>/revoke", coded(revoke_key), name="client-revoke"),
    path("account/clients/<slug:code>/limits", coded(limits), name="client-limits"),
    path("account/clients/<slug:code>/end", coded(end), name="client-end"),
    path("api/search", coded(search), name="search"),
    path("api/units", coded(units), name="units"),
    path("api/webhooks", coded(webhooks), name="webhooks"),
    path("api/webhooks/<str:webhook_id>", coded(webhook), name="webhook"),
    path("api/webhooks/<str:webhook_id>/start", coded(start_webhook), name="webhook-start"),
    path("oauth/token", csrf_exempt(token), name="oauth-token"),  # a secret is shown, no cookie
    path("oauth/revoke", csrf_exempt(revoke), name="oauth-revoke"),
    path("oauth/introspect", csrf_exempt(token_state), name="oauth-introspect"),
    path(".well-known/oauth-authorization-server", metadata, name="oauth-metadata"),
]
