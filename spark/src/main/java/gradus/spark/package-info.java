/// Training and prediction on Apache Spark: estimators and models for its pipelines.
///
/// Spark is not on the module path, so this package is no module of Java.
@NullMarked
package gradus.spark;

import org.jspecify.annotations.NullMarked;
