package gradus.lab.race;

import gradus.lab.messages.RaceMessages.RacerView;
import gradus.lab.view.About;
import gradus.optimizers.ElementwiseOptimizer;
import gradus.optimizers.NesterovMomentum;
import gradus.optimizers.Optimizer;
import gradus.optimizers.Sgd;
import gradus.registry.Config;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A participant of a race: every elementwise optimizer of Gradus, and both forms of momentum. Parameterwise
/// optimizers are left out: norms and rows of two coordinates would mean nothing. So are users' own: they may be
/// anything, and the page must look the same wherever it is opened.
///
/// @param name identifies it in messages
/// @param label shown on the page
/// @param optimizer with the library's defaults
record Racer(String name, String label, Optimizer optimizer) {
    private static final double MOMENTUM = 0.9;

    /// All of them.
    static List<Racer> all() {
        return of(Registry.OPTIMIZERS.entries());
    }

    static List<Racer> of(List<Registry.Entry<Optimizer>> entries) {
        List<Racer> racers = new ArrayList<>();
        for (Registry.Entry<Optimizer> entry : entries) {
            Optimizer optimizer = (Optimizer) entry.record();
            if (!entry.builtIn() || !(optimizer instanceof ElementwiseOptimizer)) {
                continue;
            }
            racers.add(new Racer(entry.notation(), label(entry.name(), optimizer), optimizer));
            if (optimizer instanceof Sgd) {
                racers.add(new Racer("heavy_ball", "Heavy ball 0.9", new Sgd(0.01, MOMENTUM, false)));
                racers.add(new Racer("sgd_nesterov", "Nesterov 0.9", new Sgd(0.01, MOMENTUM, true)));
            }
        }
        return List.copyOf(racers);
    }

    private static String label(String name, Optimizer optimizer) {
        return optimizer instanceof NesterovMomentum ? "Nesterov, ahead" : name;
    }

    /// As the page knows it.
    RacerView view() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Config.of((Record) optimizer).forEach((key, value) -> {
            if (value instanceof Number || value instanceof Boolean) {
                arguments.put(key, value);
            }
        });
        double rate = optimizer.learningRate().at(0);
        return new RacerView(
                name,
                label,
                Notation.write(Registry.OPTIMIZERS, optimizer),
                About.of(optimizer),
                arguments,
                optimizer.slots(),
                rate);
    }
}
