"""Makes a folder of Parquet files: large_table.py FOLDER GIGABYTES. Each has 50,000 rows of 1,000 numbers and a target,
0.4 GB. All but the first are hard links to it, so that the folder has the size of a large table to a reader, but not on
disk."""

import os
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 50_000
COLUMNS = 1_000

folder = Path(sys.argv[1])
folder.mkdir(parents=True)
random = np.random.default_rng(1)
x = np.round(random.normal(size=(COLUMNS, ROWS)), 6)
y = x[0] * x[1] + np.sin(2 * x[2]) + x[3] + random.normal(size=ROWS) / 4
columns = {f"x{i}": x[i] for i in range(COLUMNS)} | {"y": np.round(y, 6)}
first = folder / "part-000.parquet"
pq.write_table(pa.table(columns), first, compression="none", use_dictionary=False, row_group_size=2_000)
for i in range(1, round(float(sys.argv[2]) * 1e9 / first.stat().st_size)):
    os.link(first, folder / f"part-{i:03}.parquet")
