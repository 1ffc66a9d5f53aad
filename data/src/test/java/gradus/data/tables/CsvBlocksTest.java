package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvBlocksTest {
    private static final String TRAINED = "size,town,price\n50,1,100\n70,2,150\n90,3+,210\n110,1,260\n";

    @TempDir
    private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("h.csv"), text);
    }

    private Schema schema(String text, SchemaOptions options) throws IOException {
        return Schema.infer(Csv.read(file(text)), options);
    }

    private List<Table> all(String text, CsvOptions options) throws IOException {
        List<Table> tables = new ArrayList<>();
        try (CsvBlocks blocks = Csv.blocks(file(text), options)) {
            for (Table table = blocks.next(); table != null; table = blocks.next()) {
                tables.add(table);
            }
            assertThat(tables.stream().mapToInt(Table::rows).sum()).isEqualTo((int) blocks.rows());
        }
        return tables;
    }

    private static float[] joined(List<float[]> parts) {
        int length = parts.stream().mapToInt(part -> part.length).sum();
        float[] joined = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /// What a block holds depends on the whole file: here towns are words, as the last row alone shows.
    @Test
    void blocks_areEncodedAsTheWholeTable() throws IOException {
        Schema schema = schema(TRAINED, new SchemaOptions("price"));
        StringBuilder text = new StringBuilder("price,size,town\n");
        for (int row = 0; row < 10_000; row++) {
            text.append(row)
                    .append(',')
                    .append(row % 97)
                    .append(',')
                    .append(row == 9_999 ? "3+" : row % 2 + 1)
                    .append(row % 999 == 0 ? "\n\n" : "\n");
        }
        List<Table> blocks = all(text.toString(), new CsvOptions());
        Table table = Csv.read(folder.resolve("h.csv"));
        assertThat(blocks).hasSizeGreaterThan(2).allSatisfy(block -> {
            assertThat(block.rows()).isLessThanOrEqualTo(4096);
            assertThat(block.column("town")).isInstanceOf(CategoryColumn.class);
        });
        assertThat(blocks.subList(0, 2))
                .allSatisfy(block -> assertThat(block.rows() % 256).isZero());
        assertThat(blocks.getLast().line(0))
                .isEqualTo(table.line(table.rows() - blocks.getLast().rows()));
        Dataset whole = schema.encode(table);
        List<Dataset> parts = blocks.stream().map(schema::encode).toList();
        assertThat(joined(parts.stream().map(part -> part.input().toArray()).toList()))
                .isEqualTo(whole.input().toArray());
        assertThat(joined(parts.stream().map(part -> part.target().toArray()).toList()))
                .isEqualTo(whole.target().toArray());
    }

    @Test
    void aWideTable_hasShortBlocks() throws IOException {
        String header = String.join(
                ",",
                java.util.stream.IntStream.range(0, 5000).mapToObj(i -> "c" + i).toList());
        String row = "1" + ",2".repeat(4999) + "\n";
        assertThat(all(header + "\n" + row.repeat(300), new CsvOptions()))
                .extracting(Table::rows)
                .containsExactly(256, 44);
    }

    @Test
    void faultsOfAnyLine_areToldBeforeTheFirstBlock() throws IOException {
        String text = "size,town\n" + "1,2\n".repeat(5000);
        assertThatThrownBy(() -> Csv.blocks(file(text + "1,2,3\n"), new CsvOptions()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 5002 has 3");
        assertThatThrownBy(() -> Csv.blocks(file(text + "\"1,2\n"), new CsvOptions()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 5002");
        assertThat(all(text + "1,2,3\n", new CsvOptions().skipBadLines(true))
                        .getLast()
                        .skipped())
                .isEqualTo(1);
    }

    @Test
    void emptyFiles_andFolders_areRefused() {
        assertThatThrownBy(() -> all("", new CsvOptions())).hasMessageContaining("is empty");
        assertThatThrownBy(() -> all("a,b\n", new CsvOptions())).hasMessageContaining("but no rows");
        assertThatThrownBy(() -> Csv.blocks(folder, new CsvOptions())).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> Csv.blocks(folder.resolve("none.csv"), new CsvOptions()))
                .hasMessageContaining("the file does not exist");
    }

    @Test
    void aFileThatGrowsOrShrinksMeanwhile_isRefused() throws IOException {
        Path file = file("a\n" + "1\n".repeat(100_000));
        try (CsvBlocks blocks = Csv.blocks(file, new CsvOptions())) {
            assertThat(blocks.next()).isNotNull();
            Files.writeString(file, "a\n1\n");
            assertThatThrownBy(() -> {
                        while (blocks.next() != null) {}
                    })
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("changed while it was read");
        }
    }

    @Test
    void listener_hearsOfAllBytesTwice() throws IOException {
        String text = "size,town\n" + "1,2\n".repeat(100_000);
        List<long[]> heard = new ArrayList<>();
        CsvOptions options = new CsvOptions().listener((source, bytes, total) -> heard.add(new long[] {bytes, total}));
        all(text, options);
        assertHeard(heard, 2L * text.length());
        heard.clear();
        Csv.read(file(text), options);
        assertHeard(heard, 2L * text.length());
    }

    private static void assertHeard(List<long[]> heard, long total) {
        assertThat(heard).hasSizeGreaterThan(6);
        assertThat(heard.getLast()[0]).isEqualTo(total);
        assertThat(heard.stream().mapToLong(one -> one[0]).toArray()).isSorted();
        assertThat(heard.stream().mapToLong(one -> one[1]).distinct()).containsExactly(total);
    }
}
