"""Where things lie. Nothing outside the project's own folder is written, except what `gis.cluster` says.

DOTHI_VAR moves what changes while running (data, logs, notes) elsewhere; the set-up's own notes stay with what was
set up.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("DOTHI_VAR") or ROOT / "var").absolute()
LOGS = VAR / "log"
SETUP_STATE = ROOT / "var" / "setup"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
FRONT_END = ROOT / "web" / "frontend"
TEST_OIDC = ROOT / "tests" / "web" / "oidc"
FRONT_END_OUTPUT = ROOT / "web" / "static" / "map"
