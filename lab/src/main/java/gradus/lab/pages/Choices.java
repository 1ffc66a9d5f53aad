package gradus.lab.pages;

import gradus.data.datasets.DatasetInfo;
import gradus.data.datasets.Datasets;
import gradus.data.datasets.Generator;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.LabSettings.DataChoice;
import gradus.lab.messages.LabSettings.LayerChoice;
import gradus.lab.messages.Messages.Catalog;
import gradus.lab.messages.Messages.Choice;
import gradus.lab.run.Plan;
import gradus.lab.run.Uploads;
import gradus.optimizers.UpdateOptions;
import gradus.registry.Config;
import gradus.registry.Help;
import gradus.registry.Registry;
import gradus.schedules.Constant;
import gradus.schedules.Schedule;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one can choose from: all that the registry knows and that needs nothing but numbers.
public final class Choices {
    private Choices() {}

    /// Everything, for the forms of the page.
    public static Catalog catalog(Uploads uploads) {
        List<Choice> generators = new ArrayList<>();
        for (Generator generator : Generator.values()) {
            generators.add(new Choice(
                    generator.label(),
                    generator.description(),
                    Map.of("task", generator.task().name(), "noise", generator.defaultNoise())));
        }
        List<Choice> datasets = new ArrayList<>();
        for (DatasetInfo info : Datasets.all()) {
            if (Plan.fits(info, uploads)
                    && (!info.name().equals(Datasets.FASHION_MNIST)
                            || Files.isDirectory(Datasets.FASHION_MNIST_FOLDER))) {
                datasets.add(new Choice(
                        info.name(),
                        info.description(),
                        Map.of(
                                "rows", info.rows(),
                                "features", info.features(),
                                "licence", info.licence(),
                                "task", info.task())));
            }
        }
        List<Choice> schedules = new ArrayList<>();
        schedules.add(choice("constant", "Constant", Help.of(Constant.class), Map.of()));
        for (Registry.Entry<Schedule> entry : Registry.SCHEDULES.entries()) {
            // The plan knows what those of Gradus need by the length of the run.
            if (entry.required() == 0 || entry.builtIn()) {
                schedules.add(choice(entry, Map.of()));
            }
        }
        Map<String, Object> around = new LinkedHashMap<>();
        Config.of(UpdateOptions.NONE).forEach((name, value) -> around.put(name, value == null ? "none" : value));
        return new Catalog(
                generators,
                datasets,
                simple(Registry.ACTIVATIONS).stream()
                        .filter(choice -> !List.of("softmax", "log_softmax", "sparsemax", "glu")
                                .contains(choice.name()))
                        .toList(),
                simple(Registry.INITIALIZERS).stream()
                        .filter(choice -> !choice.name().equals("identity"))
                        .toList(),
                simple(Registry.LOSSES),
                simple(Registry.OPTIMIZERS),
                choice("around", "Around every optimizer", Help.of(UpdateOptions.class), around),
                schedules,
                uploads.all(),
                start(),
                uploads.limits());
    }

    /// What the page shows first: a network that can learn XOR, on the XOR data.
    public static LabSettings start() {
        LayerChoice layer = new LayerChoice(6, "tanh", true, "none", 0, "glorot_uniform");
        return new LabSettings(
                new DataChoice("generator", "xor", 400, 0.1, 0, "", 0.3, true),
                List.of(layer, new LayerChoice(4, "tanh", true, "none", 0, "glorot_uniform")),
                "",
                "adam",
                Map.of(),
                0.01,
                "constant",
                16,
                100,
                0,
                0,
                0);
    }

    private static <T> List<Choice> simple(Registry<T> registry) {
        List<Choice> choices = new ArrayList<>();
        for (Registry.Entry<T> entry : registry.entries()) {
            if (entry.required() > 0) {
                continue;
            }
            Map<String, Object> arguments = new LinkedHashMap<>();
            Config.of(entry.record()).forEach((name, value) -> {
                if (value instanceof Number || value instanceof Boolean) {
                    arguments.put(name, value);
                }
            });
            choices.add(choice(entry, arguments));
        }
        return choices;
    }

    private static Choice choice(Registry.Entry<?> entry, Map<String, Object> arguments) {
        return choice(entry.notation(), entry.title(), entry.help(), arguments);
    }

    private static Choice choice(String name, String title, Help help, Map<String, Object> arguments) {
        return new Choice(name, title, help.sentence(), help.details(), arguments, help.arguments());
    }
}
