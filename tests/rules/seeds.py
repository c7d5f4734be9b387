"""Seeds of generated worlds, as hypothesis draws them."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32)


def seeded(most: int) -> settings:
    """So many worlds at most; what is slow is the world, not the drawing of its seed."""
    return settings(
        max_examples=most,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a seed does not shrink
        suppress_health_check=[HealthCheck.too_slow],
    )
