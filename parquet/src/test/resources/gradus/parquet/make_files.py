"""Makes the files of ParquetFormatTest with pyarrow 25.0.1: the same 600 rides as CSV and as Parquet in many ways."""

import csv
import datetime as dt
import decimal
import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
random.seed(7)
ROWS = 600


def sometimes(value, share=0.05):
    return None if random.random() < share else value


def ride(i):
    start = dt.datetime(2025, 1, 1) + dt.timedelta(minutes=random.randrange(200_000), seconds=random.randrange(60))
    distance = round(random.uniform(0.5, 30), 2)
    shared = random.random() < 0.3
    return {
        "passengers": sometimes(random.randint(1, 5)),
        "distance": sometimes(distance),
        "speed": float(random.randrange(80)) / 2,  # exact in 32 bits
        "tolls": decimal.Decimal(random.randrange(2000)).scaleb(-2),
        "big": sometimes(decimal.Decimal(random.randrange(10**9)).scaleb(-3)),
        "day": sometimes(start.date()),
        "start": start,
        "shared": sometimes(shared),
        "zone": sometimes(random.choice(["north", "south", "east", "old town"])),
        "level": str(random.randint(1, 9)),  # texts that are numbers
        "fare": round(3 + 2.1 * distance - (2 if shared else 0) + random.gauss(0, 0.5), 2),
    }


SCHEMA = pa.schema([
    ("passengers", pa.int32()),
    ("distance", pa.float64()),
    ("speed", pa.float32()),
    ("tolls", pa.decimal128(9, 2)),
    ("big", pa.decimal128(25, 3)),
    ("day", pa.date32()),
    ("start", pa.timestamp("us")),
    ("shared", pa.bool_()),
    ("zone", pa.string()),
    ("level", pa.string()),
    ("fare", pa.float64()),
])

rides = [ride(i) for i in range(ROWS)]


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


with open(HERE / "rides.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(SCHEMA.names)
    for row in rides:
        writer.writerow([text(row[name]) for name in SCHEMA.names])

table = pa.Table.from_pylist(rides, SCHEMA)
for codec in ["none", "snappy", "gzip", "zstd", "brotli"]:
    pq.write_table(table, HERE / f"rides-{codec}.parquet", compression=codec, row_group_size=250)
pq.write_table(table, HERE / "rides-v2.parquet", compression="zstd", data_page_version="2.0", use_dictionary=False)
pq.write_table(table, HERE / "rides-int96.parquet", compression="snappy", use_deprecated_int96_timestamps=True)

shutil.rmtree(HERE / "by-year", ignore_errors=True)
for year, part in [(2024, table.slice(0, 200)), (2025, table.slice(200, 300)), (2026, table.slice(500))]:
    folder = HERE / "by-year" / f"year={year}"
    folder.mkdir(parents=True)
    pq.write_table(part.select(["distance", "zone", "fare"]), folder / "part-0.parquet", compression="snappy")
(HERE / "by-year" / "_SUCCESS").write_text("")

kinds = pa.table({
    "i8": pa.array([1, -2, None], pa.int8()),
    "u8": pa.array([1, 255, None], pa.uint8()),
    "u32": pa.array([1, 2**32 - 1, None], pa.uint32()),
    "u64": pa.array([1, 2**64 - 1, None], pa.uint64()),
    "i64": pa.array([1, -(2**53), None], pa.int64()),
    "half": pa.array([0.5, -2.0, None], pa.float16()),
    "nan": pa.array([0.5, float("nan"), None], pa.float64()),
    "ms": pa.array([0, 86_399_000, None], pa.timestamp("ms")),
    "ns": pa.array([0, 86_399_000_000_000, None], pa.timestamp("ns")),
    "clock": pa.array([dt.time(0, 0, 1), dt.time(23, 59), None], pa.time32("ms")),
    "clock_us": pa.array([dt.time(0, 0, 1), dt.time(23, 59), None], pa.time64("us")),
    "words": pa.array(["  a ", "NA", None], pa.string()),
    "codes": pa.array(["x", "y", None], pa.string()).dictionary_encode(),
    "list": pa.array([[1], [2, 3], None], pa.list_(pa.int32())),
    "struct": pa.array([{"a": 1}, {"a": 2}, None], pa.struct([("a", pa.int32())])),
    "blob": pa.array([b"abcd", b"efgh", None], pa.binary(4)),
    "empty": pa.array([None, None, None], pa.float64()),
})
pq.write_table(kinds, HERE / "kinds.parquet", compression="none")
pq.write_table(table.slice(0, 0), HERE / "no-rows.parquet", compression="none")
pq.write_table(pa.table({"x": [1.0, 1e300]}), HERE / "too-large.parquet", compression="none")
