"""Loading the demo's deliveries, each once."""

from collections.abc import Callable

from gis.demo.deliveries import DELIVERIES, Delivery
from gis.setup.steps import timed
from gis.setup.terminal import figure, local
from importers.services import ImportRequest, import_files
from layers.catalog.queries import layer_exists


def load_demo(say: Callable[[str], None]) -> None:
    """Import what isn't loaded yet and say what came of it."""
    missing = [delivery for delivery in DELIVERIES if not layer_exists(delivery.layer)]
    for delivery in missing:
        with timed(local(f"Importing {delivery.layer}", f"Nhập lớp {delivery.layer}")):
            count = load(delivery)
        say(f"    {figure(count)} " + local("features", "đối tượng"))


def load(delivery: Delivery) -> int:
    """Import one delivery and return how many features it brought."""
    requests = [ImportRequest(path, delivery.layer, **delivery.options) for path in delivery.files()]
    return sum(report.imported for report in import_files(requests))
