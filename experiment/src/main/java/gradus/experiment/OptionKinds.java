package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.GradientDescent;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Option.Group;
import gradus.experiment.Option.Use;
import gradus.internal.Records;
import gradus.layers.Layer;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.schedules.Schedule;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The kinds of options in [Options]: what is given once, varied in comparisons, or both, and how a kind reads and sets
/// its part of the settings.
@SuppressWarnings("NullAway") // takes getters of what may be null for functions that never return null
final class OptionKinds {
    private static final Settings STANDARD = Settings.of("");
    private static final CsvOptions PLAIN = new CsvOptions();

    private OptionKinds() {}

    static <T> Option<Settings, T> given(
            String path, String name, Group group, Values<T> values, String label, String help) {
        return component(path, name, group, Use.GIVEN, values, label, help);
    }

    static <T> Option<Settings, T> both(
            String path, String name, Group group, Values<T> values, String label, String help) {
        return component(path, name, group, Use.BOTH, values, label, help);
    }

    /// An option that is a component of the settings, or of a part of them as in `training.epochs`.
    static <T> Option<Settings, T> component(
            String path, String name, Group group, Use use, Values<T> values, String label, String help) {
        int dot = path.indexOf('.');
        String part = dot < 0 ? "" : path.substring(0, dot);
        String component = path.substring(dot + 1);
        Function<Settings, @Nullable T> get = settings -> {
            @SuppressWarnings("unchecked") // a test reads and writes every option
            T value = (T) Records.components(part(settings, part)).get(component);
            return value;
        };
        BiFunction<Settings, @Nullable T, Settings> set = (settings, value) -> {
            Record changed = Records.with(part(settings, part), component, value);
            return part.isEmpty() ? (Settings) changed : Records.with(settings, part, changed);
        };
        return option(name, group, use, values, label, help, get, set, STANDARD);
    }

    static Record part(Settings settings, String part) {
        return part.isEmpty()
                ? settings
                : (Record) Objects.requireNonNull(Records.components(settings).get(part));
    }

    /// A change of the hidden layers.
    static <T> Option<Settings, T> varied(
            String name, Values<T> values, BiFunction<List<Layer>, T, List<Layer>> change, String help, String levels) {
        return changing(
                name,
                Group.NETWORK,
                values,
                (settings, value) -> NetworkOptions.LAYERS.with(
                        settings,
                        change.apply(
                                Objects.requireNonNull(
                                        settings.network().layers(), "hidden layers must be written out to be changed"),
                                value)),
                help,
                levels);
    }

    static <T> Option<Settings, T> changing(
            String name,
            Group group,
            Values<T> values,
            BiFunction<Settings, T, Settings> change,
            String help,
            String levels) {
        return new Option<>(
                name,
                group,
                Use.VARIED,
                values,
                "",
                help,
                "",
                levels,
                settings -> null,
                (settings, value) -> change.apply(settings, Objects.requireNonNull(value)),
                "");
    }

    static <T> Option<CsvOptions, T> reading(
            String name,
            Values<T> values,
            String label,
            String help,
            Function<CsvOptions, @Nullable T> get,
            BiFunction<CsvOptions, T, CsvOptions> set) {
        return option(
                name,
                Group.READING,
                Use.GIVEN,
                values,
                label,
                help,
                get,
                (csv, value) -> set.apply(csv, Objects.requireNonNull(value)),
                PLAIN);
    }

    static <S, T> Option<S, T> option(
            String name,
            Group group,
            Use use,
            Values<T> values,
            String label,
            String help,
            Function<S, @Nullable T> get,
            BiFunction<S, @Nullable T, S> set,
            S standard) {
        T value = get.apply(standard);
        return new Option<>(
                name, group, use, values, label, help, "", "", get, set, value == null ? "" : values.write(value));
    }

    static Settings learningRate(Settings settings, Schedule rate) {
        require(
                settings.training().schedule() == null,
                "a learning rate changes nothing where a schedule is given; vary the schedule instead");
        Optimizer optimizer = Objects.requireNonNullElseGet(settings.training().optimizer(), Adam::new);
        return TrainingOptions.OPTIMIZER.with(settings, optimizer.withLearningRate(rate));
    }

    static Settings gradientDescent(Settings settings, String kind) {
        GradientDescent given = settings.training().batch();
        boolean some = given instanceof GradientDescent.MiniBatch mini && mini.size() > 1;
        return TrainingOptions.BATCH.with(
                settings,
                switch (kind) {
                    case "stochastic" -> GradientDescent.stochastic();
                    case "batch" -> GradientDescent.batch();
                    default -> some ? given : GradientDescent.miniBatch(TrainingOptions.MINI_BATCH);
                });
    }
}
