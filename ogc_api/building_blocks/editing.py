"""OGC API - Features, Part 4: create, replace, update, delete; and several edits as one.

Its operations stand beside what is read at the same addresses: `ogc_api.building_blocks.features` has them.
"""

from ogc_api.block import BuildingBlock, Operation, Route
from ogc_api.editing.operations import CONTENT_CRS
from ogc_api.editing.transaction import ACTIONS, TYPES, transact
from ogc_api.links import JSON
from ogc_api.parameters import LANGUAGE

_TRANSACTION = {
    "type": "object",
    "required": ["transaction"],
    "properties": {
        "semantic": {"type": "string", "enum": ["atomic"], "default": "atomic"},
        "transaction": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["action", "collection"],
                "properties": {
                    "action": {"type": "string", "enum": list(ACTIONS)},
                    "collection": {"type": "string"},
                    "items": {"type": "array", "minItems": 1, "items": {"type": "object"}},
                    "feature": {"type": "object"},
                    "featureId": {"type": "integer", "minimum": 1},
                    "version": {"type": "integer", "minimum": 1},
                    "ifMatch": {"type": "string"},
                },
            },
        },
    },
}
_TRANSACT = Operation(
    transact, "Apply several edits, all of them or none", "Thực hiện nhiều thay đổi trong một giao dịch",
    body=dict.fromkeys(TYPES, _TRANSACTION), answers={"200": "What became of each"}, media_types=(JSON,),
    refusals=("400", "401", "403", "404", "409", "412", "413", "415", "422", "428"), parameters=(LANGUAGE,),
    headers=(CONTENT_CRS,),
)  # fmt: skip
BLOCK = BuildingBlock(
    title="Features, Part 4: Create, Replace, Update and Delete",
    specification="https://docs.ogc.org/DRAFTS/20-002r1.html",
    conformance=(
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/create-replace-delete",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/update",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/optimistic-locking-etags",
        "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/features",
        # What later drafts call the first three.
        "http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/create-replace-delete",
        "http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/update",
        "http://www.opengis.net/spec/ogcapi-common-5/1.0/conf/optimistic-locking-etags",
    ),
    routes=(
        Route(
            "transactions", "transactions", None, "Several edits as one", vi="Nhiều thay đổi trong một giao dịch",
            operations={"POST": _TRANSACT},
        ),
    ),
)  # fmt: skip
