package gradus.experiment;

import gradus.data.Rows;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.problems.Standardization;
import gradus.problems.TargetTransform;
import gradus.problems.Task;
import java.util.ArrayList;
import java.util.List;

/// Learns several numbers at once, each standardized by its own mean and deviation, so that all count alike.
///
/// @param columns of the targets, in order
record SeveralTargets(List<Standardization> columns) implements TargetTransform {
    SeveralTargets {
        columns = List.copyOf(columns);
    }

    /// Measures means and deviations of the training targets.
    static SeveralTargets of(Rows values) {
        float[] all = values.toArray();
        List<Standardization> columns = new ArrayList<>();
        for (int i = 0; i < values.width(); i++) {
            float[] column = new float[values.count()];
            for (int row = 0; row < column.length; row++) {
                column[row] = all[row * values.width() + i];
            }
            columns.add(Standardization.of(Rows.wrap(column, 1)));
        }
        return new SeveralTargets(columns);
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public int answers() {
        return columns.size();
    }

    @Override
    public Rows encode(Rows values) {
        float[] encoded = values.toArray();
        for (int i = 0; i < encoded.length; i++) {
            Standardization column = columns.get(i % columns.size());
            encoded[i] = (float) ((encoded[i] - column.mean()) / column.deviation());
        }
        return Rows.wrap(encoded, columns.size());
    }

    @Override
    public List<Layer> decoder() {
        return List.of(new Normalization(
                        -1,
                        columns.stream().map(Standardization::mean).toList(),
                        columns.stream()
                                .map(column -> column.deviation() * column.deviation())
                                .toList(),
                        true)
                .named("target_units"));
    }

    @Override
    public Rows decode(Rows answers) {
        float[] values = answers.toArray();
        for (int i = 0; i < values.length; i++) {
            Standardization column = columns.get(i % columns.size());
            values[i] = (float) (values[i] * column.deviation() + column.mean());
        }
        return Rows.wrap(values, columns.size());
    }
}
