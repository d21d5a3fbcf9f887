"""The processes that are offered. Adding one = one file and one line here."""

import ogc_api.processes.parcel_zoning as parcel_zoning
from ogc_api.processes.process import Process

PROCESSES: dict[str, Process] = {process.id: process for process in (parcel_zoning.PROCESS,)}
