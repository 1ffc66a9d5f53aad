package gradus.data.tables;

import java.util.List;

/// One of some words, passed to the network as one input for each word: 1 for the row's own, 0 for the others.
///
/// @param name the column
/// @param categories the words, in order
public record CategoryFeature(String name, List<String> categories) implements Feature {
    /// Copies the list.
    public CategoryFeature {
        categories = List.copyOf(categories);
    }

    @Override
    public int width() {
        return categories.size();
    }
}
