"""What a signed-in person has to do before anything else."""

from enum import StrEnum

from layers.accounts.models import User
from layers.accounts.passwords import must_be_changed
from layers.accounts.queries.accounts import has_second_factor


class NextStep(StrEnum):
    """Where a session stands."""

    NOTHING = ""
    PASSWORD = "password"  # noqa: S105  the name of a step
    ENROL = "enrol"
    SECOND_FACTOR = "second-factor"


def next_step(user: User, *, staff: bool, proved: bool) -> NextStep:
    """The next step for a person. `proved`: this session has shown a second factor.

    Staff without a second factor enrol one; staff who have one, but came in another way, show it.
    """
    if must_be_changed(user):
        return NextStep.PASSWORD
    if not staff or proved:
        return NextStep.NOTHING
    return NextStep.SECOND_FACTOR if has_second_factor(user.pk) else NextStep.ENROL
