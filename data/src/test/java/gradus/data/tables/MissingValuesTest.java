package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.datasets.TableData;
import gradus.math.RandomStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingValuesTest {
    private static final String ROWS = "a,b,c,y\n1,0,x,3\n-999,2,none,0\n3,4,x,5\n-999.0,6,z,0\n5,7,z,1\n6,8,x,2\n";

    private static Table read(String text, String... na) {
        CsvOptions options = new CsvOptions().alsoMissing(List.of(na));
        return Csv.read("rows", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
    }

    private static int missing(Table table, String column) {
        return table.column(column).missing();
    }

    @Test
    void aTextOfOneColumn_isAValueInAllOthers() {
        Table table = read(ROWS, "a=-999", "b=0", "c=none");
        assertThat(missing(table, "a")).isEqualTo(2);
        assertThat(missing(table, "b")).isEqualTo(1);
        assertThat(missing(table, "c")).isEqualTo(1);
        assertThat(missing(table, "y")).isZero();
    }

    @Test
    void aTextWithoutAColumn_isMissingInAll() {
        Table table = read(ROWS, "0");
        assertThat(missing(table, "b")).isEqualTo(1);
        assertThat(missing(table, "y")).isEqualTo(2);
    }

    @Test
    void aTableInMemory_isReadAsAFileIs() {
        Table plain = read(ROWS);
        List<String> na = List.of("a=-999", "c=none");
        Table emptied = plain.emptied(na);
        assertThat(missing(emptied, "a")).isEqualTo(2);
        assertThat(missing(emptied, "c")).isEqualTo(1);
        assertThat(missing(emptied, "b")).isZero();
        assertThat(plain.emptied(List.of("b=77"))).isSameAs(plain);
    }

    @Test
    void theSchema_keepsThem_andEveryLaterRowIsReadSo() {
        List<String> na = List.of("a=-999");
        Schema made = Schema.infer(read(ROWS, "a=-999"), new SchemaOptions("y").na(na));
        Schema schema = Schema.fromMap(made.toMap());
        assertThat(schema.na()).isEqualTo(na);
        Table later = read(
                "a,b,c\n-999,1,x\n,1,x\n",
                schema.reading(new CsvOptions()).chosenMissing().getFirst());
        float[] inputs = schema.encodeInputs(later).toArray();
        int width = schema.inputWidth();
        assertThat(Arrays.copyOf(inputs, width)).isEqualTo(Arrays.copyOfRange(inputs, width, 2 * width));
        assertThat(schema.encodeInputs(read("a,b,c\n-999,1,x\n,1,x\n")).toArray())
                .isEqualTo(inputs);
        RowEncoder encoder = schema.rowEncoder();
        for (Object value : List.of("-999", "-999.0", -999, -999.0, "")) {
            float[] row = new float[width];
            encoder.encode(Map.of("a", value, "b", 1, "c", "x"), row, 0);
            assertThat(row).as("%s", value).isEqualTo(Arrays.copyOf(inputs, width));
        }
    }

    @Test
    void aColumnThatIsNotThere_isRefused() {
        Table table = read(ROWS);
        SchemaOptions options = new SchemaOptions("y").na(List.of("bb=0"));
        assertThatThrownBy(() -> Schema.infer(table, options))
                .hasMessageContaining("rows has no column \"bb\"; did you");
        Schema schema = Schema.infer(table, new SchemaOptions("y"));
        CsvOptions chosen = new CsvOptions().alsoMissing(List.of("q=0"));
        assertThatThrownBy(() -> schema.reading(chosen)).hasMessageContaining("the model has no column \"q\"");
    }

    @Test
    void rowsWhoseTargetIsMissingByATextForAllColumns_areSaid() {
        SchemaOptions options = new SchemaOptions("y").na(List.of("0"));
        TableData data = new TableData("rows", "", read(ROWS, "0"), options);
        assertThat(data.prepare(options, 0, 0, RandomStream.of(0)).warnings())
                .extracting(Advice::toString)
                .contains("\"0\" stands for a missing value in every column, also in the target \"y\", which 2 rows"
                        + " lack. If that is wrong there, name a column with na=COLUMN=0")
                .contains("1 cell of 1 column is missing: a number is filled in with the mean of the training rows, a"
                        + " category with none, and an input says where. Leave such rows out with missing=drop");
    }

    @Test
    void aColumnOfNumbersThatStandsForNone_isNamedInTheAdvice() {
        Table table = read("a,y\n0,1\n0,2\n0,3\n14,4\n15,5\n16,6\n17,7\n18,8\n19,9\n");
        assertThat(Schema.infer(table, new SchemaOptions("y")).warnings(table))
                .extracting(Advice::toString)
                .anyMatch(note -> note.endsWith("say so with na=a=0"));
    }

    @Test
    void wordsOutsideAnOrder_areCounted() {
        Table table = read("c,y\nred,1\ngreen,2\nblue,3\nred,1\nblue,4\n");
        SchemaOptions options = new SchemaOptions("y").kinds(Map.of("c", ColumnKind.of("ordinal(red<green)")));
        assertThat(Schema.infer(table, options).warnings(table))
                .extracting(Advice::toString)
                .contains(
                        "column \"c\": 2 rows have words outside this order, and count as unknown: \"blue\". Say their"
                                + " place in it");
    }

    @Test
    void aColumnThatIsNotThere_isBlamedOnTheFirstLineThatWasTakenForData() {
        assertThatThrownBy(() -> read("1,2.5\n3,4.5\n5,6.5\n").column("y"))
                .hasMessageEndingWith("Its columns are column_1, column_2. The first line looks like data and was read"
                        + " as a row. If it has the names, read the file with the option with_header");
    }
}
