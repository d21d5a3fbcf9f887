"""The server's settings, made for this machine at every start; `ALTER SYSTEM` overrides any of them.

Sensible for two cores and a few GB: many small spatial queries, now and then a bulk load.
"""

import os
from pathlib import Path

MB = 1024 * 1024
CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  asked for its size only


NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_compression": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "autovacuum": "off",  # it would be at work in databases that are dropped after a second
}
"""For databases that are made anew whenever they are needed."""


def configuration(*, durable: bool = True) -> str:
    """The text of dothi.conf."""
    memory = memory_bytes() // MB
    settings = {
        # TCP on the loopback only: no socket file, so no limit on the length of the path either.
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "password_encryption": "scram-sha-256",
        "max_connections": 100,
        "shared_buffers": f"{_between(128, memory // 4, 4096)}MB",
        "effective_cache_size": f"{_between(256, memory // 2, 65536)}MB",
        "maintenance_work_mem": f"{_between(64, memory // 16, 1024)}MB",
        "work_mem": f"{_between(8, memory // 256, 64)}MB",
        "max_wal_size": "4GB",
        "min_wal_size": "256MB",
        "wal_compression": "on",
        "checkpoint_timeout": "15min",
        "synchronous_commit": "on",
        "random_page_cost": 1.1,
        "effective_io_concurrency": 200,
        "jit": "off",
        # A function that sets one of its parameters can be restored only where these are known from the start.
        "session_preload_libraries": "pg_trgm",
        "timezone": "Asia/Ho_Chi_Minh",
        "log_timezone": "Asia/Ho_Chi_Minh",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "log_lock_waits": "on",
        # One file a weekday, each overwritten after a week.
        "logging_collector": "on",
        "log_directory": "../log",
        "log_filename": "postgres-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": 0,
        "log_truncate_on_rotation": "on",
    }
    if not durable:
        settings |= NOT_DURABLE
    if _shared_memory_bytes() < 512 * MB:  # containers give 64 MB, too little for parallel queries
        settings["dynamic_shared_memory_type"] = "mmap"
    return "# Written by dothi at every start. Change settings with ALTER SYSTEM.\n" + "".join(
        f"{name} = '{value}'\n" for name, value in settings.items()
    )


def memory_bytes() -> int:
    """What this machine, or the container it is, may use."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = CONTAINER_LIMIT.read_text().strip() if CONTAINER_LIMIT.is_file() else "max"
    return min(physical, int(limit)) if limit.isdigit() else physical


def _shared_memory_bytes() -> int:
    if not SHARED_MEMORY.is_dir():
        return 0
    room = os.statvfs(SHARED_MEMORY)
    return room.f_frsize * room.f_blocks


def _between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))
