package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.data.Dataset;
import gradus.data.datasets.PreparedData;
import gradus.data.datasets.TableData;
import gradus.math.RandomStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A table in half the memory gives the same bits.
class PackedNumbersTest {
    private static PackedNumbers of(List<double[]> rows) {
        PackedNumbers numbers = new PackedNumbers(rows.getFirst().length);
        for (double[] row : rows) {
            int[] piece = numbers.newRow();
            for (int i = 0; i < row.length; i++) {
                piece[numbers.lastRow() + i * PackedNumbers.STEP] = numbers.keep(row[i]);
            }
        }
        return numbers;
    }

    @Test
    void everyNumber_comesBackWithItsBits() {
        List<double[]> rows = new ArrayList<>();
        for (double value : new double[] {
            0,
            -0.0,
            1,
            -1,
            0.1,
            -12.5,
            1e-13,
            1e-14,
            134217727,
            134217728,
            -134217727,
            -134217728,
            1e15,
            1.0 / 3,
            Math.PI,
            Double.MIN_VALUE,
            Float.MAX_VALUE,
            0.1f,
            99999999,
            0.99999999,
            Double.NaN
        }) {
            rows.add(new double[] {value, -value});
        }
        Random random = new Random(4);
        for (int i = 0; i < 40_000; i++) {
            int digits = random.nextInt(9);
            rows.add(
                    new double[] {Double.parseDouble(random.nextInt(100_000_000) + "e-" + digits), random.nextGaussian()
                    });
        }
        PackedNumbers numbers = of(rows);
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < 2; i++) {
                assertThat(Double.doubleToLongBits(numbers.value(row, i)))
                        .as(Double.toString(rows.get(row)[i]))
                        .isEqualTo(Double.doubleToLongBits(rows.get(row)[i]));
            }
        }
        // The column of decimals takes four bytes a number, the other one twelve.
        assertThat(numbers.bytes()).isBetween(15.9 * rows.size(), 16.1 * rows.size());
    }

    @Test
    void texts_haveTheNumbersOfJava() throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        List<String> fields = new ArrayList<>(List.of(
                "0",
                "-0",
                "+7",
                ".5",
                "5.",
                "-0.000",
                "00012.50",
                "134217728",
                "0.00000000000001",
                "123456789012345678901"));
        for (int i = 0; i < 2000; i++) {
            fields.add((random.nextBoolean() ? "-" : "") + random.nextInt(1 << random.nextInt(31)) + "."
                    + random.nextInt(1 << random.nextInt(31)));
        }
        fields.forEach(field -> text.append(field).append('\n'));
        PlainRecords records = new PlainRecords(new StringReader(text.toString()), ',', '"');
        PackedNumbers numbers = new PackedNumbers(1);
        int packed = 0;
        for (String field : fields) {
            int code = Objects.requireNonNull(records.next()).packed(0);
            if (code != PackedNumbers.LONG && code != PackedNumbers.UNKNOWN) {
                assertThat(numbers.value(code)).as(field).isEqualTo(Double.parseDouble(field));
                packed++;
            }
        }
        assertThat(packed).isGreaterThan(500);
    }

    private static PreparedData prepared(Table table) {
        return new TableData("rides", "", table, new SchemaOptions())
                .prepare(
                        new SchemaOptions().targets(List.of("y")).missing(MissingPolicy.INDICATOR),
                        0.2,
                        0.1,
                        RandomStream.of(3));
    }

    private static void assertSame(Dataset found, Dataset expected) {
        assertThat(found.input().toArray()).isEqualTo(expected.input().toArray());
        assertThat(found.target().toArray()).isEqualTo(expected.target().toArray());
    }

    @Test
    void aPackedTable_isSplitAndEncodedAsAnyOther() {
        Random random = new Random(6);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double a = random.nextInt(1000) / 8.0;
            rows.add(new double[] {
                a, random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian(), i % 7 == 0 ? Double.NaN : 3, a + 1
            });
        }
        List<String> names = List.of("a", "b", "c", "y");
        PackedNumbers numbers = of(rows);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new NumericColumn(names.get(i), numbers.column(i)));
        }
        Table plain = Table.of("rides", columns);
        Table packed = Table.of("rides", new PackedColumns(names, numbers));
        assertThat(packed.isOnDisk()).isFalse();
        assertThat(packed.contentHash()).isEqualTo(plain.contentHash());
        assertThat(packed.describe()).isEqualTo(plain.describe());

        PreparedData expected = prepared(plain);
        PreparedData found = prepared(packed);
        assertThat(found.schema()).isEqualTo(expected.schema());
        assertThat(found.warnings()).isEqualTo(expected.warnings());
        assertSame(found.train(), expected.train());
        assertSame(Objects.requireNonNull(found.validation()), Objects.requireNonNull(expected.validation()));
        assertSame(Objects.requireNonNull(found.test()), Objects.requireNonNull(expected.test()));

        Table later = of(List.of(new double[] {1e6, 0, 3, 1}, new double[] {Double.NaN, 0, 3, 1}), names);
        Doubts doubts = new Doubts();
        Doubts same = new Doubts();
        assertThat(expected.schema().encodeInputs(later, doubts).toArray())
                .isEqualTo(expected.schema()
                        .encodeInputs(Table.of("rides", new ArrayList<>(later.columns())), same)
                        .toArray());
        assertThat(doubts.advice()).isEqualTo(same.advice()).isNotEmpty();
    }

    private static Table of(List<double[]> rows, List<String> names) {
        return Table.of("later", new PackedColumns(names, of(rows)));
    }
}
