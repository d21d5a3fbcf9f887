"""Where things lie. Nothing outside the project's own folder is written, except what `gis.cluster` says."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
LOGS = VAR / "log"
SETUP_STATE = VAR / "setup"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
FRONT_END = ROOT / "web" / "frontend"
FRONT_END_OUTPUT = ROOT / "web" / "static" / "map"
