package gradus.experiment.effects;

/// A chart of an effect. What it shows is never negative.
///
/// @param title what it shows
/// @param xTitle title of the x axis
/// @param yTitle title of the y axis
/// @param logX whether x is shown by its logarithm
/// @param logY likewise
/// @param most the largest value that y can have; infinite for none
public record Panel(String title, String xTitle, String yTitle, boolean logX, boolean logY, double most) {
    /// Without a largest value.
    ///
    /// @param title what it shows
    /// @param xTitle title of the x axis
    /// @param yTitle title of the y axis
    /// @param logX whether x is shown by its logarithm
    /// @param logY likewise
    public Panel(String title, String xTitle, String yTitle, boolean logX, boolean logY) {
        this(title, xTitle, yTitle, logX, logY, Double.POSITIVE_INFINITY);
    }

    /// With plain axes.
    ///
    /// @param title what it shows
    /// @param xTitle title of the x axis
    /// @param yTitle title of the y axis
    public Panel(String title, String xTitle, String yTitle) {
        this(title, xTitle, yTitle, false, false);
    }

    /// {@return a chart of the share of rows that are right}
    ///
    /// @param title what it shows
    /// @param xTitle title of the x axis
    /// @param logX whether x is shown by its logarithm
    public static Panel accuracy(String title, String xTitle, boolean logX) {
        return new Panel(title, xTitle, "accuracy", logX, false, 1);
    }
}
