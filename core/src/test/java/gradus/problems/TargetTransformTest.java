package gradus.problems;

import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTransformTest {
    private static Rows column(float... values) {
        return Rows.of(values, 1);
    }

    @Test
    void standardization_hasMeanZeroAndDeviationOne_andGoesBack() {
        Rows values = column(10, 20, 30, 60);
        Standardization transform = Standardization.of(values);
        assertThat(transform.mean()).isEqualTo(30);
        assertThat(transform.deviation()).isCloseTo(18.708, within(1e-3));
        Rows encoded = transform.encode(values);
        assertThat(encoded.toArray()[0]).isCloseTo(-1.069f, within(1e-3f));
        assertThat(transform.decode(encoded).toArray()).containsExactly(new float[] {10, 20, 30, 60}, within(1e-4f));
    }

    @Test
    void targetsThatAreAllAlike_areShiftedOnly() {
        assertThat(Standardization.of(column(5, 5, 5)).encode(column(5, 6)).toArray())
                .containsExactly(0, 1);
    }

    @Test
    void uniformBins_areEquallyWide_andStandForTheirMean() {
        Binning bins = Binning.uniform(column(0, 1, 2, 9, 10), 2);
        assertThat(bins.edges()).containsExactly(5.0);
        assertThat(bins.centers()).containsExactly(1.0, 9.5);
        assertThat(bins.encode(column(-3, 4.9f, 5, 100)).toArray()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void quantileBins_holdEquallyManyRows() {
        Binning bins = Binning.quantile(column(1, 2, 3, 4, 100, 200, 300, 400), 4);
        assertThat(bins.edges()).containsExactly(3.0, 100.0, 300.0);
        assertThat(bins.centers()).containsExactly(1.5, 3.5, 150.0, 350.0);
    }

    @Test
    void anEmptyBin_standsForItsMiddle() {
        assertThat(Binning.uniform(column(0, 10), 5).centers()).containsExactly(0.0, 3.0, 5.0, 7.0, 10.0);
    }

    @Test
    void repeatedNumbers_giveFewerQuantileBins() {
        assertThat(Binning.quantile(column(1, 1, 1, 1, 2, 2), 3).answers()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.quantile(column(1, 1, 1), 2))
                .withMessageContaining("all equal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Binning.uniform(column(1, 2), 1))
                .withMessageContaining("at least 2, got 1");
    }

    @Test
    void decode_isTheExpectedValue() {
        Binning bins = new Binning(List.of(5.0), List.of(0.0, 10.0));
        assertThat(bins.decode(Rows.of(new float[] {0.25f, 0.75f, 1, 0}, 2)).toArray())
                .containsExactly(7.5f, 0);
    }

    @Test
    void theDecoderLayers_sayWhatDecodeSays() {
        Binning bins = new Binning(List.of(1.0, 2.0), List.of(0.5, 1.5, 7.0));
        Model inner = Sequential.of(input(2), dense(3, SOFTMAX)).seed(4);
        Model whole = inner.append(bins.decoder());
        var kernel = whole.parameters().slices().getLast();
        System.arraycopy(bins.decoderParameters(), 0, whole.parameters().values(), kernel.offset(), 3);
        Rows rows = Rows.of(new float[] {1, 2, -1, 3}, 2);
        assertThat(whole.predict(rows).toArray())
                .containsExactly(bins.decode(inner.predict(rows)).toArray(), within(1e-5f));

        Standardization units = new Standardization(100, 5);
        Model linear = Sequential.of(input(2), dense(1)).seed(4);
        assertThat(linear.append(units.decoder()).predict(rows).toArray())
                .containsExactly(units.decode(linear.predict(rows)).toArray(), within(1e-4f));
    }
}
