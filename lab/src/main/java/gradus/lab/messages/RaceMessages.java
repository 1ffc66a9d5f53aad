package gradus.lab.messages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of the race page and the layer space page.
public final class RaceMessages {
    private RaceMessages() {}

    /// What one can choose from.
    ///
    /// @param grid the learning rates that are tried for a tuned race
    /// @param mostSteps of a race
    public record RaceCatalog(List<SurfaceChoice> surfaces, List<RacerView> racers, List<Double> grid, int mostSteps) {}

    /// A surface by its name.
    ///
    /// @param formula of the height, or empty
    /// @param about what it is good for
    public record SurfaceChoice(String name, String label, String formula, String about) {}

    /// Who takes part.
    ///
    /// @param name by which it is known
    /// @param notation as it is written on the command line
    /// @param about what its documentation says of it, with formulas in backticks
    /// @param arguments beside the rate
    /// @param slots what it remembers
    /// @param rate the library's default
    public record RacerView(
            String name,
            String label,
            String notation,
            String about,
            Map<String, Object> arguments,
            List<String> slots,
            double rate) {}

    /// A surface as a picture.
    ///
    /// @param range left, right, bottom, top
    /// @param start a good place to begin at
    /// @param minimum the lowest height, or null if it is not known
    /// @param minima the places of it
    /// @param side how many heights a row has
    /// @param heights row by row, from the top left
    public record SurfaceView(
            String name,
            String label,
            String formula,
            String about,
            List<Double> range,
            List<Double> start,
            @Nullable Double minimum,
            List<List<Double>> minima,
            int side,
            float[] heights) {}

    /// A race is asked for.
    ///
    /// @param surface its name
    /// @param x where all start
    /// @param y likewise
    /// @param steps how many each makes
    /// @param mode `tuned`: the best rate of the grid for each; `shared`: one rate; `own`: those of `rates`
    /// @param rate of a shared race
    /// @param rates by the names of the racers
    public record RaceStart(
            String surface, double x, double y, int steps, String mode, double rate, Map<String, Double> rates) {}

    /// A race that was run.
    ///
    /// @param lowest the minimum, or the lowest height that any racer met if it is not known
    /// @param goal the height at which a racer has arrived: one hundredth of the way down is left
    public record RaceResult(RaceStart asked, double lowest, boolean minimumKnown, double goal, List<RacePath> paths) {}

    /// The way of one racer. All arrays begin with the start; `gradients`, `looked` and `slots` begin with the first
    /// step.
    ///
    /// @param rate its learning rate
    /// @param edge whether the rate is the first or last of the grid
    /// @param arrived from which step on it is below the goal and stays there, or null
    /// @param diverged at which step it left everything behind, or null; the arrays end before
    /// @param x one a place
    /// @param y one a place
    /// @param heights of the places, without noise
    /// @param gradientX as it was given to the optimizer
    /// @param gradientY likewise
    /// @param lookedX where the gradient was taken
    /// @param lookedY likewise
    /// @param slots for each slot what it held after each step, x and y in turn
    public record RacePath(
            String name,
            double rate,
            boolean edge,
            @Nullable Integer arrived,
            @Nullable Integer diverged,
            float[] x,
            float[] y,
            float[] heights,
            float[] gradientX,
            float[] gradientY,
            float[] lookedX,
            float[] lookedY,
            List<float[]> slots) {}

    /// How the layers of the current network bend the plane of its inputs.
    ///
    /// @param run its number
    /// @param side how many nodes a row of the grid has
    /// @param labels of the classes; empty for a regression
    /// @param answers of the network at every node: the class, or for two classes and regressions a number from 0
    /// to 1
    /// @param targets of the points, likewise
    /// @param spaces the plane itself, then one for each hidden layer
    public record Spaces(
            int run,
            String name,
            int epoch,
            RunState state,
            int side,
            List<String> labels,
            float[] answers,
            float[] targets,
            List<Space> spaces) {}

    /// What a layer makes of the plane.
    ///
    /// @param units of the layer
    /// @param axes what the two axes are
    /// @param share how much of the spread of the points the two axes show
    /// @param grid the nodes, row by row, x and y in turn
    /// @param points likewise
    public record Space(String title, int units, List<String> axes, double share, float[] grid, float[] points) {}
}
