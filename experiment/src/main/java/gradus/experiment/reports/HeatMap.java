package gradus.experiment.reports;

import java.util.List;

/// A table whose cells are the darker the better they are.
public final class HeatMap {
    private static final int WIDTH = 520;
    private static final int ROW = 52;
    private static final int HEAD = 28;
    /// Width of a letter, about.
    private static final double LETTER = 7;
    /// The best cell is not so dark that its text cannot be read on it.
    private static final double DARKEST = 0.5;

    private HeatMap() {}

    /// {@return the map}
    ///
    /// @param title title above it
    /// @param rows names of the rows
    /// @param columns names of the columns
    /// @param higherIsBetter of the numbers
    /// @param cells row by row, with a text of one line or two; the second is left out where it has no room
    public static Chart of(
            String title, List<String> rows, List<String> columns, boolean higherIsBetter, List<Chart.Range> cells) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Chart.Range cell : cells) {
            low = Double.isFinite(cell.middle()) ? Math.min(low, cell.middle()) : low;
            high = Double.isFinite(cell.middle()) ? Math.max(high, cell.middle()) : high;
        }
        Svg svg = new Svg(WIDTH, HEAD + rows.size() * ROW, title);
        int longest = rows.stream().mapToInt(String::length).max().orElse(0);
        double left = Math.min(WIDTH / 2.0, longest * LETTER + 12);
        double width = (WIDTH - left) / columns.size();
        for (int column = 0; column < columns.size(); column++) {
            svg.label("value", left + (column + 0.5) * width, HEAD - 10, "middle", columns.get(column));
        }
        for (int row = 0; row < rows.size(); row++) {
            double top = HEAD + row * (double) ROW;
            svg.label("value", left - 8, top + ROW / 2.0 + 4, "end", rows.get(row));
            for (int column = 0; column < columns.size(); column++) {
                Chart.Range cell = cells.get(row * columns.size() + column);
                double middle = left + (column + 0.5) * width;
                if (Double.isFinite(cell.middle())) {
                    double share = high > low ? (cell.middle() - low) / (high - low) : 0;
                    double shade = DARKEST * (higherIsBetter ? share : 1 - share);
                    svg.cell("f0", left + column * width, top, width - 2, ROW - 2.0, shade);
                }
                String[] lines = cell.text().split("\n", -1);
                boolean one = lines.length == 1 || lines[1].length() * LETTER > width;
                svg.label("value", middle, top + (one ? 29 : 22), "middle", lines[0]);
                if (!one) {
                    svg.label("value", middle, top + 40, "middle", lines[1]);
                }
            }
        }
        return new Chart(title, svg);
    }
}
