package gradus.experiment.comparisons;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is varied, and the levels it takes: `learning_rate=0.3,0.1,0.01`.
///
/// @param name what is varied, see [Variation]
/// @param levels at least one, in order, as people write them
public record Factor(String name, List<String> levels) {
    /// Brings the name to one spelling.
    public Factor {
        name = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        levels = List.copyOf(levels);
        require(!name.isEmpty(), "what is varied needs a name, as in learning_rate=0.1,0.01");
        require(!levels.isEmpty(), "%s needs at least one level, as in %s=0.1,0.01", name, name);
    }

    /// Reads `name=level,level,…`. Commas within brackets belong to a level:
    /// `optimizer=sgd(0.1,momentum=0.9),adam`. Semicolons separate levels too; a level may then contain commas.
    ///
    /// @param text the text
    /// @return the factor
    public static Factor parse(String text) {
        int equals = text.indexOf('=');
        require(equals > 0, "what is varied is written as name=level,level, got \"%s\"", text);
        String values = text.substring(equals + 1);
        List<String> levels = split(values, values.indexOf(';') >= 0 ? ';' : ',');
        return new Factor(text.substring(0, equals), levels);
    }

    /// One of its levels with the name before it, as in `dropout=0.3`.
    String choice(String level) {
        return name + "=" + level;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : separator;
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (i == text.length() || (c == separator && depth == 0)) {
                String part = text.substring(from, i).strip();
                require(!part.isEmpty(), "a level is empty in \"%s\"", text);
                parts.add(part);
                from = i + 1;
            }
        }
        return parts;
    }

    @Override
    public String toString() {
        boolean commas = levels.stream().anyMatch(level -> split(level, ',').size() > 1);
        return name + "=" + String.join(commas ? ";" : ",", levels);
    }
}
