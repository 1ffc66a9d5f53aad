package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names of columns, no two alike.
final class Names {
    private Names() {}

    /// The name of a column that has none.
    static String unnamed(int place) {
        return "column_" + (place + 1);
    }

    /// Names columns as a table does.
    ///
    /// @param given the names, of which some may be empty or alike
    /// @param notes what was changed is added to them
    static List<String> distinct(List<String> given, List<Advice> notes) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String first = given.get(i).isEmpty() ? unnamed(i) : given.get(i);
            String name = first;
            for (int copy = 2; !taken.add(name); copy++) {
                name = first + "_" + copy;
            }
            if (!name.equals(first)) {
                notes.add(Advice.of("two columns are named " + Texts.quote(first) + ", so the second is called "
                        + Texts.quote(name)));
            }
            names.add(name);
        }
        return names;
    }
}
