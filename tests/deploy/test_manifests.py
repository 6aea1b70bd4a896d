"""What the shipped descriptions promise: least privilege, limits, probes, and names that exist."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboard.__main__ import main
from dashboard.errors import SiteError
from dashboard.settings import settings
from tests.server import REPOSITORY

DEPLOY = REPOSITORY / "deploy"
MANIFESTS = sorted(path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.stem != "kustomization")


def documents() -> Iterator[dict[str, Any]]:
    for path in MANIFESTS:
        yield from yaml.safe_load_all(path.read_text())


def pods() -> dict[str, dict[str, Any]]:
    found = {}
    for document in documents():
        if document["kind"] == "Deployment":
            found[document["metadata"]["name"]] = document["spec"]["template"]["spec"]
        if document["kind"] == "CronJob":
            found[document["metadata"]["name"]] = document["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert sorted(found) == ["publish", "renderer", "site"]
    return found


def containers(pod: dict[str, Any]) -> list[dict[str, Any]]:
    return [*pod.get("initContainers", []), *pod["containers"]]


def container(pod: str, name: str) -> dict[str, Any]:
    return next(found for found in containers(pods()[pod]) if found["name"] == name)


def named(kind: str, name: str) -> dict[str, Any]:
    return next(found for found in documents() if (found["kind"], found["metadata"]["name"]) == (kind, name))


def test_every_pod_runs_without_rights() -> None:
    for name, pod in pods().items():
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["automountServiceAccountToken"] is False, name
        for container in containers(pod):
            rights = container["securityContext"]
            assert rights["readOnlyRootFilesystem"] is True
            assert rights["allowPrivilegeEscalation"] is False
            assert rights["capabilities"] == {"drop": ["ALL"]}
            assert "memory" in container["resources"]["limits"]
        mounted = {mount["name"] for container in containers(pod) for mount in container["volumeMounts"]}
        assert mounted == {volume["name"] for volume in pod["volumes"]}, name


def test_what_serves_is_probed() -> None:
    for name in ("site", "renderer"):
        probed = container(name, name)
        assert probed["livenessProbe"]["httpGet"]["path"] == "/healthz"
        assert {"startupProbe", "readinessProbe"} <= set(probed)


def test_data_are_there_before_the_site_and_only_what_copies_them_may_write_or_knows_the_store() -> None:
    first, beside, send = container("site", "data-first"), container("site", "data"), container("publish", "send")
    assert first in pods()["site"]["initContainers"] and beside in pods()["site"]["containers"]
    folder = named("ConfigMap", "figures")["data"]["FIGURES_PUBLISHED"]
    assert first["args"] == ["pull", "$(DATA_REMOTE)", folder]
    assert beside["args"] == ["follow", "$(DATA_REMOTE)", folder]
    assert send["args"] == ["push", folder, "$(DATA_REMOTE)"]
    for pod, read in (("site", container("site", "site")), ("publish", send)):
        assert {"name": "data", "mountPath": "/data", "readOnly": True} in read["volumeMounts"], pod
    for pod in pods().values():
        for found in containers(pod):
            sources = [next(iter(source.values()))["name"] for source in found.get("envFrom", [])]
            assert any(name.startswith("store") for name in sources) == (found["image"] == "interpol-figures-sync")


def test_only_what_copies_data_leaves_the_cluster_and_only_to_the_store() -> None:
    policies = [found for found in documents() if found["kind"] == "NetworkPolicy"]
    for policy in policies:
        for rule in policy["spec"].get("egress", []):
            assert rule.get("to"), policy["metadata"]["name"]
            for block in (peer["ipBlock"] for peer in rule["to"] if "ipBlock" in peer):
                assert policy["metadata"]["name"] == "store"
                assert block["cidr"] != "0.0.0.0/0" and rule["ports"] == [{"port": 443}]
    reached = named("NetworkPolicy", "store")["spec"]["podSelector"]["matchExpressions"][0]["values"]
    labels = [
        named("Deployment", "site")["spec"]["template"]["metadata"]["labels"]["app"],
        named("CronJob", "publish")["spec"]["jobTemplate"]["spec"]["template"]["metadata"]["labels"]["app"],
    ]
    assert sorted(reached) == sorted(labels)


def test_the_site_grows_and_survives_maintenance() -> None:
    scaler, budget = named("HorizontalPodAutoscaler", "site"), named("PodDisruptionBudget", "site")
    labels = named("Deployment", "site")["spec"]["template"]["metadata"]["labels"]
    assert scaler["spec"]["minReplicas"] > budget["spec"]["minAvailable"] >= 1
    assert budget["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert named("Service", "site")["spec"]["selector"].items() <= labels.items()


def test_the_ingress_limits_a_client_as_nginx_does() -> None:
    limits = {
        name.rpartition("/")[2]: value for name, value in named("Ingress", "site")["metadata"]["annotations"].items()
    }
    shipped = (DEPLOY / "nginx" / "nginx.conf").read_text()
    rate, connections = limits["limit-rps"], limits["limit-connections"]
    assert f"zone=everything:10m rate={rate}r/s" in shipped and f"limit_conn connections {connections};" in shipped
    assert f"burst={int(rate) * int(limits['limit-burst-multiplier'])} nodelay" in shipped
    assert f"client_max_body_size {limits['proxy-body-size']};" in shipped


def test_the_list_of_resources_is_complete() -> None:
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text())
    assert sorted(listed["resources"]) == [path.name for path in MANIFESTS]
    images = {container["image"] for pod in pods().values() for container in containers(pod)}
    assert {image["name"] for image in listed["images"]} == images


def test_the_site_and_the_renderer_share_a_secret_that_is_to_be_made_first(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = named("Secret", "renderer")["stringData"]["RENDERER_SECRET"]
    monkeypatch.setenv("RENDERER_SECRET", secret)
    with pytest.raises(SiteError, match="openssl"):
        settings()
    for name in ("site", "renderer"):
        every = named("Deployment", name)["spec"]["template"]["spec"]["containers"]
        container = next(each for each in every if {"secretRef": {"name": "renderer"}} in each["envFrom"])
        assert {"secretRef": {"name": "renderer"}} in container["envFrom"]
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    given = {services[name]["environment"]["RENDERER_SECRET"] for name in ("site", "renderer")}
    assert len(given) == 1 and given.pop().startswith("${RENDERER_SECRET:?")


def test_compose_confines_every_service() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert sorted(compose["services"]) == ["data", "nginx", "renderer", "site"]
    for service in compose["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["deploy"]["resources"]["limits"]["memory"]
    assert compose["networks"]["drawing"]["internal"] is True
    assert compose["services"]["renderer"]["networks"] == ["drawing"]
    assert "ports" not in compose["services"]["site"]
    out = [name for name, service in compose["services"].items() if "out" in service["networks"]]
    assert out == ["data"]
    assert {"type": "volume", "source": "data", "target": "/data", "read_only": True} in compose["services"]["site"][
        "volumes"
    ]


def test_who_runs_the_images_asks_after_their_health() -> None:
    """OCI images cannot hold a health check: where one stands in the file, builders leave it out and say so."""
    assert "HEALTHCHECK" not in (DEPLOY / "Containerfile").read_text()
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for name, port in (("site", 8050), ("renderer", 8051), ("nginx", 8080)):
        assert f"http://127.0.0.1:{port}/healthz" in compose["services"][name]["healthcheck"]["test"][-1]


def test_the_stages_that_are_named_exist() -> None:
    containerfile = (DEPLOY / "Containerfile").read_text()
    stages = set(re.findall(r"^FROM .* AS (\w+)$", containerfile, re.M))
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    required_drawings = {s["build"]["target"] for s in compose["services"].values() if "build" in s}
    assert required_drawings | {"publisher", "build"} <= stages
    last = containerfile.rsplit("\nFROM ", 1)[1]
    assert "chromium" not in last
    assert "USER 10001" in last
    for stage in containerfile.split("\nFROM ")[1:]:
        assert "CMD" not in stage or "USER 10001:10001" in stage


def test_what_is_copied_into_the_image_is_sent_to_the_builder() -> None:
    allowed = {line[1:] for line in (REPOSITORY / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Containerfile").read_text(), re.M)
    names = {name for line in copied for name in line.split()}
    assert len(names) > 5
    for name in names - {"data"}:
        assert name in allowed
        assert (REPOSITORY / name).exists()


@pytest.mark.parametrize("command", ["serve", "prerender", "renderer"])
def test_the_commands_that_are_run_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    texts = "".join(path.read_text() for path in [DEPLOY / "Containerfile", *MANIFESTS])
    assert re.search(rf"dashboard[\", ]+{command}", texts)
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_kubectl_puts_the_manifests_together() -> None:
    done = subprocess.run(["kubectl", "kustomize", DEPLOY / "kubernetes"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    together = [each for each in yaml.safe_load_all(done.stdout) if each]
    assert len(together) == len(list(documents()))
    namespaces = {each["metadata"].get("namespace") for each in together if each["kind"] != "Namespace"}
    assert namespaces == {"interpol-figures"}
    assert "registry.example.org/interpol-figures:1" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "sound", "unsound"),
    [
        ("", "", ""),
        ("Containerfile", "FROM ${PYTHON} AS site", "FROM python AS site"),
        ("compose.yaml", "restart: unless-stopped", "restarts: unless-stopped"),
        ("kubernetes/site.yaml", "readinessProbe:", "readynessProbe:"),
    ],
)
def test_the_tools_made_for_it_find_what_is_wrong(tmp_path: Path, file: str, sound: str, unsound: str) -> None:
    copy = shutil.copytree(DEPLOY, tmp_path / "deploy")
    if file:
        text = (copy / file).read_text()
        assert sound in text
        (copy / file).write_text(text.replace(sound, unsound))
    settings = {**os.environ, "DEPLOY_TOOLS": str(REPOSITORY / ".venv" / ".deploy-tools")}
    done = subprocess.run(["sh", copy / "check-descriptions"], env=settings, capture_output=True, text=True)
    if "nothing was checked" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert (done.returncode == 0) == (not file), done.stdout + done.stderr
