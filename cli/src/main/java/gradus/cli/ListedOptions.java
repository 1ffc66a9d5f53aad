package gradus.cli;

import gradus.experiment.Option;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Options of a list, as options of a command: their names, labels and help are those of the list.
final class ListedOptions<S> {
    private final Map<Option<S, ?>, OptionSpec> options = new LinkedHashMap<>();

    ListedOptions(List<Option<S, ?>> list) {
        for (Option<S, ?> option : list) {
            if (option.use().isGiven()) {
                options.put(option, spec(option));
            }
        }
    }

    private static OptionSpec spec(Option<?, ?> option) {
        OptionSpec.Builder spec = OptionSpec.builder(option.flag())
                .description(option.description().replace("%", "%%"));
        if (option.isSwitch()) {
            return spec.type(boolean.class).arity("0").build();
        }
        spec.paramLabel(option.label());
        return option.values().isList()
                ? spec.type(List.class)
                        .auxiliaryTypes(String.class)
                        .splitRegex(",")
                        .build()
                : spec.type(String.class).build();
    }

    /// Puts them under the headings of their groups.
    void addTo(CommandSpec command) {
        addTo(command, Option.Group::title);
    }

    /// Puts them under headings.
    void addTo(CommandSpec command, Function<Option.Group, String> heading) {
        Map<Option.Group, ArgGroupSpec.Builder> groups = new EnumMap<>(Option.Group.class);
        options.forEach((option, spec) -> groups.computeIfAbsent(
                        option.group(),
                        group -> ArgGroupSpec.builder()
                                .heading("%n" + heading.apply(group) + "%n")
                                .exclusive(false)
                                .validate(false))
                .addArg(spec));
        groups.values().forEach(group -> command.addArgGroup(group.build()));
    }

    /// Settings with what was given.
    S over(S standard) {
        S settings = standard;
        for (Map.Entry<Option<S, ?>, OptionSpec> option : options.entrySet()) {
            String text = text(option.getKey(), option.getValue().getValue());
            if (text != null) {
                settings = option.getKey().parsed(settings, option.getKey().flag(), text);
            }
        }
        return settings;
    }

    private static @Nullable String text(Option<?, ?> option, @Nullable Object given) {
        return switch (given) {
            case null -> null;
            case Boolean switched -> !switched ? null : option.standard().equals("on") ? "off" : "on";
            case List<?> list ->
                String.join(",", list.stream().map(String::valueOf).toList());
            default -> given.toString();
        };
    }
}
