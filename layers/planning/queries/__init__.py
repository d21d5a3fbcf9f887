"""What is read from plans and zoning; returns dataclasses and changes nothing."""

from layers.planning.queries.parcel_zoning import (
    Area,
    ParcelZoning,
    PlanOnParcel,
    Zone,
    ZonePart,
    parcel_zoning,
    parcels_zoning,
)

__all__ = ["Area", "ParcelZoning", "PlanOnParcel", "Zone", "ZonePart", "parcel_zoning", "parcels_zoning"]
