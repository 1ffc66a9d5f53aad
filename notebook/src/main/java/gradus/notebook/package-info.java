/// What Gradus shows in notebooks: models, histories and activations as tables and charts, and what cells ask for
/// beside.
///
/// Jupyter kernels use the class path, so this package has no module descriptor.
@NullMarked
package gradus.notebook;

import org.jspecify.annotations.NullMarked;
