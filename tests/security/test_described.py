"""The interface as it is described: every address of ``/openapi.json`` is tried over HTTP, and answers as it says."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server import Site

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
TRIED = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=2,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
#: A busy machine makes a page that nobody has asked for in more than the ten seconds that are usual.
PATIENCE_S = 120
LONGER = settings(TRIED, max_examples=12)


@pytest.mark.parametrize("effort", [TRIED, pytest.param(LONGER, marks=pytest.mark.slow)], ids=["some", "many"])
def test_every_described_address_answers_as_described(site: Site, effort: settings) -> None:
    described = schemathesis.openapi.from_url(f"{site.origin}/openapi.json")
    described.config.update(base_url=site.origin)
    answered: dict[str, set[int]] = {}
    for found in described.get_all_operations():
        operation = found.ok()

        @effort
        @given(case=operation.as_strategy())
        def request_render(case: schemathesis.Case) -> None:
            answer = case.call(allow_redirects=False, timeout=PATIENCE_S)
            answered.setdefault(case.operation.path, set()).add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)
            assert b"Traceback" not in answer.content

        request_render()
    right = [path for path, statuses in answered.items() if statuses & {200, 302}]
    assert len(right) > 50 and len(right) > 0.9 * len(answered)
    assert "Traceback" not in site.log()
