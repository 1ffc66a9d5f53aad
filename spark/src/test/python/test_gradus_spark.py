"""Trains, answers, saves and loads: test_gradus_spark.py CLASSPATH FOLDER."""

import sys

from pyspark.sql import SparkSession

from gradus_spark import GradusClassifier, GradusClassifierModel

classpath, folder = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", False)
    .config("spark.driver.extraClassPath", classpath)
    .getOrCreate()
)
rows = spark.createDataFrame(
    [(float(i % 17), "Ghent" if i % 3 else None, "yes" if i % 17 > 8 else "no") for i in range(200)],
    "age double, town string, bought string",
)
model = GradusClassifier(
    featuresCols=["age", "town"], labelCol="bought", layers="dense(8, relu)", epochs=30, batchSize=16, shards=2
).fit(rows)
answers = model.transform(rows)
right = answers.filter("prediction = bought").count()
assert right > 150, right
model.save(folder + "/saved")
assert GradusClassifierModel.load(folder + "/saved").transform(rows).collect() == answers.collect()
model.save_keras(folder + "/model.keras")
print("right:", right)
