"""The importers' kind of job: `import` loads files in the background, and ends in the transaction that loads them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection

from gis.errors import FileRefused, Finding, LayerRefused
from gis.plurals import plural
from importers.services.crs_choice import CrsProposed
from importers.services.request import ImportReport, NothingImported
from importers.sources.contract import SourceRefused, has_secret, shown
from importers.uploads import remove, remove_expired, remove_marked
from layers.access.queries import view_for
from layers.access.rights import Right
from layers.catalog.queries import get_run, stored_description
from layers.catalog.services import close_abandoned_runs
from layers.features.authority import OPERATOR, Author
from layers.features.queries.communes import COMMUNES_LAYER
from layers.jobs.attempt import JobStopped, RunningJob
from layers.jobs.chores import chore
from layers.jobs.kinds import job_kind
from layers.jobs.sentence import Sentence
from layers.jobs.services import enqueue

KIND, REFRESH_KIND, UNDO_KIND = "import", "refresh_communes", "undo_import"
LIMIT_SECONDS = 4 * 3600.0
READING, LOADED = 0.05, 0.95
"""The share of a file's progress that is behind when it has been opened, and when all of it is in."""


def enqueue_import(
    sources: Sequence[Path | str],
    layer: str,
    *,
    requested_by: int | None = None,
    limit: frozenset[Right] | None = None,
    **options: Any,
) -> UUID:
    """Ask for an import in the background, for an account (with no more rights than the `limit` of its key or token) or
    for the operator; gives the job's id.

    Every worker must reach the files by the same path; other sources are addresses. `options` are those of
    ImportRequest but `changes` and `progress`, as JSON holds them, and `upload`: the id of the upload that the files
    are of, which is removed once they are loaded. Raises FileRefused E-FILE-10 where a name carries a secrecy mark,
    SourceRefused E-SOURCE-08 where an address holds a password.
    """
    from importers.reading.marks import refuse_marked_name

    for source in sources:
        refuse_marked_name(Path(shown(str(source))), options.get("source_layer"))
        if has_secret(str(source)):
            raise SourceRefused("E-SOURCE-08", source=shown(str(source)))
    said = [source.name if isinstance(source, Path) else shown(source) for source in sources]
    names = ", ".join(said[:3]) + (" …" if len(said) > 3 else "")
    files = [str(source.absolute()) if isinstance(source, Path) else source for source in sources]
    who = _who(requested_by, limit)
    return enqueue(
        KIND, subject=f"{names} → {layer}", requested_by=requested_by, files=files, layer=layer, **who, **options
    )


@job_kind(KIND, title=Sentence(vi="Nhập tệp", en="Import"), limit_seconds=LIMIT_SECONDS)
def import_in_background(job: RunningJob, *, files: list[str], layer: str, **options: Any) -> dict[str, Any]:
    """All files or none; the result is a summary of each file's report, without any value of a feature.

    Raises:
        DothiError: whatever refuses the import, with its own code.
    """
    from importers.services import import_files
    from importers.services.fetch import brought, request_for

    by = _author(options)
    words = {name: value for name, value in options.items() if name != "source_layer"}

    def end(reports: list[ImportReport]) -> None:
        author = _author(options)  # a right that ended while the import ran doesn't hold any more
        if author is not OPERATOR:
            author.demand_described(Right.IMPORT, stored_description(layer))
        for report in reports:
            job.log(_counts(report))
        if layer == COMMUNES_LAYER:
            # By then this job has ended: nothing may be left to do under its name.
            next_job = enqueue(REFRESH_KIND, subject=", ".join(Path(path).name for path in files))
            job.log(
                Sentence(
                    f"Tác vụ {next_job} xác định lại xã, phường của đối tượng trong các lớp khác.",
                    f"The communes of other layers' features are found anew by the job {next_job}.",
                )
            )
        job.succeed(_summary(reports))

    try:
        with brought(files, options.get("source_layer"), _fetching(job)) as found:
            requests = [
                request_for(one, layer, by, words, _Progress(job, one.path.name, number, len(found)))
                for number, one in enumerate(found)
            ]
            reports = import_files(requests, job=job.id, before_commit=end)
    except (FileRefused, CrsProposed) as refused:
        remove_marked(options.get("upload"), refused)
        findings = refused.findings if isinstance(refused, NothingImported | CrsProposed) else ()
        for finding in findings:
            said = _unseen(finding)
            job.log(Sentence(*(f"{said.code} ({said.count}): {said.message(one)}" for one in ("vi", "en"))))
        raise
    except (DatabaseError, InterfaceError) as lost:
        _stopped_without_its_session(job, lost)
        raise
    if "upload" in options and not options.get("dry_run"):
        remove(UUID(options["upload"]))
    return _summary(reports)


@chore(every_seconds=600)
def remove_old_uploads() -> None:
    """What was sent and not looked at any more isn't kept."""
    remove_expired()


def _who(account: int | None, limit: frozenset[Right] | None) -> dict[str, Any]:
    """In the parameters too: what an account asked for is never done with more rights than that account's, even if the
    account should be gone by then."""
    who: dict[str, Any] = {} if account is None else {"account": account}
    return who if limit is None else {**who, "limit": sorted(limit)}


def _author(options: Mapping[str, Any]) -> Author:
    """Who asked, with the rights that they have now."""
    if "account" not in options:
        return OPERATOR
    return view_for(options["account"], frozenset(map(Right, options["limit"])) if "limit" in options else None)


