"""A real nginx in front of a server, at another host and below a prefix, with nothing of it installed or left behind."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from gis.setup import downloads
from gis.setup.places import SETUP_STATE

HOST = "127.0.0.2"
"""Another host than the server's own, and known to every client without a name service."""
PREFIX, RFC_PREFIX = "/gis/v1", "/gis/rfc"

CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen {host}:{port};
    # As docs/how-to/behind-a-gateway.md has it; the upstream's Host stays its own.
    location /gis/v1/ {{
      proxy_pass {upstream}/;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Prefix /gis/v1;
      proxy_set_header Forwarded "";
    }}
    location /gis/rfc/ {{
      proxy_pass {upstream}/;
      proxy_set_header Forwarded 'for="$remote_addr";host="$http_host";proto=$scheme';
      proxy_set_header X-Forwarded-For "";
      proxy_set_header X-Forwarded-Proto "";
      proxy_set_header X-Forwarded-Host "";
      proxy_set_header X-Forwarded-Prefix /gis/rfc;
    }}
  }}
}}
"""


def nginx() -> Path:
    """The system's nginx, or one unpacked from its package.

    Raises:
        DothiError: it can't be had here.
    """
    installed = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if installed:
        return Path(installed)
    unpacked = SETUP_STATE / "nginx" / "usr" / "sbin" / "nginx"
    if not unpacked.exists():
        downloads.apt_unpack("nginx", SETUP_STATE / "nginx")
    return unpacked


class Gateway:
    """nginx in front of `upstream`, run by whoever runs the tests; its files lie in `folder`. Yields the address of
    its host."""

    def __init__(self, program: Path, upstream: str, folder: Path) -> None:
        self.program, self.upstream, self.folder = program, upstream, folder

    def __enter__(self) -> str:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        written = self.folder / "nginx.conf"
        written.write_text(CONFIGURATION.format(folder=self.folder, host=HOST, port=port, upstream=self.upstream))
        self.process = subprocess.Popen(
            [self.program, "-c", written, "-p", self.folder, "-e", self.folder / "error.log"], env=dict(os.environ)
        )
        for _ in range(100):
            try:
                socket.create_connection((HOST, port), timeout=1).close()
                return f"http://{HOST}:{port}"
            except OSError:
                assert self.process.poll() is None, (self.folder / "error.log").read_text()
                time.sleep(0.05)
        raise RuntimeError("nginx did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)
