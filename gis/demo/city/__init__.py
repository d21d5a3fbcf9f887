"""A synthetic Vietnamese city inside the real outline of Trấn Biên ward (Biên Hòa), the same at every run.

`city(size)` makes it in memory, `gis.demo.city.write` as the files that departments deliver. Everything is in
EPSG:5899 (VN-2000 / TM-3 107°45'), metres, rounded to the millimetre. Only the outline of the ward, the codes and the
names are real; no street, parcel, building or plan is. A larger city builds over more of the ward's gardens and, when
the ward is full, narrows its lots: it never leaves the ward.
"""

EPSG = 5899
SEED = 26041
DEFAULT_SIZE, SMALLEST, LARGEST = 8_000, 2_000, 300_000
"""Numbers of parcels."""
