package gradus.registry;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the terms of a [Notation], one after another, without interpreting them.
final class NotationParser {
    private static final int DEPTH = 16;

    private final String text;
    private int at;
    private int depth;

    NotationParser(String text) {
        this.text = text;
        blanks();
    }

    boolean atEnd() {
        return at == text.length();
    }

    void end() {
        require(atEnd(), "\"%s\" is not understood after \"%s\"", text.substring(at), text.substring(0, at));
    }

    boolean skip(char wanted) {
        if (atEnd() || text.charAt(at) != wanted) {
            return false;
        }
        at++;
        blanks();
        return true;
    }

    Term term() {
        require(++depth <= DEPTH, "\"%s\" is nested too deeply", text);
        int start = at;
        Term term = skip('[') ? list(start) : !atEnd() && text.charAt(at) == '"' ? quoted() : word(start);
        depth--;
        return term;
    }

    private Term list(int start) {
        List<Term> items = new ArrayList<>();
        while (!skip(']')) {
            require(!atEnd(), "\"%s\" is missing a ]", text);
            items.add(term());
            skip(',');
        }
        return new Term(text.substring(start, at).strip(), null, null, items, List.of());
    }

    /// A text between double quotes, which it cannot contain.
    private Term quoted() {
        int end = text.indexOf('"', at + 1);
        require(end >= 0, "%s is missing a closing quote", text.substring(at));
        String content = text.substring(at + 1, end);
        at = end + 1;
        blanks();
        return new Term(content, null, null, null, List.of());
    }

    private Term word(int start) {
        while (!atEnd() && " \t\n,()[]=".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        require(!word.isEmpty(), "\"%s\": a name or a number is expected at \"%s\"", text, text.substring(start));
        blanks();
        Double number = parseNumber(word);
        if (number != null) {
            return new Term(word, null, number, null, List.of());
        }
        List<Argument> arguments = new ArrayList<>();
        if (skip('(')) {
            while (!skip(')')) {
                require(!atEnd(), "\"%s\" is missing a )", text);
                arguments.add(argument());
                skip(',');
            }
        }
        return new Term(text.substring(start, at).strip(), word, null, null, arguments);
    }

    private Argument argument() {
        Term first = term();
        if (!skip('=')) {
            return new Argument(null, first);
        }
        require(first.name() != null, "\"%s\" is not an argument name", first.text());
        return new Argument(first.name(), term());
    }

    private static @Nullable Double parseNumber(String word) {
        if (word.isEmpty() || "+-.0123456789".indexOf(word.charAt(0)) < 0) {
            return null;
        }
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\" is not a number", e);
        }
    }

    private void blanks() {
        while (!atEnd() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /// A name with arguments, a number, a list, or a text in quotes.
    ///
    /// @param text the text as written
    record Term(
            String text,
            @Nullable String name,
            @Nullable Double number,
            @Nullable List<Term> items,
            List<Argument> arguments) {}

    /// A value with an optional name.
    record Argument(@Nullable String name, Term value) {}
}
