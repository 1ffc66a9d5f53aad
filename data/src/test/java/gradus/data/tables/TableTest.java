package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = Table.of(
            "t",
            List.of(
                    new NumericColumn("x", new double[] {3, Double.NaN, -1, 3}),
                    new CategoryColumn("town", List.of("a", "b"), new int[] {1, 1, -1, 0})));

    @Test
    void describe_showsKindRangeAndGaps() {
        assertThat(TABLE.describe()).isEqualTo("""
            t: 4 rows, 2 columns
              x     number, -1 to 3, mean 1.667 (1 missing)
              town  2 categories: a, b (1 missing)
            """);
        assertThat(TABLE.select(new int[] {0, 1}).column("town").describe()).isEqualTo("1 category: b");
    }

    @Test
    void select_keepsOrderAndLines() {
        Table selected = TABLE.select(new int[] {3, 0});
        assertThat(selected.column("town").text(0)).isEqualTo("a");
        assertThat(selected.line(0)).isEqualTo(5);
        assertThat(selected.where(1, "x")).isEqualTo("t line 2: column \"x\"");
    }

    @Test
    void unknownColumn_isAnErrorWithTheNearest() {
        assertThatThrownBy(() -> TABLE.column("twon"))
                .hasMessage("t has no column \"twon\"; did you mean \"town\"? Its columns are x, town");
        assertThatThrownBy(() -> TABLE.without(List.of("price")))
                .hasMessage("t has no column \"price\". Its columns are x, town");
    }

    @Test
    void columnsOfOneNameOrOtherLength_areRefused() {
        NumericColumn x = new NumericColumn("x", new double[2]);
        assertThatThrownBy(() -> Table.of("t", List.of(x, x))).hasMessage("t: two columns are named \"x\"");
        assertThatThrownBy(() -> Table.of("t", List.of(x, new NumericColumn("y", new double[3]))))
                .hasMessage("t: column \"y\" must have 2 rows as the first has, got 3");
    }

    @Test
    void statistics_leaveMissingValuesOut() {
        NumericColumn x = (NumericColumn) TABLE.column("x");
        assertThat(x.mean()).isEqualTo(5.0 / 3);
        assertThat(x.variance()).isCloseTo(32.0 / 9, org.assertj.core.api.Assertions.within(1e-12));
        assertThat(x.min()).isEqualTo(-1);
        assertThat(x.max()).isEqualTo(3);
        assertThat(x.distinct()).isEqualTo(2);
        assertThat(x.missing()).isEqualTo(1);
        assertThat(new NumericColumn("z", new double[] {0.0, -0.0}).distinct()).isEqualTo(1);
    }

    /// A view is the selection, and takes no memory for its columns.
    @Test
    void view_isTheSelection_andSoIsAViewOfAView() {
        Table table = Table.of(
                "t", List.of(new NumericColumn("a", new double[] {1, 2, 3, 4}), new NumericColumn("b", new double[] {
                    5, 6, 7, 8
                })));
        Table view = table.view(new int[] {3, 1, 0});
        Table again = view.view(new int[] {2, 0});
        assertThat(again.names()).containsExactly("a", "b");
        assertThat(again.rows()).isEqualTo(2);
        assertThat(again.line(1)).isEqualTo(table.line(3));
        assertThat(again.column("b"))
                .isInstanceOfSatisfying(
                        NumericColumn.class,
                        column -> assertThat(column.values()).containsExactly(5, 8));
        assertThat(again.without(List.of("a")).names()).containsExactly("b");
        assertThat(again.find("none")).isNull();
    }

    /// A name with a comma would read as two names.
    @Test
    void unknownColumn_namesWithCommasAreQuoted() {
        Table table = Csv.read(
                "h.csv",
                () -> new ByteArrayInputStream("\"area, in acres\",rooms\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                new CsvOptions());
        assertThatThrownBy(() -> table.column("x"))
                .hasMessage("h.csv has no column \"x\". Its columns are \"area, in acres\", rooms");
    }
}
