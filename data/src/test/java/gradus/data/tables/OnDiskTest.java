package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.PreparedData;
import gradus.math.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A table on disk gives the same numbers as one in memory, bit for bit.
class OnDiskTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void useAFolderOfItsOwn() {
        System.setProperty("gradus.cache", folder.resolve("cache").toString());
    }

    @AfterEach
    void restore() {
        System.clearProperty("gradus.cache");
    }

    /// More than one block, of every kind of column.
    private Path rides() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("id,distance,zone,start,price,note,kind,unused\n");
        String[] zones = {"north", "South", "old town", "south", ""};
        for (int row = 0; row < 5000; row++) {
            text.append("r").append(row).append(',');
            text.append(random.nextInt(20) == 0 ? "" : random.nextInt(3000) / 100.0)
                    .append(',');
            text.append(zones[random.nextInt(zones.length)]).append(',');
            text.append("2025-0")
                    .append(1 + row % 9)
                    .append("-1")
                    .append(row % 10)
                    .append(',');
            text.append("\"$")
                    .append(1 + random.nextInt(2))
                    .append(',')
                    .append(100 + random.nextInt(899))
                    .append("\",");
            text.append(random.nextInt(9) == 0 ? "late at night" : "in the day").append(',');
            text.append(random.nextInt(3) == 0 ? "long" : "short").append(",1\n");
        }
        return Files.writeString(folder.resolve("rides.csv"), text);
    }

    private List<Path> kept() throws IOException {
        Path cache = folder.resolve("cache");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.sorted().toList();
        }
    }

    private static void assertSame(@Nullable Dataset one, @Nullable Dataset other) {
        Dataset stored = Objects.requireNonNull(one);
        Dataset expected = Objects.requireNonNull(other);
        assertThat(stored.input().toArray()).isEqualTo(expected.input().toArray());
        assertThat(stored.target().toArray()).isEqualTo(expected.target().toArray());
        Rows weights = expected.weights();
        if (weights != null) {
            assertThat(Objects.requireNonNull(stored.weights()).toArray()).isEqualTo(weights.toArray());
        }
    }

    private static PreparedData prepared(Path file, CsvOptions csv, SchemaOptions options) {
        return Data.open(file.toString(), csv)
                .prepare(options, 0.1, 0.2, RandomStream.of(3).derive("split"));
    }

    @ParameterizedTest
    @CsvSource({
        "price, indicator, true",
        "price, mean, false",
        "price, drop, true",
        "kind, indicator, false",
        "kind, drop, false",
    })
    void everyPart_hasTheBitsOfMemory(String target, String missing, boolean grouped) throws IOException {
        Path file = rides();
        SchemaOptions options = new SchemaOptions(target).missing(MissingPolicy.of(missing));
        options = grouped ? options.drop(List.of("zone")).time("start") : options;
        PreparedData stored = prepared(file, new CsvOptions().onDisk(true), options);
        PreparedData expected = prepared(file, new CsvOptions(), options);
        assertThat(stored.schema()).isEqualTo(expected.schema());
        assertThat(stored.dropped()).isEqualTo(expected.dropped());
        assertThat(stored.warnings()).containsAll(expected.warnings());
        assertSame(stored.train(), expected.train());
        assertSame(stored.validation(), expected.validation());
        assertSame(stored.test(), expected.test());
    }

    @Test
    void table_isTheSame() throws IOException {
        Path file = rides();
        Table stored = Csv.read(file, new CsvOptions().onDisk(true));
        Table expected = Csv.read(file);
        assertThat(stored.isOnDisk()).isTrue();
        assertThat(expected.isOnDisk()).isFalse();
        assertThat(stored.describe()).isEqualTo(expected.describe());
        assertThat(stored.notes()).isEqualTo(expected.notes());
        assertThat(stored.contentHash()).isEqualTo(expected.contentHash());
        assertThat(stored.without(List.of("id")).names()).doesNotContain("id").hasSize(7);
        int[] some = {4999, 0, 4095, 4096, 17};
        assertThat(stored.select(some).contentHash())
                .isEqualTo(expected.select(some).contentHash());
        assertThat(stored.select(some).isOnDisk()).isTrue();
        assertThat(expected.view(some).isOnDisk()).isFalse();
    }

    @Test
    void aTableThatTakesTooMuchMemory_goesToDiskByItself() throws IOException {
        Path file = rides();
        assertThat(Csv.read(file, new CsvOptions().memoryLimit(600_000)).isOnDisk())
                .isTrue();
        assertThat(Csv.read(file, new CsvOptions().memoryLimit(600_000_000)).isOnDisk())
                .isFalse();
    }

    @Test
    void files_areUsedAgain_asLongAsTheSourceIsTheSame() throws IOException {
        Path file = rides();
        List<String> work = new ArrayList<>();
        ReadListener listener = new ReadListener() {
            @Override
            public void read(String source, long bytes, long total) {
                work.add("reading");
            }

            @Override
            public void rows(String what, long count, long total) {
                work.add(what + " " + count + " of " + total);
            }
        };
        CsvOptions csv = new CsvOptions().onDisk(true).listener(listener);
        SchemaOptions options = new SchemaOptions("price").missing(MissingPolicy.MEAN);
        prepared(file, csv, options);
        assertThat(work)
                .contains("reading", "encoding " + file + " 4096 of 5000", "encoding " + file + " 5000 of 5000");
        assertThat(kept()).hasSize(2).allMatch(path -> path.toString().matches(".*\\.(rows|columns)"));
        work.clear();
        prepared(file, csv, options);
        assertThat(work).isEmpty();
        prepared(file, csv, options.missing(MissingPolicy.INDICATOR));
        assertThat(work).isNotEmpty().doesNotContain("reading");
        assertThat(kept()).hasSize(3);
        work.clear();
        Files.writeString(file, Files.readString(file) + "r9,1,north,2025-01-01,\"$1,000\",in the day,long,1\n");
        assertThat(prepared(file, csv, options).train().rows()).isEqualTo(5001 - 500 - 1000);
        assertThat(work).contains("reading");
    }

    @Test
    void damagedFiles_areMadeAnew() throws IOException {
        Path file = rides();
        CsvOptions csv = new CsvOptions().onDisk(true);
        SchemaOptions options = new SchemaOptions("price").missing(MissingPolicy.MEAN);
        PreparedData expected = prepared(file, new CsvOptions(), options);
        prepared(file, csv, options);
        for (Path path : kept()) {
            for (int cut : new int[] {0, 7, 1000}) {
                byte[] whole = Files.readAllBytes(path);
                Files.write(path, cut == 7 ? flipped(whole) : java.util.Arrays.copyOf(whole, cut));
                assertSame(prepared(file, csv, options).train(), expected.train());
                assertThat(Files.size(path)).isEqualTo(whole.length);
            }
        }
    }

    private static byte[] flipped(byte[] whole) {
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        return flipped;
    }

    @Test
    void linesAndSkippedLines_areKept() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n\n3,\"4\n\"\n5\n6,7\n");
        CsvOptions csv = new CsvOptions().skipBadLines(true);
        Table stored = Csv.read(file, csv.onDisk(true));
        Table expected = Csv.read(file, csv);
        assertThat(stored.skipped()).isEqualTo(expected.skipped()).isOne();
        for (int row = 0; row < expected.rows(); row++) {
            assertThat(stored.line(row)).isEqualTo(expected.line(row));
        }
    }

    @Test
    void textsThatDoNotFit_areRefused_andCanBeLeftOut() throws IOException {
        StringBuilder text = new StringBuilder("id,x,y\n");
        for (int row = 0; row < 3000; row++) {
            text.append("identifier-")
                    .append(row)
                    .append(',')
                    .append(row % 7)
                    .append(',')
                    .append(row % 11)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("ids.csv"), text);
        CsvOptions csv = new CsvOptions().memoryLimit(100_000);
        assertThatThrownBy(() -> Csv.read(file, csv))
                .isInstanceOf(DataException.class)
                .hasMessage(file + ": the different texts of column \"id\" do not fit in memory. Leave it out with"
                        + " as=id=ignore");
        assertThat(Csv.read(file, csv.as("id", "ignore")).column("id").missing())
                .isEqualTo(3000);
    }

    @Test
    void folderThatCannotBeWritten_isASentence() throws IOException {
        Path file = rides();
        System.setProperty("gradus.cache", file.resolve("no").toString());
        assertThatThrownBy(() -> Csv.read(file, new CsvOptions().onDisk(true)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("cannot write " + file.resolve("no"))
                .hasMessageEndingWith("choose another folder with the environment variable GRADUS_CACHE");
    }
}
