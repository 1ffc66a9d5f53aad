package gradus.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.tables.Csv;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.NumericColumn;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.data.tables.TableBlocks;
import gradus.data.tables.TableSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files were made with pyarrow, by `make_files.py` beside them.
class ParquetFormatTest {
    @TempDir
    private Path folder = Path.of("");

    private static String file(String name) {
        try {
            return Path.of(ParquetFormatTest.class.getResource(name).toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Table read(String name) {
        return read(name, new CsvOptions());
    }

    private static Table read(String name, CsvOptions options) {
        return TableSource.of(file(name), name, options).read();
    }

    private static Table csv() {
        return Csv.read(Path.of(file("rides.csv")));
    }

    private static void assertSame(Table table, Table expected) {
        assertThat(table.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            if (expected.column(name) instanceof NumericColumn numbers) {
                assertThat(((NumericColumn) table.column(name)).values())
                        .as(name)
                        .isEqualTo(numbers.values());
            } else {
                assertThat(table.column(name))
                        .as(name)
                        .usingRecursiveComparison()
                        .isEqualTo(expected.column(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "v2", "int96"})
    void table_isThatOfTheCsvFileOfTheSameContent(String how) {
        assertSame(read("rides-" + how + ".parquet"), csv());
    }

    @Test
    void schemaAndRows_areThoseOfTheCsvFile() {
        SchemaOptions options = new SchemaOptions("fare").missing(gradus.data.tables.MissingPolicy.INDICATOR);
        Table table = read("rides-zstd.parquet");
        Schema schema = Schema.infer(table, options);
        assertThat(schema).isEqualTo(Schema.infer(csv(), options));
        assertThat(schema.encode(table).input().toArray())
                .isEqualTo(schema.encode(csv()).input().toArray());
    }

    @Test
    void columnSaidToBeWords_isWords() {
        Table table = read("rides-snappy.parquet", new CsvOptions().as("level", "category"));
        assertThat(table.column("level").describe()).startsWith("9 categories: 1, 2, 3");
        assertThatThrownBy(() -> read("rides-snappy.parquet", new CsvOptions().as("levle", "category")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has no column \"levle\"; did you mean \"level\"?");
    }

    @Test
    void folder_isOneTable_andFoldersAreColumns() {
        Table table = read("by-year");
        assertThat(table.names()).containsExactly("distance", "zone", "fare", "year");
        assertThat(table.rows()).isEqualTo(600);
        assertThat(((NumericColumn) table.column("fare")).values())
                .isEqualTo(((NumericColumn) csv().column("fare")).values());
        assertThat(((NumericColumn) table.column("year")).values())
                .startsWith(2024, 2024)
                .endsWith(2026, 2026);
    }

    @Test
    void blocks_haveTheRowsOfTheTable() {
        Table table = read("by-year");
        List<Double> fares = new ArrayList<>();
        try (TableBlocks blocks =
                TableSource.of(file("by-year"), "y", new CsvOptions()).blocks()) {
            assertThat(blocks.expectedCells()).isBetween(0.8 * 600 * 4, 1.2 * 600 * 4);
            for (Table block = blocks.next(); block != null; block = blocks.next()) {
                Arrays.stream(((NumericColumn) block.column("fare")).values()).forEach(fares::add);
            }
            assertThat(blocks.names()).isEqualTo(table.names());
        }
        assertThat(fares)
                .containsExactly(Arrays.stream(((NumericColumn) table.column("fare")).values())
                        .boxed()
                        .toArray(Double[]::new));
    }

    @Test
    void everyType_isNumberOrText_andWhatIsNoCellIsLeftOut() {
        Table table = read("kinds.parquet");
        assertThat(table.notes().toString())
                .isEqualTo("[left out, because they hold lists, structures or bytes: list, struct, blob]");
        assertThat(table.names()).doesNotContain("list", "struct", "blob");
        assertThat(row(table, 0))
                .isEqualTo("1 1 1 1 1 0.5 0.5 1970-01-01 00:00:00 1970-01-01 00:00:00 00:00:01 00:00:01 a x ");
        assertThat(row(table, 1)).startsWith("-2 255 4294967295 1.8446744E19 -9.007199E15 -2  1970-01-01 23:59:59 ");
        assertThat(row(table, 2)).isBlank();
    }

    private static String row(Table table, int row) {
        return String.join(
                " ", table.columns().stream().map(column -> column.text(row)).toList());
    }

    @Test
    void data_opensAndPrepares() {
        LoadedData data = Data.open(file("rides-snappy.parquet"));
        assertThat(data.name()).isEqualTo("rides-snappy.parquet");
        assertThat(data.describe()).contains("600 rows, 11 columns", "old town");
    }

    @Test
    void fileOfAnotherName_isKnownByItsBeginning() throws IOException {
        Path upload = Files.copy(Path.of(file("rides-none.parquet")), folder.resolve("upload-1.csv"));
        assertThat(TableSource.of(upload.toString(), "u", new CsvOptions())
                        .read()
                        .rows())
                .isEqualTo(600);
    }

    @Test
    void codecThatIsNotThere_isASentence() {
        assertThatThrownBy(() -> read("rides-brotli.parquet"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "cannot read rides-brotli.parquet: it is compressed with BROTLI, which needs a library that is"
                                + " not there, or is damaged. Write it with snappy, zstd, gzip or without compression");
    }

    /// Whatever is cut off or flipped, the answer is a sentence, or the table.
    @Test
    void brokenFile_isASentence() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(file("rides-zstd.parquet")));
        Path broken = folder.resolve("broken.parquet");
        for (int length : new int[] {0, 3, 4, 100, whole.length / 2, whole.length - 1}) {
            Files.write(broken, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(broken))
                    .as("%s bytes", length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("cannot read broken.parquet: ");
        }
        int refused = 0;
        for (int at = 5; at < whole.length; at += whole.length / 40) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x55;
            Files.write(broken, flipped);
            try {
                read(broken);
            } catch (DataException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static Table read(Path file) {
        return TableSource.of(file.toString(), String.valueOf(file.getFileName()), new CsvOptions())
                .read();
    }

    @Test
    void filesOfDifferentColumns_areRefused() throws IOException {
        Files.copy(Path.of(file("rides-none.parquet")), folder.resolve("a.parquet"));
        Files.copy(Path.of(file("kinds.parquet")), folder.resolve("b.parquet"));
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("b.parquet has no column \"passengers\"");
    }

    @Test
    void noRows_andTooLargeNumbers_areRefused() {
        assertThatThrownBy(() -> read("no-rows.parquet"))
                .isInstanceOf(DataException.class)
                .hasMessage("no-rows.parquet has no rows");
        assertThatThrownBy(() -> read("too-large.parquet"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "too-large.parquet row 2: column \"x\" is too large for a 32-bit number: 1.0E300 (the largest"
                                + " is 3.4e38). Correct it");
        assertThatThrownBy(() -> read("rides-none.parquet", new CsvOptions().memoryLimit(1000)))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "rides-none.parquet: the different texts of column \"start\" do not fit in memory. Leave it out"
                                + " with as=start=ignore");
    }

    /// Found by the fuzzer: the threads of the library read its pages for ever.
    @Test
    void pagesThatNeverEnd_areRefusedBeforeTheyAreRead() {
        assertThatThrownBy(() -> read("endless.parquet"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("has a page that goes beyond it");
    }

    /// Found by the fuzzer: the library allocates what a length claims.
    @Test
    void aFooterThatClaimsATextOfGigabytes_isRefusedBeforeItIsRead(@TempDir Path folder) throws IOException {
        byte[] footer = {0x18, -1, -1, -1, -1, 7};
        ByteBuffer file = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        file.put("PAR1".getBytes(US_ASCII)).put(footer).putInt(footer.length).put("PAR1".getBytes(US_ASCII));
        Path path = Files.write(folder.resolve("claim.parquet"), file.array());

        assertThatThrownBy(() -> new ParquetFormat()
                        .open(path.toString(), "claim.parquet", new CsvOptions())
                        .read())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("claims 2147483647 bytes");
    }

    @Test
    void progress_reachesTheEnd() {
        List<Long> read = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        read("by-year", new CsvOptions().listener((source, bytes, total) -> {
                    read.add(bytes);
                    totals.add(total);
                }));
        assertThat(read).isSorted().endsWith(totals.getLast());
        assertThat(read.subList(0, read.size() - 1)).allMatch(bytes -> bytes < totals.getFirst());
    }
}
