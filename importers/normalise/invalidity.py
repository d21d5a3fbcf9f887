"""Why a geometry is invalid, as GEOS says it, in Vietnamese."""

_REASONS = {
    "Self-intersection": "Tự cắt",
    "Ring Self-intersection": "Vòng tự cắt",
    "Hole lies outside shell": "Lỗ nằm ngoài vòng biên",
    "Holes are nested": "Lỗ lồng nhau",
    "Nested shells": "Vòng biên lồng nhau",
    "Duplicate Rings": "Vòng trùng nhau",
    "Interior is disconnected": "Phần trong bị tách rời",
    "Too few points in geometry component": "Quá ít điểm",
}


def in_vietnamese(reason: str) -> str:
    """As it is where it isn't known."""
    return _REASONS.get(reason, reason)
