"""Loading the demo's deliveries, each once."""

import os
from collections.abc import Callable

from gis.demo.city import DEFAULT_SIZE
from gis.demo.deliveries import deliveries
from gis.demo.delivery import Delivery
from gis.setup.steps import timed
from gis.setup.terminal import counted, figure, local
from importers.services import ImportRequest, import_files
from layers.catalog.queries import layer_exists
from layers.features.authority import OPERATOR

SIZE_SETTING = "DOTHI_DEMO_PARCELS"
"""The environment variable for the number of parcels of the synthetic city."""


def load_demo(say: Callable[[str], None], size: int | None = None) -> None:
    """Import what isn't loaded yet and say what came of it. `size`: parcels of the city, else the setting's."""
    missing = [delivery for delivery in deliveries(size or size_wanted()) if not layer_exists(delivery.layer)]
    for delivery in missing:
        with timed(local(f"Importing {delivery.layer}", f"Nhập lớp {delivery.layer}")):
            count = load(delivery)
        say("    " + local(counted(count, "feature"), f"{figure(count)} đối tượng"))


def size_wanted() -> int:
    """DOTHI_DEMO_PARCELS where it is a number, else 8,000."""
    said = os.environ.get(SIZE_SETTING, "")
    return int(said) if said.isdigit() else DEFAULT_SIZE


def load(delivery: Delivery) -> int:
    """Import one delivery and return how many features it brought."""
    requests = [ImportRequest(path, delivery.layer, **delivery.options, by=OPERATOR) for path in delivery.files()]
    return sum(report.imported for report in import_files(requests))
