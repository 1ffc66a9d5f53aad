package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as people have them: what is found out about them, and said.
class CsvLayoutTest {
    private static Table read(String content, CsvOptions options) {
        return read(content.getBytes(StandardCharsets.UTF_8), options);
    }

    private static Table read(byte[] content, CsvOptions options) {
        return Csv.read("h.csv", () -> new ByteArrayInputStream(content), options);
    }

    private static Table read(String content) {
        return read(content, new CsvOptions());
    }

    private static double[] numbers(Table table, String column) {
        return ((NumericColumn) table.column(column)).values();
    }

    private static List<String> notes(Table table) {
        return table.notes().stream().map(Advice::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|", " ", "   "})
    void delimiter_isFoundAndSaid(String delimiter) {
        Table table = read("a,b,c\n1,2,x\n3,4.5,y\n".replace(",", delimiter));
        assertThat(table.names()).containsExactly("a", "b", "c");
        assertThat(numbers(table, "b")).containsExactly(2, 4.5);
        assertThat(notes(table))
                .singleElement()
                .asString()
                .matches("fields are separated by \\w+( \\w+)?. Read the file otherwise with the option delimiter");
    }

    @Test
    void blanksAtTheEndsOfLines_areNoFields() {
        Table table = read("  18.0   8   307.0\t\"a b\"  \n  15.0   8   350.0\t\"c d\"\n");
        assertThat(table.names()).hasSize(4);
        assertThat(numbers(table, "column_3")).containsExactly(307, 350);
        assertThat(table.column("column_4").text(0)).isEqualTo("a b");
    }

    @Test
    void commaBetweenDigits_isNoDelimiter() {
        Table table = read("1,5;2,25\n3,5;4,75\n");
        assertThat(numbers(table, "column_1")).containsExactly(1.5, 3.5);
    }

    @Test
    void encodings_areFoundAndSaid() {
        String text = "town,x\nUlm,1\nK\u00F6ln,2\n";
        for (String name : List.of("windows-1252", "UTF-16", "UTF-16LE", "UTF-16BE")) {
            Table table = read(text.getBytes(Charset.forName(name)), new CsvOptions());
            assertThat(table.column("town").text(1)).isEqualTo("K\u00F6ln");
            assertThat(notes(table)).singleElement().asString().startsWith("the text is in " + name + ", not UTF-8");
        }
        String rows = IntStream.range(0, 30_000).mapToObj(i -> "Ulm,1\n").collect(Collectors.joining());
        Table late =
                read(("town,x\n" + rows + "K\u00F6ln,2\n").getBytes(StandardCharsets.ISO_8859_1), new CsvOptions());
        assertThat(late.column("town").text(30_000)).isEqualTo("K\u00F6ln");
    }

    @Test
    void mixedEncodings_areRefusedWithPlace() {
        byte[] utf8 = "a,b\n\u00F6,1\n".getBytes(StandardCharsets.UTF_8);
        byte[] mixed = java.util.Arrays.copyOf(utf8, utf8.length + 4);
        System.arraycopy(new byte[] {(byte) 0xF6, ',', '2', '\n'}, 0, mixed, utf8.length, 4);
        assertThatThrownBy(() -> read(mixed, new CsvOptions()))
                .hasMessageContaining("h.csv line 3: byte 0xF6 at offset 9 is not UTF-8. It looks like windows-1252");
        assertThatThrownBy(() -> read(mixed, new CsvOptions().charset(StandardCharsets.US_ASCII)))
                .hasMessageContaining("is not US-ASCII");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2\n3,4\n",
                "5.1,setosa\n4.9,virginica\n",
                "39,State-gov,7\n50,Private,8\n38,State-gov,9\n",
                "p,x,s\ne,x,s\np,b,y\ne,x,y\np,b,s\n",
                "3,?,gas\n4,2,gas\n5,6,diesel\n",
            })
    void firstLineOfData_isARow(String content) {
        Table table = read(content);
        assertThat(table.names()).startsWith("column_1", "column_2");
        assertThat(table.rows()).isEqualTo((int) content.lines().count());
        assertThat(notes(table)).singleElement().asString().contains("the first line looks like data (");
        Table named = read(content, new CsvOptions().header(CsvOptions.Header.PRESENT));
        assertThat(named.rows()).isEqualTo(table.rows() - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "country,1990,1991\nfr,1,2\nde,3,4\n",
                "0,1,2\n5,6,7\n8,9,1\n",
                "yes,no\n1,2\n3,4\n",
                "id,2020\n1,2\n3,4\n",
                "name,sex\nAnn,f\nBob,m\n"
            })
    void namesThatAreNumbersOrWords_areNames(String content) {
        assertThat(read(content).rows()).isEqualTo((int) content.lines().count() - 1);
    }

    @Test
    void commentsAndTitles_areLeftOut() {
        Table table = read("# made by hand\n# on Monday\na,b\n1,2\n# half\n3,4\n");
        assertThat(numbers(table, "b")).containsExactly(2, 4);
        assertThat(notes(table)).containsExactly("lines that begin with # are left out. Read them with comment=none");
        Table titled = read("Report of 2020\n\nsize,price\n1,2\n3,4\n5,6\n");
        assertThat(numbers(titled, "price")).containsExactly(2, 4, 6);
        assertThat(titled.line(0)).isEqualTo(4);
        assertThat(notes(titled))
                .containsExactly("the file begins with 1 line of other text, such as \"Report of 2020\", left out");
        assertThat(read("#,b\n1,2\n3,4\n").names()).containsExactly("#", "b");
    }

    @Test
    void footersAndEmptyRecords_areLeftOut() {
        Table table = read("a;b;\n1;2;\n3;4;\n;;\n;;\nTotal of 2 rows\n");
        assertThat(numbers(table, "b")).containsExactly(2, 4);
        assertThat(notes(table))
                .contains("2 records without any value at the end are left out")
                .contains("the file ends with 1 line of other text (line 6 has 1 of 3 fields), left out");
    }

    @Test
    void delimiterAtTheEndsOfRows_isNoField() {
        assertThat(numbers(read("a,b\n1,2,\n3,4,\n"), "b")).containsExactly(2, 4);
    }

    @Test
    void singleQuotes_mayEncloseCommas() {
        Table table = read("town,x\n'Ulm, old',1\n'Bonn',2\n'Ulm, new',3\n");
        assertThat(table.column("town").text(0)).isEqualTo("Ulm, old");
        assertThat(numbers(table, "x")).containsExactly(1, 2, 3);
        assertThat(notes(table)).anyMatch(note -> note.contains("fields are in single quotes, which are left out"));
        assertThatThrownBy(() -> read("town,x\n'Ulm, old',1\n'Bonn',2\nit's,3,4\n"))
                .hasMessageContaining("enclosed in \". If others are in the file, give them")
                .hasMessageContaining("with the option quote");
    }

    @Test
    void apostrophes_areNoQuotes() {
        assertThat(read("a,b\n'tis,1\n'twas,2\n").column("a").text(0)).isEqualTo("'tis");
    }

    @Test
    void singleQuotes_areLeftOut() {
        Table table = read("0.5,'-1'\n0.7,'1'\n", new CsvOptions());
        assertThat(numbers(table, "column_2")).containsExactly(-1, 1);
        assertThat(notes(table)).anyMatch(note -> note.contains("fields are in single quotes, which are left out"));
        assertThat(read("a,b\n'tis,1\n'twas,2\n").column("a").text(0)).isEqualTo("'tis");
        assertThat(read("a,b\n'x',1\n", new CsvOptions().quote('"')).column("a").text(0))
                .isEqualTo("'x'");
    }

    @Test
    void twoColumnsOfOneName_areTold() {
        Table table = read("a,b,a,a\n1,2,3,4\n");
        assertThat(table.names()).containsExactly("a", "b", "a_2", "a_3");
        assertThat(notes(table)).contains("two columns are named \"a\", so the second is called \"a_2\"");
    }

    @Test
    void lineEndsOfAnyKind_areUnderstood() {
        for (String end : List.of("\n", "\r\n", "\r\r\n", "\r")) {
            assertThat(numbers(read("a,b\n1,2\n3,4\n".replace("\n", end)), "b")).containsExactly(2, 4);
        }
    }

    /// Five rows of words and whole numbers look like names above rows, unless a model knows its columns by number.
    @Test
    void fewRowsForAModelWithoutNames_areAllRows() {
        String rows = "3,gas,std,two\n1,diesel,turbo,four\n2,gas,std,four\n";
        CsvOptions options = new CsvOptions()
                .header(CsvOptions.Header.DETECTED)
                .expecting(Map.of("column_1", ColumnKind.of("number"), "column_3", ColumnKind.of("category")));
        Table table = read(rows, options);
        assertThat(table.names()).containsExactly("column_1", "column_2", "column_3", "column_4");
        assertThat(table.rows()).isEqualTo(3);
        assertThat(notes(table))
                .singleElement()
                .asString()
                .startsWith("the first line is read as a row (3, gas, std, two), since the columns of the training rows"
                        + " had no names. If it has names, read the file with the option with_header");
        assertThat(read("?,gas,std,two\n" + rows, options).rows()).isEqualTo(4);
        assertThat(read("risk,fuel,kind,doors\n" + rows, options).names()).contains("risk");
        assertThat(read("column_3,column_1\nstd,3\n", options).names()).containsExactly("column_3", "column_1");
        assertThat(read(rows, options.header(CsvOptions.Header.PRESENT)).rows()).isEqualTo(2);
    }

    @Test
    void namesThatAModelKnows_areNamesWhateverTheyLookLike() {
        CsvOptions options =
                new CsvOptions().expecting(Map.of("0.5", ColumnKind.of("number"), "1.5", ColumnKind.of("number")));
        assertThat(read("0.5,1.5\n7,8\n", options).names()).containsExactly("0.5", "1.5");
        assertThat(read("7.5,8.5\n7,8\n", options).rows()).isEqualTo(2);
    }
}
