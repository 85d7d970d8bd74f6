"""Moving blocks: the same as drawn one by one, runs that stay runs, a seed that is kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.sums import bootstrap


def by_hand(sample: int, block: int, horizon: int, seed: int, draws: int) -> list[list[int]]:
    """Month by month, block by block, with the begins that the same seed gives."""
    block = min(block, sample)
    blocks = -(-horizon // block)
    begins = np.random.default_rng(seed).integers(0, sample - block + 1, size=(draws, blocks))
    made = []
    for draw in range(draws):
        months = []
        for number in range(blocks):
            for place in range(block):
                if len(months) < horizon:
                    months.append(int(begins[draw][number]) + place)
        made.append(months)
    return made


@given(
    st.integers(1, 40), st.integers(1, 8), st.integers(1, 40), st.integers(0, 99), st.integers(1, 9)
)
def test_the_same_as_one_by_one(sample, block, horizon, seed, draws):
    found = bootstrap.rows(sample, block, horizon, seed, draws)
    assert found.shape == (draws, horizon)
    assert found.tolist() == by_hand(sample, block, horizon, seed, draws)
    assert found.min() >= 0
    assert found.max() < sample


def test_runs_stay_runs_and_every_run_can_come():
    found = bootstrap.rows(24, 3, 18, 1)
    runs = found.reshape(len(found), 6, 3)
    assert (np.diff(runs, axis=2) == 1).all()
    assert set(runs[:, :, 0].ravel().tolist()) == set(range(22))


def test_a_seed_is_kept_and_another_differs():
    one = bootstrap.rows(24, 3, 18, 1).copy()
    bootstrap.rows.cache_clear()
    assert (bootstrap.rows(24, 3, 18, 1) == one).all()
    assert (bootstrap.rows(24, 3, 18, 2) != one).any()
    with pytest.raises(ValueError, match="read-only"):
        bootstrap.rows(24, 3, 18, 1)[0, 0] = 7


def test_a_block_longer_than_the_sample_is_the_sample():
    assert bootstrap.rows(4, 9, 8, 1, 2).tolist() == [[0, 1, 2, 3] * 2] * 2


@pytest.mark.parametrize("bad", [(0, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_nothing_to_draw_from_is_refused(bad):
    with pytest.raises(ValueError, match="at least 1"):
        bootstrap.rows(*bad, 1)
