package gradus.data.tables;

import gradus.data.Integers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Numbers for texts, in the order in which they are met. It may be used by several threads.
public final class TextPool {
    private final Map<String, Integer> codes = new LinkedHashMap<>();

    /// Creates an empty pool.
    public TextPool() {}

    /// Returns the number of a text, a new one if it has none.
    ///
    /// @param text the text
    /// @return its number, from 0
    /// @throws DataException if there are more texts than float32 has numbers for
    public synchronized int code(String text) {
        Integer known = codes.get(text);
        if (known != null) {
            return known;
        }
        if (codes.size() > Integers.LARGEST) {
            throw new DataException("there are more than " + Integers.LARGEST + " different texts in the data");
        }
        codes.put(text, codes.size());
        return codes.size() - 1;
    }

    /// {@return all texts; their index is their number}
    public synchronized List<String> texts() {
        return List.copyOf(codes.keySet());
    }
}
