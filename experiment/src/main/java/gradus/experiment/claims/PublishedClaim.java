package gradus.experiment.claims;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.List;

/// A published claim as a file of Markdown: a title, what was published, a command in a block named `sh`, and rules in
/// a block named `rules`.
///
/// @param title of the file
/// @param command the words of the command, without the program's name
/// @param rules at least one
/// @param before the file up to the heading `## Result`, under which the result is written
/// @param after the file from the heading `## Afterwards`, what its author found later; or empty
public record PublishedClaim(String title, List<String> command, List<Claim> rules, String before, String after) {
    private static final String RESULT = "\n## Result\n";
    private static final String AFTERWARDS = "\n## Afterwards\n";

    /// Copies the lists.
    public PublishedClaim {
        command = List.copyOf(command);
        rules = List.copyOf(rules);
    }

    /// Reads a file.
    ///
    /// @param name of the file, for messages
    /// @param text content of the file
    /// @return the claims of the file
    /// @throws IllegalArgumentException if the text is not a claim
    public static PublishedClaim parse(String name, String text) {
        String unix = text.replace("\r\n", "\n");
        int afterwards = unix.indexOf(AFTERWARDS);
        String after = afterwards < 0 ? "" : unix.substring(afterwards);
        int result = unix.indexOf(RESULT);
        int end = result >= 0 ? result : afterwards >= 0 ? afterwards : unix.length();
        String before = unix.substring(0, end).stripTrailing() + "\n";
        String title = before.lines()
                .filter(line -> line.startsWith("# "))
                .findFirst()
                .map(line -> line.substring(2).strip())
                .orElse(name);
        String commands = block(name, before, "sh").replace("\\\n", " ").strip();
        require(!commands.contains("\n"), "%s must have one command, got several", name);
        List<String> words = words(name, commands);
        require(
                words.size() > 1 && words.getFirst().endsWith("gradus"),
                "%s must have a command as \"./gradus compare …\", got \"%s\"",
                name,
                commands);
        List<Claim> rules = block(name, before, "rules")
                .lines()
                .filter(line -> !line.isBlank())
                .map(Claim::parse)
                .toList();
        require(!rules.isEmpty(), "%s must have a rule, got none", name);
        return new PublishedClaim(title, words.subList(1, words.size()), rules, before, after);
    }

    private static String block(String name, String text, String kind) {
        String fence = "\n```" + kind + "\n";
        int from = text.indexOf(fence);
        int to = from < 0 ? -1 : text.indexOf("\n```", from + fence.length() - 1);
        require(
                to >= 0,
                "%s is not a claim: it has no block ```%s. A claim is a file of Markdown with a title, one command in a"
                        + " block ```sh and the rules that judge it in a block ```rules",
                name,
                kind);
        return text.substring(from + fence.length(), Math.max(to, from + fence.length()));
    }

    /// The words of a line as a shell parts them, quotes taken off. Nothing is replaced.
    private static List<String> words(String name, String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
                open = true;
            }
        }
        require(quote == 0, "%s: a quote is not closed in \"%s\"", name, line);
        if (open) {
            words.add(word.toString());
        }
        return words;
    }

    /// Judges by all rules together, with each set of seeds by itself.
    ///
    /// @param sets what each of several disjoint sets of seeds measured
    /// @return what came of each rule
    public List<Repetition> judge(List<Measurements> sets) {
        return Repetition.of(rules, sets);
    }

    /// {@return whether a rule is about time, so that runs must be made one after the other}
    public boolean timed() {
        return rules.stream().anyMatch(rule -> rule.quantity().equals("seconds"));
    }

    /// {@return the file with a result inserted}
    ///
    /// @param result the result as Markdown
    public String with(String result) {
        return before + RESULT + result + after;
    }
}
