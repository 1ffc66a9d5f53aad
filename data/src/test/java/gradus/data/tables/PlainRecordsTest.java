package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Reading without quotes gives what the parser of CSV gives.
class PlainRecordsTest {
    private static List<String> records(String content, boolean plain) {
        return records(content, plain, ',');
    }

    private static List<String> records(String content, boolean plain, char delimiter) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CsvFile file = new CsvFile(
                "t",
                () -> new ByteArrayInputStream(bytes),
                new CsvOptions().delimiter(delimiter).quote('"').comment((char) 0));
        if (!plain) {
            file.quoted();
        }
        List<String> records = new ArrayList<>();
        file.forEach(record -> {
            StringBuilder text = new StringBuilder().append(record.line()).append(':');
            for (int i = 0; i < record.count(); i++) {
                text.append('[')
                        .append(record.text(i))
                        .append(record.isBlank(i))
                        .append(record.number(i))
                        .append(record.look(i))
                        .append(']');
            }
            records.add(text.toString());
        });
        return records;
    }

    @Test
    void anyText_hasTheSameRecords() {
        Random random = new Random(11);
        String[] parts = {
            ",", "\n", "\r\n", "\r", " ", "1", "23", ".5", "-7.25", "+1", "e3", "abc", "ü ", "\u00a0", "\t", "", ";"
        };
        char[] delimiters = {',', ';', '\t', '.', '-', '3'};
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            String content = text.toString();
            char delimiter = delimiters[round % delimiters.length];
            assertThat(records(content, true, delimiter)).as(content).isEqualTo(records(content, false, delimiter));
        }
    }

    /// Records that lie across the ends of buffers, and one longer than a buffer.
    @Test
    void longTexts_haveTheSameRecords() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            text.append(i).append(", x ").append(i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r");
        }
        text.append("1,").append("y".repeat(200_000)).append("\n2");
        assertThat(records(text.toString(), true)).isEqualTo(records(text.toString(), false));
    }

    @Test
    void numbers_areThoseOfJava() throws IOException {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>(List.of(
                "0",
                "-0",
                "+0.0",
                ".5",
                "5.",
                ".",
                "",
                "-",
                "1e5",
                "1E-3",
                "1.2.3",
                "9007199254740993",
                "9007199254740992.1",
                "0.1",
                "123456789012345678",
                "1234567890123456789",
                "0.0000000000000000000001",
                "00000000000000000000.1",
                "1e39",
                "99999999999999999999999999999999999999999"));
        for (int i = 0; i < 5000; i++) {
            texts.add(String.valueOf((float) (random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10))));
            texts.add(Long.toString(random.nextLong() >> random.nextInt(64)));
            texts.add(
                    String.format(java.util.Locale.ROOT, "%." + random.nextInt(17) + "f", random.nextDouble() * 1000));
        }
        PlainRecords records = new PlainRecords(new StringReader(String.join("\n", texts) + "\n"), ',', '"');
        for (String text : texts) {
            if (text.isEmpty()) {
                continue; // no record
            }
            CsvFields record = Objects.requireNonNull(records.next());
            double expected = Numbers.isNumber(text, '.') ? Numbers.parse(text, '.') : Double.NaN;
            assertThat(Double.doubleToLongBits(record.number(0))).as(text).isEqualTo(Double.doubleToLongBits(expected));
            CsvFields.Look look = Double.isNaN(expected)
                    ? CsvFields.Look.OTHER
                    : text.contains(".") ? CsvFields.Look.POINT : CsvFields.Look.WHOLE;
            assertThat(record.look(0)).as(text).isEqualTo(look);
        }
        assertThat(records.next()).isNull();
    }

    @Test
    void quote_isRefused() {
        PlainRecords records = new PlainRecords(new StringReader("1,\"2\"\n"), ',', '"');
        assertThatThrownBy(records::next).isInstanceOf(PlainRecords.NotPlainException.class);
    }

    /// The first quote lies beyond what is looked at to find out how the file is laid out.
    @Test
    void lateQuote_isReadAsOne() {
        String content = "x,y\n" + "1,2\n".repeat(20_000) + "3,\"a,b\"\n";
        Table table = Csv.read(
                "t", () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), new CsvOptions());
        assertThat(table.rows()).isEqualTo(20_001);
        assertThat(table.column("x").text(20_000)).isEqualTo("3");
    }
}
