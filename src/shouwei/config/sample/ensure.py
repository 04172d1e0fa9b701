"""The sample story, told once to an empty database."""

from __future__ import annotations

from pathlib import Path

from . import STAGES


def ensure_sample(plan: Path | None, *, until: str = STAGES[-1]) -> bool:
    """Tell the sample story when nobody is there yet; returns whether it was told. Needs Django to be set up."""
    from shouwei.config.sample.story import tell_story
    from shouwei.core.clock import today
    from shouwei.ground.people.models import User

    if User.objects.exists():
        return False
    tell_story(today(), until=until, plan_file=plan)
    return True
