package gradus.lab.race;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A loss of two parameters.
interface Surface {
    /// {@return the name that identifies the surface}
    String name();

    /// {@return the title shown on the page}
    String label();

    /// {@return the formula of the height, or empty}
    String formula();

    /// {@return what the surface shows, in a sentence or two}
    String about();

    /// Left, right, bottom, top of what is shown.
    List<Double> range();

    /// A good place to begin at.
    List<Double> start();

    /// The lowest height, or null if it is not known.
    @Nullable
    Double minimum();

    /// Where that is.
    List<List<Double>> minima();

    /// The height of a place.
    double height(double x, double y);

    /// The gradient as an optimizer is given it at a step, with noise if the surface has any. All racers meet the same
    /// noise at the same step.
    ///
    /// @param step from 0
    /// @param gradient is written
    void gradient(double x, double y, int step, float[] gradient);
}
