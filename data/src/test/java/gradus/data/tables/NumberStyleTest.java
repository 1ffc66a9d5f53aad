package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers as people write them, read from CSV.
class NumberStyleTest {
    private static Table read(String content, CsvOptions options) {
        return Csv.read(
                "houses.csv", () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), options);
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

    @Test
    void decimalComma_isTakenAndSaid() {
        Table table = read("x;y\n1,5;2\n2,25;3\n");
        assertThat(numbers(table, "x")).containsExactly(1.5, 2.25);
        assertThat(notes(table))
                .contains("the decimal mark is a comma, as in \"1,5\" (\"x\"). Read it otherwise with decimal=.");
        assertThat(numbers(read("x;y\n1,5;2\n2,25;3\n", new CsvOptions().decimal(',')), "x"))
                .containsExactly(1.5, 2.25);
        assertThat(read("x;y\n1,5;2\n2,25;3\n", new CsvOptions().decimal('.')).column("x"))
                .isInstanceOf(CategoryColumn.class);
    }

    @Test
    void decimalCommaOfOneColumn_decidesOnAnother() {
        Table table = read("x;y;z\n1,5;2,125;1.250\n2,25;3,500;3.000\n");
        assertThat(numbers(table, "y")).containsExactly(2.125, 3.5);
        assertThat(numbers(table, "z")).containsExactly(1250, 3000);
    }

    @Test
    void typingMistakeInNumbers_isNoCategory() {
        String rows = IntStream.range(0, 100).mapToObj(i -> i + "\n").collect(Collectors.joining());
        Table table = read("price\n" + rows + "1O5\n");
        assertThat(table.column("price").missing()).isEqualTo(1);
        assertThat(notes(table))
                .containsExactly("column \"price\" holds numbers, but 1 value is not: \"1O5\" in line 102; taken as "
                        + "missing. Correct it, or read the column as words with as=price=category");
        assertThat(notes(read("price\n" + rows + "1O5\n", new CsvOptions().alsoMissing(List.of("1O5")))))
                .isEmpty();
        assertThat(read("price\n" + rows + "1O5\n", new CsvOptions().as("price", "category"))
                        .column("price"))
                .isInstanceOf(CategoryColumn.class);
    }

    @Test
    void columnReadAsNumbers_isNumbersWhateverItHolds() {
        Table table = read("x\n1\nlow\n2\n", new CsvOptions().as("x", "number"));
        assertThat(numbers(table, "x")).containsExactly(1, Double.NaN, 2);
        assertThat(notes(table)).singleElement().asString().contains("1 value is not: \"low\"");
    }

    @Test
    void markBetweenThousands_isNotTakenForADecimalMark() {
        Table table = read("a,b\n\"1,282\",x\n999,y\n\"12,000\",z\n");
        assertThat(numbers(table, "a")).containsExactly(1282, 999, 12000);
        assertThat(notes(table))
                .containsExactly("column \"a\" holds numbers with commas between thousands: \"1,282\" is 1282. Read it "
                        + "as words with as=a=category");
        assertThat(numbers(read("a\n\"1,234,567.25\"\n999\n"), "a")).containsExactly(1234567.25, 999);
        assertThat(numbers(read("a;b\n1.234.567,25;1\n999;2\n"), "a")).containsExactly(1234567.25, 999);
        assertThat(numbers(read("a;b\n1 234 567;1\n999;2\n"), "a")).containsExactly(1234567, 999);
        assertThat(numbers(read("a\n\"0,125\"\n\"1,282\"\n"), "a")).containsExactly(0.125, 1.282);
    }

    @Test
    void pointBetweenThousands_isFoundAndSaid() {
        Table table = read("sqft;beds;price\n1.604;3;421\n998;2;1.204\n12.750;4;581\n");
        assertThat(numbers(table, "sqft")).containsExactly(1604, 998, 12750);
        assertThat(numbers(table, "beds")).containsExactly(3, 2, 4);
        assertThat(numbers(table, "price")).containsExactly(421, 1204, 581);
        assertThat(notes(table))
                .contains("column \"sqft\" holds numbers with points between thousands: \"1.604\" is 1604. If they are "
                        + "decimal marks, read the file with decimal=.");
        assertThat(numbers(read("a;b\n1.604;3\n998;2\n", new CsvOptions().decimal('.')), "a"))
                .containsExactly(1.604, 998);
    }

