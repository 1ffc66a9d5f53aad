package gradus.lab.view;

import java.util.List;
import java.util.function.DoublePredicate;

/// Counts units that contribute nothing: dead, saturated and identical ones.
final class UnitCheck {
    private static final double FULL = 0.95;

    private UnitCheck() {}

    /// How many units answer 0 to every row, where the activation cannot come back from that.
    static int dead(Column column, float[] outputs, int rows) {
        return List.of("Relu", "ReLU", "Relu6").contains(column.activation())
                ? count(column.units(), outputs, rows, 1, value -> value == 0)
                : 0;
    }

    /// How many units stand at an end of their range for 95% of the rows.
    static int saturated(Column column, float[] outputs, int rows) {
        if (column.isHead()) {
            return 0;
        }
        return switch (column.activation()) {
            case "Tanh", "HardTanh", "Softsign" ->
                count(column.units(), outputs, rows, FULL, value -> Math.abs(value) > 0.97);
            case "Sigmoid", "HardSigmoid" ->
                count(column.units(), outputs, rows, FULL, value -> value < 0.015 || value > 0.985);
            default -> 0;
        };
    }

    private static int count(int width, float[] outputs, int rows, double share, DoublePredicate holds) {
        int units = 0;
        for (int unit = 0; unit < width; unit++) {
            int hits = 0;
            for (int row = 0; row < rows; row++) {
                hits += holds.test(outputs[row * width + unit]) ? 1 : 0;
            }
            units += hits >= share * rows ? 1 : 0;
        }
        return units;
    }

    /// Whether several units have the same weights.
    static boolean alike(float[] parameters, Column column) {
        int units = column.units();
        if (units < 2) {
            return false;
        }
        for (int i = 0; i < column.inputs(); i++) {
            for (int unit = 1; unit < units; unit++) {
                int at = column.kernel().offset() + i * units;
                if (Math.abs(parameters[at + unit] - parameters[at]) > 1e-6f) {
                    return false;
                }
            }
        }
        return true;
    }
}
