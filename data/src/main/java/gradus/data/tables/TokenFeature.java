package gradus.data.tables;

import gradus.data.tables.internal.Texts;
import java.util.List;
import java.util.Map;

/// Text that the model's own layers read. Its only input is the number of the text among those that were met so far.
///
/// @param name the column
/// @param texts the texts that were met so far
public record TokenFeature(String name, TextPool texts) implements Feature {
    /// Creates a column of which no row was encoded yet.
    ///
    /// @param name the column
    public TokenFeature(String name) {
        this(name, new TextPool());
    }

    @Override
    public String kind() {
        return "token";
    }

    @Override
    public List<String> inputNames() {
        return List.of(name);
    }

    /// The empty text is one, too.
    @Override
    public boolean needsValue() {
        return false;
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        return new CellEncoder() {
            @Override
            public void text(String text, float[] target, int at) {
                target[at] = texts.code(text);
            }

            /// A number has lost how it was written, such as the zeros before it.
            @Override
            public void number(double value, float[] target, int at) {
                throw new DataException(Advice.of(
                        "column " + Texts.quote(name)
                                + " was read as numbers, and the model takes its text. Read it as text",
                        new Hint("as", NameList.item(name) + "=category")));
            }

            @Override
            public void missing(float[] target, int at) {
                text("", target, at);
            }
        };
    }

    @Override
    public ColumnKind reading() {
        return new ColumnKind("category", "");
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of();
    }
}
