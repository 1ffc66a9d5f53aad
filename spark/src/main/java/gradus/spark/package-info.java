/// Training and prediction on Apache Spark: estimators and models for its pipelines.
///
/// Spark is not on the module path, so this package has no module descriptor.
@NullMarked
package gradus.spark;

import org.jspecify.annotations.NullMarked;
