"""The web app: pages without script, their rows as CSV, and the same answers as JSON under /api."""

from __future__ import annotations

from graphapp.web.app import create_app

__all__ = ["create_app"]
