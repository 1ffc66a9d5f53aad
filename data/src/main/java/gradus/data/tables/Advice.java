package gradus.data.tables;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Sentences for a person, with the options that would help. A library does not know whether it is used by a program,
/// from a command line or by a page, so the caller that shows the sentences chooses the words for the options.
///
/// @param parts texts and [Hint]s, in the order in which they are read
public record Advice(List<Object> parts) implements Serializable {
    /// Copies the list.
    public Advice {
        parts = List.copyOf(parts);
    }

    /// Creates advice from parts: a [Hint] stands for an option, every other value for its text.
    ///
    /// @param parts the parts, in order
    /// @return the advice
    public static Advice of(Object... parts) {
        return new Advice(List.of(parts));
    }

    /// Puts a sentence before this advice.
    ///
    /// @param first the sentence
    /// @return the longer advice
    public Advice after(String first) {
        List<Object> all = new ArrayList<>(parts);
        all.addFirst(first);
        return new Advice(all);
    }

    /// Writes the advice.
    ///
    /// @param words names an option in the language of the reader
    /// @return the text
    public String text(Function<Hint, String> words) {
        return parts.stream()
                .map(part -> part instanceof Hint hint ? words.apply(hint) : part.toString())
                .collect(Collectors.joining());
    }

    /// The sentences in the words of Java's options, as in `Leave it out with drop=city`.
    @Override
    public String toString() {
        return text(Hint::toString);
    }
}
