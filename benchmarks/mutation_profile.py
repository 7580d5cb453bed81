"""A pytest plugin for mutation runs: hypothesis tries the same few examples each time, so that a verdict stays one.

A mutant that only a lucky example kills would make the share of killed ones wander from run to run.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("mutants", derandomize=True, database=None, deadline=None, max_examples=25)
settings.load_profile("mutants")