@job_kind(
    REFRESH_KIND, title=Sentence(vi="Xác định lại xã, phường", en="Communes found anew"), limit_seconds=LIMIT_SECONDS
)
def refresh_after_import(job: RunningJob) -> dict[str, Any]:
    """Every layer that has communes, one after the other; may be begun twice. The result names those that were in use
    all the time and have their codes of before."""
    from layers.features.services import layers_with_communes, refresh_communes

    layers, busy = layers_with_communes(), []
    for number, name in enumerate(layers):
        job.progress(number / len(layers), Sentence(f"Lớp {name}", f"The layer {name}"))
        try:
            refresh_communes(name)
        except LayerRefused as refused:
            busy.append(name)
            job.log(Sentence(refused.sentence("vi"), refused.sentence("en")))
    return {"layers": len(layers) - len(busy), "busy": busy}


def enqueue_undo(
    run: int, *, requested_by: int | None = None, limit: frozenset[Right] | None = None, keep_later: bool = False
) -> UUID:
    """Ask for a run to be undone in the background, for whom `enqueue_import` says; gives the job's id.

    Raises:
        NotFound: E-RUN-08.
    """
    found = get_run(run)
    subject = f"{run}: {found.source} → {found.layer}"
    return enqueue(
        UNDO_KIND,
        subject=subject,
        requested_by=requested_by,
        run=run,
        layer=found.layer,  # by which it is decided who may see the job
        keep_later=keep_later,
        **_who(requested_by, limit),
    )


@job_kind(UNDO_KIND, title=Sentence(vi="Hoàn tác lần nhập", en="Undo an import"), limit_seconds=LIMIT_SECONDS)
def undo_in_background(job: RunningJob, *, run: int, keep_later: bool, **who: Any) -> dict[str, Any]:
    """All of it or nothing; the result says how many features were what.

    Raises:
        DothiError: see `undo_run`.
    """
    from layers.features.services import Undone, undo_run

    def end(undone: Undone) -> None:
        if undone.layer == COMMUNES_LAYER:
            enqueue(REFRESH_KIND, subject=str(run))
        job.succeed(asdict(undone))

    return asdict(undo_run(run, by=_author(who), keep_later=keep_later, job=job.id, before_commit=end))


def _stopped_without_its_session(job: RunningJob, lost: Exception) -> None:
    """Where its session was taken from an attempt that was told to stop, its runs are closed in a new one.

    Raises:
        JobStopped: why it was told to.
    """
    try:
        job.check()
    except JobStopped as stopped:
        connection.close()
        close_abandoned_runs(job.id, stopped.code)
        raise stopped from lost


def _fetching(job: RunningJob) -> Callable[[int], None]:
    """What a fetching says of how far it is; it hears there that the job was cancelled."""

    def say(done: int) -> None:
        job.progress(0.0, Sentence(f"Đang lấy dữ liệu: {_vi(done)}", f"Fetching: {done:,}"))

    return say


class _Progress:
    """One file's steps as shares of the job, in words."""

    def __init__(self, job: RunningJob, name: str, number: int, files: int) -> None:
        self.job, self.name, self.number, self.files = job, name, number, files

    def __call__(self, done: int, of: int) -> None:
        """`of` is 0 while the file is being read, its number of features afterwards."""
        if of == 0:
            self._say(READING / 2, f"Đang đọc {self.name}: {_vi(done)} đối tượng", f"Reading {self.name}: {done:,}")
        elif done == 0:
            self.job.log(Sentence(f"Đã đọc {self.name}: {_vi(of)} đối tượng", f"Read {self.name}: {_en(of)}"))
            self._say(READING, f"Đang kiểm tra {_vi(of)} đối tượng của {self.name}", f"Checking {of:,} of {self.name}")
        elif done < of:
            share = READING + (LOADED - READING) * done / of
            self._say(
                share, f"Đang nhập {self.name}: {_vi(done)} / {_vi(of)}", f"Loading {self.name}: {done:,} / {of:,}"
            )
        else:
            self._say(LOADED, f"Đang hoàn tất lớp: {_vi(of)} đối tượng", f"Finishing the layer: {_en(of)}")

    def _say(self, share: float, vi: str, en: str) -> None:
        self.job.progress((self.number + share) / self.files, Sentence(vi, en))


def _summary(reports: list[ImportReport]) -> dict[str, Any]:
    """Counts, systems and findings; no preview: who may see a job may not see every field."""
    plain = (
        "source", "format", "layer", "created", "read", "imported", "inserted", "changed", "unchanged", "retired",
        "repaired", "rejected", "mode", "crs", "storage_crs", "encoding", "run", "dry_run",
    )  # fmt: skip
    return {
        "files": [
            {
                **{name: getattr(report, name) for name in plain},
                "seconds": round(report.seconds, 1),
                "issues": [
                    {
                        "code": finding.code,
                        "severity": str(finding.severity),
                        "count": finding.count,
                        "message": {language: _unseen(finding).message(language) for language in ("vi", "en")},
                    }
                    for finding in report.findings
                ],
            }
            for report in reports
        ]
    }


def _unseen(finding: Finding) -> Finding:
    """The finding without the values of features that it quotes: they may be personal."""
    return replace(finding, values={**finding.values, "values": "…"}) if "values" in finding.values else finding


def _counts(report: ImportReport) -> Sentence:
    counts = (report.read, report.imported, report.repaired, report.rejected)
    return Sentence(
        "{}: đọc {}, nhập {}, sửa {}, loại {}".format(report.source, *map(_vi, counts)),
        "{}: read {:,}, imported {:,}, repaired {:,}, rejected {:,}".format(report.source, *counts),
    )


def _en(number: int) -> str:
    """`1 feature`, `1,234 features`"""
    return f"{number:,} {plural(number, 'feature')}"


def _vi(number: int) -> str:
    return f"{number:,}".replace(",", ".")
