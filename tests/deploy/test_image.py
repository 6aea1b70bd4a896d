"""The images, built and started."""

from __future__ import annotations

import subprocess

import pytest

from tests.server import REPOSITORY


@pytest.mark.slow
def test_the_images_start_and_answer_as_their_own_user() -> None:
    done = subprocess.run(["sh", "deploy/check-image"], cwd=REPOSITORY, capture_output=True, text=True)
    if "No image was checked" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("both images start and answer\n")
