package gradus.lab.comparisons;

import gradus.experiment.Option;
import gradus.experiment.Options;
import gradus.experiment.Settings;
import gradus.experiment.TrainingOptions;
import gradus.lab.messages.ComparisonMessages.FactorView;
import gradus.lab.messages.ComparisonMessages.Factors;
import java.util.ArrayList;
import java.util.List;

/// What the page for comparisons offers to vary: the options that have levels to begin with.
final class Suggestions {
    /// What people ask about first.
    private static final List<Option<Settings, ?>> FIRST =
            List.of(TrainingOptions.LEARNING_RATE, TrainingOptions.OPTIMIZER);

    private Suggestions() {}

    static Factors factors() {
        List<Option<Settings, ?>> options = new ArrayList<>(FIRST);
        Options.ALL.stream().filter(option -> !FIRST.contains(option)).forEach(options::add);
        List<FactorView> views = new ArrayList<>();
        for (Option<Settings, ?> option : options) {
            if (!option.levels().isEmpty()) {
                views.add(new FactorView(option.name(), option.levels(), option.help() + "."));
            }
        }
        views.add(new FactorView(
                "momentum",
                "0,0.5,0.9",
                "Momentum of SGD. Every argument of the optimizer can be varied, as beta_1 or weight_decay."));
        return new Factors(views);
    }
}
