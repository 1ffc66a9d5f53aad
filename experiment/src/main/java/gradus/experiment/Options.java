package gradus.experiment;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every option there is, once, by groups: [TableOptions], [RowOptions], [NetworkOptions], [TrainingOptions],
/// [AnswerOptions]. The command line, what `compare` can vary and `tune` can search, the tables in
/// `docs/command-line.md` and the suggestions of the
/// lab all follow from these lists: a new option is one entry in the file of its group, and its use. Where several are
/// given, the order of the lists is that in which they are applied.
public final class Options {
    /// Every option of a run.
    public static final List<Option<Settings, ?>> ALL = Stream.of(
                    TableOptions.ALL, RowOptions.ALL, NetworkOptions.ALL, TrainingOptions.ALL, AnswerOptions.ALL)
            .flatMap(List::stream)
            .toList();

    private Options() {}

    /// Returns the option of a name.
    ///
    /// @param name name of the option
    /// @return the option
    /// @throws IllegalArgumentException if there is none; the message lists all
    public static Option<Settings, ?> named(String name) {
        Option<Settings, ?> option = find(name);
        if (option == null) {
            throw new IllegalArgumentException("there is no option \"" + name + "\"; there are "
                    + String.join(", ", ALL.stream().map(Option::name).toList()));
        }
        return option;
    }

    /// Finds the option of a name. Two options also have the names of Keras's arguments.
    ///
    /// @param name name of the option
    /// @return the option, or null if there is none
    public static @Nullable Option<Settings, ?> find(String name) {
        String known = name.equals("initializer") ? "init" : name.equals("batch_size") ? "batch" : name;
        return ALL.stream()
                .filter(option -> option.name().equals(known))
                .findFirst()
                .orElse(null);
    }

    /// {@return the names of all options that a comparison can vary, without the arguments of concepts}
    public static List<String> variedNames() {
        return ALL.stream()
                .filter(option -> option.use().isVaried())
                .map(Option::name)
                .toList();
    }
}
