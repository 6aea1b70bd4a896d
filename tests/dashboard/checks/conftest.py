"""These tests need no drawings."""

from tests.dashboard.undrawn import data as data
