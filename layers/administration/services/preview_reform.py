from django.db import transaction

from layers.access.services.follow_reform import Decisions
from layers.administration.outlines import communes_layer, outlines_layer, read_outlines
from layers.administration.preview import ReformPreview, look_ahead
from layers.administration.queries.gazetteer import gazetteer
from layers.administration.reform import Links
from layers.administration.reform_rules import check_links, check_outlines
from layers.administration.staging import staged

NOTHING_DECIDED: Decisions = {}


@transaction.atomic
def preview_reform(links: Links, outlines: str, areas: Decisions = NOTHING_DECIDED) -> ReformPreview:
    """What applying the links would do, with the token by which `apply_reform` does exactly that. Changes nothing.

    `outlines` is a layer with the fields of the template communes that holds every commune the links lead to. `areas`
    says which parts of a split commune people keep who have rights in it; the preview names those still undecided.

    Raises:
        NotFound: E-UNIT-06 the layer communes isn't loaded, E-LAYER-05 no such layer of outlines.
        InvalidRequest: E-UNIT-13, E-UNIT-14, E-UNIT-15 the links don't hold (see reform_rules), E-UNIT-22 what is
            decided isn't possible.
        LayerRefused: E-UNIT-16, E-UNIT-17, E-UNIT-20 the outlines don't fit the links.
    """
    communes_layer()
    known = gazetteer()
    check_links(links, known)
    described = outlines_layer(outlines)
    new = read_outlines(described, links.valid_from)
    check_outlines(outlines, new, links, known)
    with staged(links, described, areas) as reform:
        return look_ahead(reform, new, known)
