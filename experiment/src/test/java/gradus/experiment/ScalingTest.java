package gradus.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.datasets.Data;
import gradus.data.tables.Schema;
import gradus.math.RandomStream;
import org.junit.jupiter.api.Test;

class ScalingTest {
    private static Schema schema(String data) {
        var loaded = Data.open(data);
        return loaded.prepare(loaded.defaults(), 0, 0, RandomStream.of(0)).schema();
    }

    @Test
    void manyNumberedColumns_arePartsOfOneThing() {
        assertThat(Scaling.of(schema("digits"))).isEqualTo(Scaling.ALL);
    }

    @Test
    void columnsOfManyNames_areScaledOneByOne() {
        assertThat(Scaling.of(schema("breast_cancer"))).isEqualTo(Scaling.EACH);
    }

    @Test
    void fewColumns_areScaledOneByOneWhateverTheirNames() {
        assertThat(Scaling.of(schema("spiral"))).isEqualTo(Scaling.EACH);
        assertThat(Scaling.of(schema("penguins"))).isEqualTo(Scaling.EACH);
    }
}
