package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final int ROWS = 300;

    private static NumericColumn column(String name, IntToDoubleFunction value) {
        double[] values = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            values[row] = value.applyAsDouble(row);
        }
        return new NumericColumn(name, values);
    }

    private static NumericColumn random(String name, int seed) {
        Random random = new Random(seed);
        return column(name, row -> 20 * random.nextDouble());
    }

    private final NumericColumn fare = random("fare", 1);
    private final NumericColumn tip = random("tip", 2);
    private final NumericColumn noise = random("noise", 3);

    private String notes(List<NumericColumn> summands, NumericColumn target) {
        return Sums.of(summands, target).toString();
    }

    private double sum(int row) {
        return fare.values()[row] + tip.values()[row];
    }

    @Test
    void exactSum_isFound() {
        assertThat(notes(List.of(fare, tip, noise), column("total", this::sum)))
                .contains("a sum of the columns \"fare\", \"tip\", each times some factor, is the target \"total\"");
    }

    @Test
    void exceptions_doNotHideIt() {
        assertThat(notes(List.of(fare, tip, noise), column("total", row -> row % 40 == 0 ? 90 : sum(row))))
                .contains("but for a few rows, a sum of the columns \"fare\", \"tip\"");
    }

    @Test
    void roundedSum_isNearlyOne() {
        assertThat(notes(List.of(fare, tip, noise), column("total", row -> Math.rint(sum(row)))))
                .contains("a sum of the columns \"fare\", \"tip\", each times some factor, is nearly (r2 0.99");
    }

    @Test
    void total_isNoInputForItsPart() {
        Random random = new Random(4);
        NumericColumn total = column("total", row -> sum(row) + random.nextDouble());
        assertThat(notes(List.of(fare, total, noise), tip))
                .contains("\"fare\", \"total\"")
                .contains("nearly");
        NumericColumn rough = column("total", row -> sum(row) + 2.5 * random.nextDouble());
        NumericColumn little = column("tip", row -> tip.values()[row] / 2);
        assertThat(notes(List.of(fare, rough, noise), column("tip", row -> little.values()[row])))
                .as("the scale of the target does not matter")
                .contains("total");
    }

    @Test
    void columnsThatSayLittle_areNoSum() {
        assertThat(Sums.of(List.of(fare, noise), tip)).isEmpty();
        Random random = new Random(5);
        assertThat(Sums.of(List.of(fare, noise), column("y", row -> fare.values()[row] + 5 * random.nextGaussian())))
                .isEmpty();
    }
}
