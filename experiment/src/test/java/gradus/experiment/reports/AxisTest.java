package gradus.experiment.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @Test
    void ticks_areRoundNumbers() {
        assertThat(Axis.around(new double[] {0.03, 0.97}, false, 0, 1).ticks())
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(new Axis(1e-7, 10, true, false, 0, 1).ticks()).first().isEqualTo(1e-7);
    }

    @Test
    void ticks_ofWholeNumbers_areWhole() {
        assertThat(Axis.around(new double[] {1, 2, 3}, false, 0, 1).ticks()).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void ticks_ofLessThanTwoPowersOfTen_areFractionsToo() {
        assertThat(new Axis(2, 30, true, false, 0, 1).ticks()).contains(10.0, 5.0, 20.0);
    }

    @Test
    void at_isLinear_orLogarithmic() {
        assertThat(new Axis(0, 10, false, false, 100, 300).at(5)).isEqualTo(200);
        assertThat(new Axis(1, 100, true, false, 300, 100).at(10)).isEqualTo(200);
        // What lies outside stays at the edge.
        assertThat(new Axis(0, 10, false, false, 100, 300).at(1e9)).isEqualTo(304);
    }

    @Test
    void around_leavesOutWhatIsNotFinite() {
        Axis axis = Axis.around(new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, 3}, false, 0, 1);
        assertThat(axis.low()).isBetween(0.9, 1.0);
        assertThat(axis.high()).isBetween(3.0, 3.1);
        assertThat(axis.shows(Double.NaN)).isFalse();
        Axis logs = Axis.around(new double[] {-1, 0, 10, 1000}, true, 0, 1);
        assertThat(logs.low()).isBetween(5.0, 10.0);
        assertThat(logs.shows(0)).isFalse();
        assertThat(Axis.around(new double[0], true, 0, 1).low()).isEqualTo(0.1);
        assertThat(Axis.around(new double[] {0}, false, 0, 1).high()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.25,0.25", "12000,12000", "100000,1e5", "0.00025,2.5e-4", "-3,-3"})
    void label_isShort(double tick, String label) {
        assertThat(Axis.label(tick)).isEqualTo(label);
    }
}
