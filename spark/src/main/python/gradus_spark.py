"""Networks of Gradus as estimators of PySpark.

Needs gradus-spark on the class path of Spark, as by spark-submit --packages, and Java 25:

    from gradus_spark import GradusClassifier
    model = GradusClassifier(featuresCols=["age", "town"], labelCol="bought", epochs=20).fit(rows)
    model.transform(others).select("prediction", "probability")

The names of the parameters are those of the class in Java; explainParams() lists them.
"""

from pyspark.ml.wrapper import JavaEstimator, JavaModel


class _Network(JavaEstimator):
    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj("gradus.spark." + type(self).__name__)
        for name, value in params.items():
            getattr(self._java_obj, "set" + name[0].upper() + name[1:])(self._java(value))

    @classmethod
    def _java(cls, value):
        """A list of names as an array of strings."""
        if isinstance(value, (list, tuple)):
            from pyspark import SparkContext

            return cls._new_java_array(list(value), SparkContext._active_spark_context._gateway.jvm.java.lang.String)
        return value

    def explainParams(self):
        return self._java_obj.explainParams()

    def fit(self, dataset, params=None):
        if params:
            raise ValueError("give the parameters to the constructor")
        return self._model(self._java_obj.fit(dataset._jdf))


class _NetworkModel(JavaModel):
    def save_keras(self, path):
        """Writes the network as a .keras file, which opens without Spark."""
        with open(path, "wb") as file:
            file.write(bytes(self._java_obj.kerasFile()))

    def save(self, path):
        """Saves as Spark does, to be loaded by Spark in Java or Scala, or by load."""
        self._java_obj.save(path)

    @classmethod
    def load(cls, path):
        from pyspark import SparkContext

        package = SparkContext._active_spark_context._gateway.jvm.gradus.spark
        return cls(getattr(package, cls.__name__).load(path))


class GradusClassifierModel(_NetworkModel):
    """A trained classifier."""


class GradusRegressorModel(_NetworkModel):
    """A trained network that predicts numbers."""


class GradusClassifier(_Network):
    """Learns a class."""

    _model = GradusClassifierModel


class GradusRegressor(_Network):
    """Learns a number."""

    _model = GradusRegressorModel
