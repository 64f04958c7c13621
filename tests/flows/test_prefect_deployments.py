"""prefect.yaml names flows and parameters that are there, and Prefect's own commands take it."""

import importlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda each: each["name"])
def test_a_deployment_names_a_flow_and_its_parameters(deployment: dict[str, object]) -> None:
    path, name = str(deployment["entrypoint"]).split(":")
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)
    assert flow.name == name
    inspect.signature(flow.fn).bind(**deployment["parameters"])


SERVER = """
import sys
from pathlib import Path
from flows.prefect_server import start_server
server = start_server(Path(sys.argv[1]))
server.wait()
print(server.api_url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """That of a shell beside a server that runs: with its address, and a Prefect home of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    kept |= {"XDG_CACHE_HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path / "client"), "COLUMNS": "200"}
    command = [sys.executable, "-c", SERVER, str(tmp_path / "server")]
    with subprocess.Popen(
        command, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        assert server.stdout is not None
        yield kept | {"PREFECT_API_URL": server.stdout.readline().strip()}
        server.communicate()


@pytest.mark.prefect
def test_prefects_own_commands_are_answered(environment: dict[str, str], tmp_path: Path) -> None:
    """A fastapi that does not go with this prefect answers nearly all of them with error 422."""

    def prefect(*arguments: str) -> str:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    prefect("work-pool", "create", "factledger", "--type", "process")
    prefect("deploy", "--all")
    listed = prefect("deployment", "ls")
    assert all(f"/{deployment['name']}" in listed for deployment in DEPLOYMENTS)
    assert "daily" in prefect("deployment", "run", "ingest/daily")
    assert "ingest" in prefect("flow-run", "ls")
    page = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
    (automation,) = re.findall(r"```yaml\n(name: factledger failed.*?)```", page, re.DOTALL)
    (tmp_path / "failed.yaml").write_text(automation)
    prefect("automation", "create", "--from-file", str(tmp_path / "failed.yaml"))
    assert "factledger failed" in prefect("automation", "ls")
