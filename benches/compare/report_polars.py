"""The report that `canvass report` makes over a Parquet file, as a script with polars: 60 items by a total and five
banner variables, weighted counts and column percentages, written as text.

usage: report_polars.py DATA.parquet CODEBOOK.json OUT.txt
"""

import json
import sys

import polars as pl

data, codebook, out = sys.argv[1:]
banner = ["q2", "q3", "q4", "q5", "q6"]
with open(codebook) as file:
    items = list(json.load(file)["single"])
responses = pl.read_parquet(data, columns=[*items, "w"]).lazy()
weighted = responses.filter(pl.col("w").is_not_null())
tables = []
for item in items:
    answered = weighted.filter(pl.col(item).is_not_null())
    total = answered.group_by(item).agg(pl.len().alias("n"), pl.col("w").sum())
    tables.append(total.with_columns((pl.col("w") / pl.col("w").sum() * 100).alias("percent")).sort(item))
    for column in banner:
        if column == item:
            continue
        cells = answered.filter(pl.col(column).is_not_null()).group_by(item, column)
        cells = cells.agg(pl.len().alias("n"), pl.col("w").sum())
        share = (pl.col("w") / pl.col("w").sum().over(column) * 100).alias("percent")
        tables.append(cells.with_columns(share).sort(item, column))
with open(out, "w") as file:
    for table in pl.collect_all(tables):
        file.write(table.write_csv())
