"""Moving-block bootstrap: months drawn again in runs, so that what comes in runs stays in runs.

Künsch (1989). Own ten lines, since the kept library (`arch`) draws resamples exactly as long as the
sample, while a horizon may be longer, and brings scipy and statsmodels: about 180 MB, and 0.7 s of
import for every process that readers are answered from.
"""

from functools import lru_cache

import numpy as np

DRAWS = 1000


@lru_cache(maxsize=128)
def rows(sample: int, block: int, horizon: int, seed: int, draws: int = DRAWS) -> np.ndarray:
    """Row numbers to draw from a sample, shape (draws, horizon), each below `sample`.

    Runs of `block` neighbouring rows, each beginning at any row that has a whole run after it with
    the same chance, laid end to end and cut at the horizon. A block longer than the sample is the
    sample. The same arguments give the same numbers. Do not change the array: it is shared.
    """
    if min(sample, block, horizon, draws) < 1:
        raise ValueError("Sample, block, horizon and draws are at least 1.")
    block = min(block, sample)
    chance = np.random.default_rng(seed)
    begins = chance.integers(0, sample - block + 1, size=(draws, -(-horizon // block)))
    made = (begins[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :horizon]
    made = made.astype(np.int16)  # 128 of these are kept
    made.flags.writeable = False
    return made