    @Test
    void wholeNumbersBeyondTheFirst_countToo() {
        String rows = IntStream.range(100, 200).mapToObj(i -> i + ";x\n").collect(Collectors.joining());
        assertThat(numbers(read("a;b\n" + rows + "1.604;y\n"), "a")).endsWith(199, 1604);
        assertThat(numbers(read("a;b\n" + rows + "2500;x\n1.604;y\n"), "a")).endsWith(2500, 1.604);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;b|0.123;1|1.500;2|200;3",
                "a;b|1.500;1|2000;2",
                "a;b|120.125;1|130;2",
                "a;b|1.604;0.25|998;0.5",
                "a;b|1.604;x|998.5;y",
            })
    void measurements_keepTheirPoints(String content) {
        Table table = read(content.replace('|', '\n') + "\n");
        assertThat(numbers(table, "a")[0]).isEqualTo(Double.parseDouble(content.split("[|;]", -1)[2]));
    }

    @Test
    void pointThatMayBeEither_isSaid() {
        for (String content : List.of("a;b\n1.500;x\n2;y\n", "a,b\n1.604,x\n998,y\n")) {
            assertThat(notes(read(content)))
                    .anySatisfy(note -> assertThat(note)
                            .contains("column \"a\" has three digits after every point")
                            .endsWith("If it separates thousands, read the file with decimal=,"));
        }
        assertThat(notes(read("a,b\n1.604,x\n998,y\n2500,x\n"))).isEmpty();
    }

    @Test
    void laterFile_isReadByItsOwnDecimalMark() {
        CsvOptions expecting = new CsvOptions()
                .expecting(Map.of("a", ColumnKind.of("number(comma)"), "b", ColumnKind.of("number(comma)")));
        Table commas = read("a,b\n1.344,2.653\n9.125,4.972\n", expecting);
        assertThat(numbers(commas, "a")).containsExactly(1.344, 9.125);
        assertThat(notes(commas))
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo(
                        "column \"a\" has decimal points, where the training rows were read with decimal commas: \"1.344\" is "
                                + "1.344. If they are between thousands, read the file with decimal=,");
        assertThat(numbers(read("a;b\n1.344;2.6\n9.125;4.9\n", expecting), "a")).containsExactly(1.344, 9.125);
        Table doubtful = read("a;b\n1.344;2.653\n", expecting);
        assertThat(numbers(doubtful, "a")).containsExactly(1344);
        assertThat(notes(doubtful))
                .anyMatch(note -> note.endsWith("If they are decimal marks, read the file with decimal=."))
                .noneMatch(note -> note.contains("\"\""));
        assertThat(numbers(read("a;b\n1,344;2\n", expecting), "a")).containsExactly(1.344);
        CsvOptions points =
                new CsvOptions().expecting(Map.of("a", ColumnKind.of("number"), "b", ColumnKind.of("number")));
        assertThat(numbers(read("a;b\n1,344;2,6\n", points), "a")).containsExactly(1.344);
    }

    @Test
    void singleCell_isReadAsTheTrainingRows() {
        NumericFeature feature = new NumericFeature("a", 5, 4, 0, 10, false, false, ',');
        float[] target = new float[1];
        feature.encoder(new Doubts()).text("1.344", target, 0);
        assertThat(target[0]).isEqualTo(1.344f);
        new NumericFeature("a", 5000, 4, 500, 2000, false, false, ',')
                .encoder(new Doubts())
                .text("1.344", target, 0);
        assertThat(target[0]).isEqualTo(1344f);
    }

    @Test
    void decimalCommaThatWouldCorrupt_isSaid() {
        Table table = read("a\n\"1,282\"\n999\n", new CsvOptions().decimal(','));
        assertThat(numbers(table, "a")).containsExactly(1.282, 999);
        assertThat(notes(table))
                .singleElement()
                .asString()
                .contains("has three digits after every comma, and \"1,282\" is 1.282")
                .endsWith("If it separates thousands, read the file with decimal=.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        $10,194      | $9.50     | 10194    | 9.5
        12.3 cm      | 4 cm      | 12.3     | 4
        45%          | 7.5%      | 45       | 7.5
        (1,200.50)   | 3         | -1200.5  | 3
        €12,345      | €-2       | 12345    | -2
        12,50 €      | 1.200 €   | 12.5     | 1200
        1.2k         | 3M        | 1200     | 3000000
        USD 100      | USD 2,000 | 100      | 2000
        80 sq ft     | 95 sq ft  | 80       | 95
        −5           | +5        | -5       | 5
        """)
    void numbersWithUnits_areNumbers(String a, String b, double x, double y) {
        Table table = read("v\tw\n" + a + "\tp\n" + b + "\tq\n");
        assertThat(numbers(table, "v")).containsExactly(x, y);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C85|C86", "4th|5th|1st", "12 cm|1.2 m", "18-24|25-34", "12:30|13:40", "1.2.2020|3.4.2021"})
    void textsThatBeginOrEndWithNumbers_areNoNumbers(String values) {
        assertThat(read("v\n" + values.replace('|', '\n') + "\n").column("v")).isInstanceOf(CategoryColumn.class);
    }
}
