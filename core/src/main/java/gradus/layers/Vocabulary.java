package gradus.layers;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts tokens, from which a [LookupLayer] is adapted: the more frequent first, and equally frequent ones in
/// descending order, as in Keras.
final class Vocabulary<T> {
    private final Comparator<T> order;
    private final Map<T, Integer> counts = new HashMap<>();
    private final Map<T, Integer> documents = new HashMap<>();
    private int rows;

    Vocabulary(Comparator<T> order) {
        this.order = order;
    }

    /// Counts the tokens of a row.
    void add(List<T> row) {
        rows++;
        Set<T> seen = new HashSet<>();
        for (T token : row) {
            counts.merge(token, 1, Integer::sum);
            if (seen.add(token)) {
                documents.merge(token, 1, Integer::sum);
            }
        }
    }

    /// The most frequent tokens.
    ///
    /// @param lookup the layer to be adapted
    List<T> tokens(Lookup<T> lookup) {
        require(rows > 0, "%s.adapt must get at least one row, got none", lookup.name());
        if (lookup.mask() != null) {
            counts.remove(lookup.mask());
        }
        if (lookup.unknown() != null) {
            counts.remove(lookup.unknown());
        }
        List<T> tokens = new ArrayList<>(counts.keySet());
        tokens.sort(Comparator.<T>comparingInt(token -> counts.getOrDefault(token, 0))
                .thenComparing(order)
                .reversed());
        int special = lookup.unknownIndices() + (lookup.mask() != null && lookup.mode() == OutputMode.INT ? 1 : 0);
        Integer most = lookup.maxTokens();
        return most == null ? tokens : tokens.subList(0, Math.max(0, Math.min(tokens.size(), most - special)));
    }

    /// `log(1 + rows/(1 + rows with the token))`, rounded to float as Keras rounds it.
    List<Double> weights(List<T> tokens) {
        List<Double> weights = new ArrayList<>();
        for (T token : tokens) {
            weights.add((double) (float) Math.log(1 + rows / (1.0 + documents.getOrDefault(token, 0))));
        }
        return weights;
    }
}
