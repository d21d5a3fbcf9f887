from django.db.models import F

from layers.catalog.models import CatalogVersion


def raise_version() -> None:
    """Tell every worker that the catalog changed; takes effect with the surrounding transaction."""
    if not CatalogVersion.objects.filter(pk=1).update(number=F("number") + 1):
        CatalogVersion.objects.create(pk=1, number=2)
