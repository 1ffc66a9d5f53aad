package gradus.experiment.effects;

import gradus.internal.Names;
import java.util.List;

/// A famous effect as an experiment with numbers: what is trained, what is measured, and what is drawn. It is a record
/// whose components are its scale; the one without arguments is what is published.
///
/// The rules by which its numbers are judged are in `experiments/NAME.md`.
public interface Effect {
    /// {@return the name of the class, in small letters with hyphens, which is that of its file in `experiments` too}
    default String name() {
        return Names.snakeCase(getClass().getSimpleName()).replace('_', '-');
    }

    /// {@return what is measured, in one short sentence}
    String sentence();

    /// {@return what is drawn, side by side}
    List<Panel> panels();

    /// Makes all runs of one seed. It has no state, so that several seeds may run at once.
    ///
    /// @param seed of everything that is random
    /// @param seen receives values and points
    void observe(long seed, Observation seen);

    /// {@return how many seeds make a set} The sign-flip test needs at least 6 for one comparison, 8 for four.
    default int seeds() {
        return 8;
    }
}
