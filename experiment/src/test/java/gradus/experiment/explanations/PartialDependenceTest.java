package gradus.experiment.explanations;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.Sequential;
import gradus.data.Rows;
import gradus.data.tables.CategoryColumn;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialDependenceTest {
    private static final int COUNT = 60;

    private static Table table() {
        double[] x = new double[COUNT];
        double[] y = new double[COUNT];
        String[] town = new String[COUNT];
        for (int row = 0; row < COUNT; row++) {
            x[row] = row % 10 == 3 ? Double.NaN : (row * 7 % COUNT) / 4.0;
            y[row] = row * 1.5;
            town[row] = row % 6 < 3 ? "Bern" : row % 6 < 5 ? "Chur" : "Genf";
        }
        return Table.of(
                "t", List.of(new NumericColumn("x", x), CategoryColumn.of("town", town), new NumericColumn("y", y)));
    }

    /// Fewer rows than are looked at, so that all of them count.
    @Test
    void answers_areTheMeanOfRowsThatHaveTheValue() {
        Table table = table();
        Schema schema = Schema.infer(table, new SchemaOptions("y").missing(MissingPolicy.INDICATOR));
        Rows rows = schema.encode(table).input();
        Model model = Sequential.of(input(schema.inputWidth()), dense(1));
        List<String> inputs = schema.featureNames();
        for (String column : List.of("x", "town")) {
            PartialDependence effect = PartialDependence.of(model, schema, column, rows);
            for (int i = 0; i < effect.labels().size(); i++) {
                float[] changed = rows.toArray();
                for (int row = 0; row < COUNT; row++) {
                    for (int at = 0; at < rows.width(); at++) {
                        String name = inputs.get(at);
                        if (name.equals("x") && column.equals("x")) {
                            changed[row * rows.width() + at] =
                                    Float.parseFloat(effect.labels().get(i));
                        } else if (name.startsWith(column + "=")) {
                            changed[row * rows.width() + at] =
                                    name.equals(column + "=" + effect.labels().get(i)) ? 1 : 0;
                        }
                    }
                }
                double sum = 0;
                for (float answer :
                        model.predict(Rows.wrap(changed, rows.width())).toArray()) {
                    sum += answer;
                }
                assertThat(effect.answers().getFirst().get(i)).isCloseTo(sum / COUNT, within(1e-6));
            }
        }
    }

    @Test
    void values_areQuantilesOrTheMostFrequent() {
        Table table = table();
        Schema schema = Schema.infer(table, new SchemaOptions("y").missing(MissingPolicy.INDICATOR));
        Rows rows = schema.encode(table).input();
        Model model = Sequential.of(input(schema.inputWidth()), dense(1));
        PartialDependence x = PartialDependence.of(model, schema, "x", rows);
        assertThat(x.values()).hasSize(16).isSorted().startsWith(0.0).endsWith(14.75);
        PartialDependence town = PartialDependence.of(model, schema, "town", rows);
        assertThat(town.labels()).containsExactly("Bern", "Chur", "Genf");
        assertThat(town.values()).containsExactly(0.0, 1.0, 2.0);
        assertThat(town.numeric()).isFalse();
    }
}
