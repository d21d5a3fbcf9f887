"""VN-2000 as this product pins it: the EPSG systems, their twins in PostGIS, and the one official transformation.

PROJ and PostGIS choose an operation by area of use; around Hồ Chí Minh City, Biên Hòa and Cần Thơ they choose
EPSG:5194, 0.80 m away from the official one. So each VN-2000 system has a **twin** with SRID 900000 + EPSG number
whose definition carries the official seven parameters and leaves nothing to choose.

Source: Decision 05/2007/QĐ-BTNMT = EPSG:6960 (coordinate frame rotation). `TOWGS84` is read as position vector, so
the three rotations have the opposite sign of the printed ones.
"""

from dataclasses import dataclass

TWIN_OFFSET = 900_000
TWIN_AUTHORITY = "DOTHI"
TOWGS84 = "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278"

_GEOGRAPHIC_WKT = (
    'GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563],'
    f'TOWGS84[{TOWGS84}]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)


@dataclass(frozen=True)
class Vn2000System:
    """One VN-2000 system: `central_meridian` in degrees and `scale` are None for the geographic one."""

    epsg: int
    name: str
    central_meridian: float | None = None
    scale: float | None = None

    @property
    def srid(self) -> int:
        """The twin's SRID in PostGIS."""
        return TWIN_OFFSET + self.epsg

    @property
    def proj4(self) -> str:
        """PROJ string with the official parameters, axes east then north (or longitude then latitude)."""
        datum = f"+ellps=WGS84 +towgs84={TOWGS84}"
        if self.central_meridian is None:
            return f"+proj=longlat {datum} +no_defs +type=crs"
        return (
            f"+proj=tmerc +lat_0=0 +lon_0={self.central_meridian:g} +k={self.scale:g} +x_0=500000 +y_0=0 "
            f"{datum} +units=m +no_defs +type=crs"
        )

    @property
    def wkt1(self) -> str:
        """WKT 1 with TOWGS84, as spatial_ref_sys.srtext holds it."""
        if self.central_meridian is None:
            return _GEOGRAPHIC_WKT
        return (
            f'PROJCS["{self.name}",{_GEOGRAPHIC_WKT},PROJECTION["Transverse_Mercator"],'
            f'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{self.central_meridian:g}],'
            f'PARAMETER["scale_factor",{self.scale:g}],PARAMETER["false_easting",500000],'
            'PARAMETER["false_northing",0],UNIT["metre",1]]'
        )


def _tm3(epsg: int, label: str, central_meridian: float) -> Vn2000System:
    return Vn2000System(epsg, f"VN-2000 / TM-3 {label}", central_meridian, 0.9999)


SYSTEMS: dict[int, Vn2000System] = {
    system.epsg: system
    for system in (
        Vn2000System(4756, "VN-2000"),
        Vn2000System(3405, "VN-2000 / UTM zone 48N", 105.0, 0.9996),
        Vn2000System(3406, "VN-2000 / UTM zone 49N", 111.0, 0.9996),
        _tm3(5896, "zone 481", 102.0),
        _tm3(5897, "zone 482", 105.0),
        _tm3(5898, "zone 491", 108.0),
        _tm3(5899, "107-45", 107.75),
        _tm3(9205, "103-00", 103.0),
        _tm3(9206, "104-00", 104.0),
        _tm3(9207, "104-30", 104.5),
        _tm3(9208, "104-45", 104.75),
        _tm3(9209, "105-30", 105.5),
        _tm3(9210, "105-45", 105.75),
        _tm3(9211, "106-00", 106.0),
        _tm3(9212, "106-15", 106.25),
        _tm3(9213, "106-30", 106.5),
        _tm3(9214, "107-00", 107.0),
        _tm3(9215, "107-15", 107.25),
        _tm3(9216, "107-30", 107.5),
        _tm3(9217, "108-15", 108.25),
        _tm3(9218, "108-30", 108.5),
    )
}
