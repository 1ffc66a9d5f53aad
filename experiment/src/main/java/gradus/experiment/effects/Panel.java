package gradus.experiment.effects;

/// A chart of an effect.
///
/// @param title what it shows
/// @param xTitle title of the x axis
/// @param yTitle title of the y axis
/// @param logX whether x is shown by its logarithm
/// @param logY likewise
public record Panel(String title, String xTitle, String yTitle, boolean logX, boolean logY) {
    /// With plain axes.
    ///
    /// @param title what it shows
    /// @param xTitle title of the x axis
    /// @param yTitle title of the y axis
    public Panel(String title, String xTitle, String yTitle) {
        this(title, xTitle, yTitle, false, false);
    }
}
