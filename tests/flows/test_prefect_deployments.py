"""prefect.yaml names flows and parameters that are there."""

import importlib
import inspect
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
