package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(byte[] content) {
        Path file = folder.resolve("houses.csv");
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Table read(String content, CsvOptions options) {
        return Csv.read(file(content.getBytes(StandardCharsets.UTF_8)), options);
    }

    private Table read(String content) {
        return read(content, new CsvOptions());
    }

    private AbstractThrowableAssert<?, ?> refused(byte[] content, CsvOptions options) {
        return assertThatThrownBy(() -> Csv.read(file(content), options))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("houses.csv");
    }

    private AbstractThrowableAssert<?, ?> refused(String content) {
        return refused(content.getBytes(StandardCharsets.UTF_8), new CsvOptions());
    }

    private static double[] numbers(Table table, String column) {
        return ((NumericColumn) table.column(column)).values();
    }

    private static CategoryColumn words(Table table, String column) {
        return (CategoryColumn) table.column(column);
    }

    @Test
    void numbersAndWordsAndMissingValues_areToldApart() {
        Table table = read("size,town,price\n120.5,Ulm,3e5\nNA,Bonn,-7\n80,?,\n");
        assertThat(table.rows()).isEqualTo(3);
        assertThat(numbers(table, "size")).containsExactly(120.5, Double.NaN, 80);
        assertThat(numbers(table, "price")).containsExactly(3e5, -7, Double.NaN);
        assertThat(words(table, "town").categories()).containsExactly("Bonn", "Ulm");
        assertThat(words(table, "town").codes()).containsExactly(1, 0, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "N/A", "nan", "NaN", "null", "?", "", "  "})
    void everyUsualToken_isMissing(String token) {
        assertThat(read("x,y\n1,2\n" + token + ",3\n").column("x").missing()).isEqualTo(1);
    }

    @Test
    void quotes_keepDelimitersAndLineEndsAndQuotes() {
        Table table = read("a,b\n\"x, \"\"y\"\"\nz\",1\nw,2\n");
        assertThat(table.column("a").text(0)).isEqualTo("x, \"y\"\nz");
        assertThat(table.line(0)).isEqualTo(2);
        assertThat(table.line(1)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void delimiter_isFound(String delimiter) {
        Table table = read("a,b,c\n1,2,3\n".replace(",", delimiter));
        assertThat(table.names()).containsExactly("a", "b", "c");
    }

    @Test
    void delimiterInsideQuotes_isNotCounted() {
        assertThat(read("\"a,b,c\";d\n1;2\n").names()).containsExactly("a,b,c", "d");
    }

    @Test
    void givenDelimiter_isUsed() {
        assertThat(read("a|b\n1|2\n", new CsvOptions().delimiter('|')).names()).containsExactly("a", "b");
    }

    @Test
    void byteOrderMarkAndWindowsLineEnds_areNoPartOfTheData() {
        Table table = read("\uFEFFa,b\r\n1,2\r\n");
        assertThat(table.names()).containsExactly("a", "b");
        assertThat(numbers(table, "b")).containsExactly(2);
    }

    @Test
    void charset_isFollowed() {
        Charset western = Charset.forName("windows-1252");
        Table table = Csv.read(file("town\nKöln\n".getBytes(western)), new CsvOptions().charset(western));
        assertThat(table.column("town").text(0)).isEqualTo("Köln");
    }

    @Test
    void otherFormats_areNamed() {
        refused(new byte[] {'P', 'K', 3, 4, 0}, new CsvOptions()).hasMessageContaining("spreadsheet");
        refused(new byte[] {0x1F, (byte) 0x8B, 8}, new CsvOptions()).hasMessageContaining("gunzip");
        refused("PAR1....".getBytes(StandardCharsets.UTF_8), new CsvOptions()).hasMessageContaining("Parquet");
    }

    @Test
    void noFile_isSaid() {
        Path absent = folder.resolve("absent.csv");
        assertThatThrownBy(() -> Csv.read(absent))
                .isInstanceOf(DataException.class)
                .hasMessage("cannot read " + absent + ": the file does not exist");
        assertThatThrownBy(() -> Csv.read(folder)).hasMessage(folder + " is a folder, not a CSV file");
    }

    @Test
    void nothing_isRefused() {
        refused("").hasMessageEndingWith("houses.csv is empty");
        refused("\n\n").hasMessageEndingWith("houses.csv is empty");
        refused("a,b\n").hasMessageContaining("has a line of column names, but no rows");
    }

    @Test
    void absentHeader_givesNumberedNames() {
        Table table = read("1,x\n3,y\n", new CsvOptions().header(CsvOptions.Header.ABSENT));
        assertThat(table.names()).containsExactly("column_1", "column_2");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.line(0)).isEqualTo(1);
    }

    @Test
    void presentHeader_mayBeNumbers() {
        Table table = read("1,2\n3,4\n", new CsvOptions().header(CsvOptions.Header.PRESENT));
        assertThat(numbers(table, "2")).containsExactly(4);
    }

    @Test
    void columnWithoutName_isCalledByItsPlace() {
        assertThat(read(",a\n0,1\n").names()).containsExactly("column_1", "a");
    }

    @Test
    void raggedLines_areListedAndCounted() {
        String bad = IntStream.range(0, 12).mapToObj(i -> "1,2,3\n").collect(Collectors.joining());
        refused("a,b\n1,2\n4\n" + bad)
                .hasMessageContaining("13 lines do not have the 2 fields of the first line: line 3 has 1, line 4 has 3")
                .hasMessageContaining("line 12 has 3, …. Fields are separated by commas and enclosed in \".")
                .hasMessageContaining("the option skip_bad_lines")
                .hasMessageNotContaining("line 13");
    }

    @Test
    void raggedLines_areSkippedAndCountedWhenTold() {
        Table table = read("a,b\n1,2\n4\n1,2,3\n5,6\n", new CsvOptions().skipBadLines(true));
        assertThat(numbers(table, "b")).containsExactly(2, 6);
        assertThat(table.skipped()).isEqualTo(2);
        assertThat(table.line(1)).isEqualTo(5);
        assertThat(table.notes())
                .extracting(Advice::toString)
                .containsExactly("2 lines do not have the 2 fields of the first line: line 3 has 1, line 4 has 3. They"
                        + " are left out");
    }

    @Test
    void quoteThatIsNeverClosed_isNamedByItsLine() {
        refused("a,b\n\"x\",1\n\"y\nz\",2\n3,\"w\n4,5\n")
                .hasMessageContaining("line 5: the quote that opens a field here is never closed");
    }

    @Test
    void textAfterAQuote_isNamedByItsLine() {
        refused("a,b\n\"x\ny\"z,1\n")
                .hasMessageContaining("line 3: z follows the quote that closes a field (opened in line 2)");
    }

    @Test
    void aMillionColumns_areRefusedInWords() {
        byte[] wide = ("x,".repeat(999_999) + "x\n" + "1,".repeat(999_999) + "1\n").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Csv.read("wide.csv", () -> new ByteArrayInputStream(wide), new CsvOptions()))
                .isInstanceOf(DataException.class)
                .hasMessage("wide.csv line 1 has more than 100000 fields, which is the most that a table may have."
                        + " Leave some out; or, if another character separates the fields, give it with the option"
                        + " delimiter");
    }

    @Test
    void tooManyFields_isAboutTheDelimiter() {
        refused("a\n" + "1,".repeat(100_001)).hasMessageContaining("the option delimiter");
    }

    @Test
    void numberThatNoFloatHolds_isRefused() {
        refused("x,y\n1,2\n1e999,3\n")
                .hasMessageContaining("line 3: column \"x\" is too large for a 32-bit number: \"1e999\"");
        refused("x\n1\n-4e38\n").hasMessageContaining("too large");
    }

    @Test
    void whatOnlyJavaTakesForANumber_isText() {
        Table table = read("x\n1f\n0x10\nInfinity\n1d\n");
        assertThat(table.column("x")).isInstanceOf(CategoryColumn.class);
    }

    private static List<String> notes(Table table) {
        return table.notes().stream().map(Advice::toString).toList();
    }

    @Test
    void fewDifferentNumbersAndAWord_areCategories() {
        String rows = "0\n1\n2\n".repeat(30);
        assertThat(words(read("children\n" + rows + "3+\n"), "children").categories())
                .containsExactly("0", "1", "2", "3+");
    }

    @Test
    void columnsReadAsWords_keepTheirText() {
        Table table = read("zip\n01067\n1067\n", new CsvOptions().as("zip", "category"));
        assertThat(words(table, "zip").categories()).containsExactly("01067", "1067");
        assertThatThrownBy(() -> read("zip\n1\n", new CsvOptions().as("zpi", "category")))
                .hasMessageContaining("has no column \"zpi\"; did you mean \"zip\"?");
    }

    @Test
    void columnsReadAsWords_keepBlanksWithinQuotes() {
        Table table = read("w,n\n a ,\" 1 \"\n\" a \",2\n\"  \",3\n", new CsvOptions().as("w", "category"));
        assertThat(words(table, "w").categories()).containsExactly(" a ", "a");
        assertThat(words(table, "w").missing()).isEqualTo(1);
        assertThat(numbers(table, "n")).containsExactly(1, 2, 3);
    }

    @Test
    void categoriesThatAreNumbers_areOrderedAsNumbers() {
        Table table = read("k\n10\n9\n100\n", new CsvOptions().as("k", "category"));
        assertThat(words(table, "k").categories()).containsExactly("9", "10", "100");
    }

    @Test
    void messages_areShort_whateverIsInACell() {
        String digits = "9".repeat(1_000_000) + "x";
        String numbers = IntStream.range(0, 200).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertThat(notes(read("a\n" + numbers + digits + "\n")))
                .singleElement()
                .asString()
                .hasSizeLessThan(2000);
    }

    @Test
    void columnTooLargeOrTooSmallForTheNetwork_isNamed() {
        for (String power : List.of("e20", "e-25")) {
            StringBuilder text = new StringBuilder("a,y\n");
            for (int row = 0; row < 60; row++) {
                text.append(row + 1)
                        .append(power)
                        .append(',')
                        .append(row % 2 == 0 ? "no" : "yes")
                        .append('\n');
            }
            Table table = read(text.toString(), new CsvOptions());
            assertThatThrownBy(() -> Schema.infer(table, new SchemaOptions("y")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(
                            table.source() + ": column \"a\" has numbers from 1.00" + power.substring(0, 1));
            assertThatThrownBy(() -> Schema.infer(table, new SchemaOptions("a")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(
                            table.source() + ": target \"a\" has numbers from 1.00" + power.substring(0, 1));
        }
    }

    @Test
    void bytesBeyondTheLimit_areRefusedBeforeTheyAreLoaded() {
        String content = "x,y\n" + "1,2\n".repeat(1000);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Csv.read(
                        "houses.csv", () -> new ByteArrayInputStream(bytes), new CsvOptions().memoryLimit(10_000)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("houses.csv")
                .hasMessageContaining("for 1,000 rows of 2 columns, but only 0.0 MiB may be used")
                .hasMessageContaining("-Xmx");
    }

    @Test
    void whatIsWritten_readsBackTheSame() {
        Table table = Table.of(
                "t",
                List.of(
                        new NumericColumn("x", new double[] {1, -0.25, Double.NaN, 1e30, 0.1f}),
                        new CategoryColumn("a,\"b\"", List.of("l1\nl2", "ü"), new int[] {0, 1, -1, 1, 0})));
        Path file = folder.resolve("houses.csv");
        Csv.write(table, file);
        Table back = Csv.read(file);
        double[] x = numbers(back, "x");
        for (int i = 0; i < x.length; i++) {
            assertThat(Float.compare((float) x[i], (float) numbers(table, "x")[i]))
                    .isZero();
        }
        assertThat(words(back, "a,\"b\"").categories()).containsExactly("l1\nl2", "ü");
        assertThat(words(back, "a,\"b\"").codes()).containsExactly(0, 1, -1, 1, 0);
    }
}
