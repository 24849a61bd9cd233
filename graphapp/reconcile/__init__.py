"""Drafts and recorded decisions -> one changeset and the questions only a person can answer."""

from __future__ import annotations

from graphapp.reconcile.build import build
from graphapp.reconcile.decisions import Decisions, load_decisions
from graphapp.reconcile.merge import changeset

__all__ = ["Decisions", "build", "changeset", "load_decisions"]
