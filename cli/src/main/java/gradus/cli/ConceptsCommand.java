package gradus.cli;

import gradus.registry.Config;
import gradus.registry.Help;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus concepts [KIND [NAME]]`.
@Command(
        name = "concepts",
        description =
                "Shows the layers, activations, losses, optimizers, … that options can name, and their arguments.",
        mixinStandardHelpOptions = true,
        footer = {"", "For example: gradus concepts optimizer", "             gradus concepts optimizer adam"})
final class ConceptsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            description = "A kind, such as layer (default: all kinds).")
    private @Nullable String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The concept to show in full.")
    private @Nullable String name;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        String wanted = kind;
        for (Registry<?> registry : wanted == null ? Registry.all() : List.of(registry(wanted))) {
            if (name == null) {
                list(registry, out);
            } else {
                show(registry.get(name), out);
            }
        }
        return 0;
    }

    private static Registry<?> registry(String kind) {
        List<String> kinds = new ArrayList<>();
        for (Registry<?> registry : Registry.all()) {
            if (kind.equals(registry.kind()) || kind.equals(registry.kind() + "s") || kind.equals(plural(registry))) {
                return registry;
            }
            kinds.add(registry.kind());
        }
        throw new IllegalArgumentException("there is no kind \"" + kind + "\"; there are " + String.join(", ", kinds));
    }

    private static String plural(Registry<?> registry) {
        return registry.kind() + (registry.kind().endsWith("s") ? "es" : "s");
    }

    private static void list(Registry<?> registry, PrintWriter out) {
        out.println(plural(registry) + ":");
        for (Registry.Entry<?> entry : registry.entries()) {
            out.println("  %-32s %s"
                    .formatted(entry.notation(), entry.help().sentence())
                    .stripTrailing());
        }
    }

    private static void show(Registry.Entry<?> entry, PrintWriter out) {
        Help help = entry.help();
        out.println(entry.title() + ": " + help.sentence());
        if (!help.details().isEmpty()) {
            out.println(help.details().replace("`", ""));
        }
        Map<String, @Nullable Object> defaults = Config.of(entry.record());
        int place = 0;
        for (Map.Entry<String, RecordComponent> argument :
                Config.components(entry.type()).entrySet()) {
            String given = place++ < entry.required() ? "" : "=" + Notation.writeValue(defaults.get(argument.getKey()));
            out.println("  %-32s %s"
                    .formatted(argument.getKey() + given, help.arguments().get(argument.getKey()))
                    .stripTrailing());
        }
    }
}
