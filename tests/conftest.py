"""What all tests share: the stores under test, and Hypothesis without chance unless asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore

settings.register_profile("ci", derandomize=True, deadline=None)  # the same examples every time
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Name of a store -> how to open an empty one, given an empty folder. A second store joins here.
STORES: dict[str, Callable[[Path], Store]] = {
    "embedded": lambda folder: EmbeddedStore(folder / "map.db"),
}


@pytest.fixture(params=STORES)
def open_store(request: pytest.FixtureRequest) -> Callable[[Path], Store]:
    """How to open an empty store of each kind."""
    return STORES[request.param]


@pytest.fixture
def store(open_store: Callable[[Path], Store], tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind, closed after the test."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()
