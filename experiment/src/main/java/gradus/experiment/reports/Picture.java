package gradus.experiment.reports;

import java.util.List;

/// Charts side by side, under one legend.
///
/// @param charts the charts, in which the same series have the same places
/// @param legend name of each series
public record Picture(List<Chart> charts, List<String> legend) {
    /// Copies the lists.
    public Picture {
        charts = List.copyOf(charts);
        legend = List.copyOf(legend);
    }

    /// {@return the picture as an SVG file of its own, light or dark as its reader's screen}
    public String svg() {
        return Chart.file(charts, legend);
    }

    /// {@return what the picture shows, in words}
    public String description() {
        return String.join("; ", charts.stream().map(Chart::title).toList());
    }

    /// {@return the description}
    @Override
    public String toString() {
        return description();
    }
}
