"""Who may follow a job, see what came of it and cancel it: an import's report is an exit as any other."""

from layers.access.rights import EVERY_LAYER, Right
from layers.access.view import View
from layers.jobs.queries import JobFacts


def may_follow(view: View, account: int | None, job: JobFacts, limit: frozenset[Right] | None = None) -> bool:
    """Whoever asked for it (by the account's id); who may import into its layer, everywhere; and of jobs that concern
    every layer, or one that isn't there yet, who may import into any. A key or token (`limit`) needs the scope to
    import."""
    if account is None or (limit is not None and Right.IMPORT not in limit):
        return False
    if job.requested_by_id == account:
        return True
    layer = job.parameters.get("layer")
    if isinstance(layer, str) and layer in view.layers:
        return view.place(Right.IMPORT, layer) is None
    return any(g.right is Right.IMPORT and g.choice == EVERY_LAYER and g.communes is None for g in view.grants)
