package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberScaleTest {
    /// Each number as often as said, from some number on.
    private static NumericColumn column(int first, int... counts) {
        double[] values = new double[Arrays.stream(counts).sum()];
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i]; j++) {
                values[at++] = first + i;
            }
        }
        return new NumericColumn("y", values);
    }

    @Test
    void marks_areAScale_fiveOfThemByThemselves() {
        NumericColumn marks = column(3, 20, 163, 1457, 2198, 880, 175, 5);
        assertThat(NumberScale.isLikely(marks)).isTrue();
        assertThat(NumberScale.isPossible(marks, 7)).isTrue();
        NumericColumn three = column(1, 10, 80, 20);
        assertThat(NumberScale.isLikely(three)).isFalse();
        assertThat(NumberScale.isPossible(three, 3)).isTrue();
    }

    @Test
    void codes_areNone() {
        assertThat(NumberScale.isLikely(column(1, 2118, 2833, 357, 27, 94, 173, 205)))
                .isFalse();
        assertThat(NumberScale.isLikely(column(0, 100, 100, 100, 100, 100, 100)))
                .isFalse();
        assertThat(NumberScale.isPossible(column(0, 100, 100, 100, 100, 100, 100), 6))
                .isFalse();
        assertThat(NumberScale.isPossible(column(1, 100, 100, 100, 100, 100), 5))
                .isTrue();
    }

    @Test
    void targets_areOrdered_asIsSaidOrLikely() {
        NumericColumn marks = column(3, 20, 163, 1457, 2198, 880, 175, 5);
        NumericColumn three = column(1, 10, 80, 20);
        assertThat(target(marks, null).ordered()).isTrue();
        assertThat(target(marks, "category").ordered()).isFalse();
        assertThat(target(three, null).ordered()).isFalse();
        Target said = target(three, "ordinal");
        assertThat(said.ordered()).isTrue();
        assertThat(said.labels()).containsExactly("1", "2", "3");
        assertThat(target(column(0, 30, 30), "ordinal").ordered()).isFalse();
        Schema schema = schema(marks, null);
        assertThat(Schema.fromMap(schema.toMap())).isEqualTo(schema);
        CategoryColumn words = CategoryColumn.of("y", "dog", "cat", "owl", "cat", "dog", "owl");
        assertThatThrownBy(() -> target(words, "ordinal"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("target \"y\" has words whose order is not known: cat, dog, owl. Say it"
                        + " with as=y=ordinal(low<medium<high)");
    }

    private static Target target(Column column, @Nullable String said) {
        return schema(column, said).target();
    }

    private static Schema schema(Column column, @Nullable String said) {
        double[] numbers = new double[column.rows()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i * 31 % 57 + 0.5;
        }
        SchemaOptions options = new SchemaOptions("y");
        return Schema.infer(
                Table.of("t", List.of(new NumericColumn("x", numbers), column)),
                said == null ? options : options.kinds(Map.of("y", ColumnKind.of(said))));
    }
}
