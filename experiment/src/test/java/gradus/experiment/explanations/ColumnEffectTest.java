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
import gradus.layers.Input;
import gradus.problems.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnEffectTest {
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
            ColumnEffect effect = ColumnEffect.of(model, schema, column, rows);
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

    /// `x·y` of four rows. Intervals (1, 2], (2, 3], (3, 4] have rows 1 and 2, row 3, and row 4, whose changes are 1
    /// and 3, 2, and 5. They add up to 0, 2, 4, 9, whose mean over the rows is (2·1 + 3 + 6.5)/4 = 2.875; the mean
    /// answer is (1 + 6 + 6 + 20)/4 = 8.25.
    @Test
    void accumulatedEffects_areThoseByHand() {
        Table table = Table.of(
                "t",
                List.of(
                        new NumericColumn("x", new double[] {1, 2, 3, 4}),
                        new NumericColumn("y", new double[] {1, 3, 2, 5}),
                        new NumericColumn("z", new double[] {1, 2, 4, 3})));
        Schema schema = Schema.infer(table, new SchemaOptions("z").task(Task.REGRESSION));
        Input input = input(2);
        Model product = Model.of(input, input.get(":, 0:1").times(input.get(":, 1:2")));
        ColumnEffect effect =
                ColumnEffect.of(product, schema, "x", schema.encode(table).input());
        assertThat(effect.values()).containsExactly(1.0, 2.0, 3.0, 4.0);
        assertThat(effect.answers()).containsExactly(List.of(2.75, 5.5, 8.25, 11.0));
        assertThat(effect.accumulated()).containsExactly(List.of(5.375, 7.375, 9.375, 14.375));
    }

    /// Of a linear model, both curves have the slope of its weight.
    @Test
    void bothCurves_agree_ifColumnsAddUp() {
        Table table = table();
        Schema schema = Schema.infer(table, new SchemaOptions("y").missing(MissingPolicy.INDICATOR));
        Rows rows = schema.encode(table).input();
        Model model = Sequential.of(input(schema.inputWidth()), dense(1));
        float weight = model.parameters().values()[0];
        ColumnEffect x = ColumnEffect.of(model, schema, "x", rows);
        for (List<Double> curve :
                List.of(x.answers().getFirst(), x.accumulated().getFirst())) {
            for (int i = 1; i < curve.size(); i++) {
                assertThat(curve.get(i) - curve.get(i - 1))
                        .isCloseTo(weight * (x.values().get(i) - x.values().get(i - 1)), within(1e-5));
            }
        }
        assertThat(ColumnEffect.of(model, schema, "town", rows).accumulated()).isEmpty();
    }

    @Test
    void values_areQuantilesOrTheMostFrequent() {
        Table table = table();
        Schema schema = Schema.infer(table, new SchemaOptions("y").missing(MissingPolicy.INDICATOR));
        Rows rows = schema.encode(table).input();
        Model model = Sequential.of(input(schema.inputWidth()), dense(1));
        ColumnEffect x = ColumnEffect.of(model, schema, "x", rows);
        assertThat(x.values()).hasSize(16).isSorted().startsWith(0.0).endsWith(14.75);
        ColumnEffect town = ColumnEffect.of(model, schema, "town", rows);
        assertThat(town.labels()).containsExactly("Bern", "Chur", "Genf");
        assertThat(town.values()).containsExactly(0.0, 1.0, 2.0);
        assertThat(town.numeric()).isFalse();
    }
}
