/// What Gradus shows in notebooks: models, histories and activations as tables and charts, and what cells ask for
/// beside.
///
/// Jupyter kernels run on the class path, so this package is no module of Java.
@NullMarked
package gradus.notebook;

import org.jspecify.annotations.NullMarked;
