package gradus.data.tables;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A kind of column: recognises it, makes its [Feature], and restores it. A new kind is a record with its feature kind,
/// and a line in [#ALL].
interface FeatureKind {
    /// All kinds of columns of a table, in the order in which they are tried.
    List<FeatureKind> ALL = List.of(
            IgnoredFeature.KIND,
            DateFeature.KIND,
            NumericFeature.KIND,
            OrdinalFeature.KIND,
            TextFeature.KIND,
            CategoryFeature.KIND,
            IgnoredFeature.ID);

    /// The kind of a name.
    static FeatureKind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException("there is no kind of column named \"" + name + "\""));
    }

    /// As people write it, see [ColumnKind].
    String name();

    /// The feature of a column that looks like one of this kind; null if it does not.
    ///
    /// @param pixels whether the column may be a pixel of an image, which may be the same in all of them
    @Nullable
    Feature recognise(Column column, boolean pixels);

    /// The feature of a column that is said to be of this kind.
    ///
    /// @param argument what was said beside the kind, or empty
    /// @throws DataException if it cannot be
    Feature of(Column column, String argument);

    /// The feature from what [Feature#toMap] gave.
    Feature from(String name, Map<String, ? extends @Nullable Object> map);
}
