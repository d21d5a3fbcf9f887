"""The operations of `/items` and `/items/{featureId}`, as the API definition tells them."""

from layers.access.rights import Right
from ogc_api.block import Operation, Parameter
from ogc_api.editing import views
from ogc_api.editing.body import MERGE_PATCH
from ogc_api.editing.schemas import feature_or_collection, feature_reference, patch_reference
from ogc_api.links import GEOJSON, JSON
from ogc_api.parameters import LANGUAGE

CONTENT_CRS = Parameter(
    "Content-Crs", "Coordinate system of what is sent, as a URI in angle brackets; CRS84 where it is left out",
    {"type": "string"}, vi="Hệ tọa độ của nội dung gửi lên, ghi URI trong ngoặc nhọn; mặc định CRS84",
)  # fmt: skip
IF_MATCH = Parameter(
    "If-Match", "The ETag that came with the feature: it is refused with 412 where another version stands by now",
    {"type": "string"}, vi="ETag đã nhận cùng đối tượng; bị từ chối (412) nếu nay đã có phiên bản khác",
)  # fmt: skip
_WRITING = ("400", "401", "403", "404", "409", "413", "415", "422")
_CHANGING = (*_WRITING, "412", "428")
_CHANGED = {"204": "Done; the ETag has the version in which it stands now"}

CREATE = Operation(
    views.create, "Add a feature, or all of a collection or none", "Thêm một đối tượng, hoặc cả một tập trong một lần",
    body={GEOJSON: feature_or_collection, JSON: feature_or_collection},
    answers={"201": "Added: Location and ETag of one feature, or a list of ids and versions"},
    media_types=(JSON,), refusals=_WRITING, parameters=(LANGUAGE,), headers=(CONTENT_CRS,), right=Right.EDIT,
)  # fmt: skip
REPLACE = Operation(
    views.replace, "Replace a feature", "Thay toàn bộ một đối tượng",
    body={GEOJSON: feature_reference, JSON: feature_reference}, answers=_CHANGED, refusals=_CHANGING,
    parameters=(LANGUAGE,), headers=(IF_MATCH, CONTENT_CRS), right=Right.EDIT,
)  # fmt: skip
UPDATE = Operation(
    views.update, "Change some of a feature", "Sửa một phần của đối tượng",
    body={MERGE_PATCH: patch_reference, GEOJSON: patch_reference, JSON: patch_reference}, answers=_CHANGED,
    refusals=_CHANGING, parameters=(LANGUAGE,), headers=(IF_MATCH, CONTENT_CRS), right=Right.EDIT,
)  # fmt: skip
DELETE = Operation(
    views.delete, "Remove a feature", "Xóa một đối tượng", answers={"204": "Removed; its history stays"},
    refusals=("400", "401", "403", "404", "409", "412", "428"), parameters=(LANGUAGE,), headers=(IF_MATCH,),
    right=Right.EDIT,
)  # fmt: skip
