"""Every public code with its sentence and way out, in English and Vietnamese.

`E-` refuses, `W-` says what was mended, `N-` informs. The middle part names the subject. One module a subject. A code is
never reused; docs/reference/errors.md is generated from these tables and a test holds them together.
"""

from gis.error_texts import (
    access,
    accounts,
    audit,
    checks,
    clients,
    codes,
    data,
    edits,
    encodings,
    features,
    feeds,
    files,
    filters,
    imports,
    jobs,
    layers,
    models,
    operation,
    proxies,
    requests,
    sources,
    units,
    uploads,
)
from gis.error_texts.text import ErrorText

__all__ = ["TEXTS", "ErrorText"]

TEXTS: dict[str, ErrorText] = {
    code: text
    for subject in (
        access, accounts, clients, files, data, layers, codes, features, edits, feeds, models, imports, checks, jobs, operation, requests,
        filters, proxies, units, audit, sources, uploads, encodings,
    )
    for code, text in subject.TEXTS.items()
}
