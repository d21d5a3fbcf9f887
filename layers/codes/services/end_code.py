from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from gis.errors import CodesRefused, NotFound
from layers.audit.services import record
from layers.codes.meaning import Code, Successor
from layers.codes.models import CodeList as CodeListRow
from layers.codes.queries import stored_codes
from layers.codes.services.writing import take_turn, write_codes


@transaction.atomic
def end_code(name: str, code: str, day: date, *, successors: Sequence[str] = (), source: str = "") -> Code:
    """Let a code hold no more from a day on, and return its meaning as it is then. It stays readable.

    `successors` are the codes that its meaning went over to, as `source` (a document) says.

    Raises:
        NotFound: E-CODE-01, E-CODE-02. CodesRefused: E-CODE-09 successors without a source, E-CODE-10 one that isn't in
            the list, E-CODE-13 the code doesn't hold on the day before.
    """
    take_turn()
    row = CodeListRow.objects.filter(name=name).first()
    codes = stored_codes(name)
    story = [one for one in codes if one.code == code]
    if row is None or not story:
        raise NotFound("E-CODE-02", list=name, value=code[:80])
    before = next((one for one in story if one.holds_on(day - timedelta(days=1))), None)
    if before is None:
        raise CodesRefused("E-CODE-13", list=name, value=code, day=day, spans="; ".join(one.span for one in story))
    if successors and not source.strip():
        raise CodesRefused("E-CODE-09", name=name, rows=f"{code} → {', '.join(successors)}")
    links = {one.code: one for one in before.successors} | {to: Successor(to, source.strip()) for to in successors}
    after = replace(before, valid_to=day, successors=tuple(links.values()))
    if after != before:
        write_codes(row, [after if one is before else one for one in codes])
        record("codes.ended", subject=name, details={"code": code, "day": day, "successors": list(successors)})
    return after
