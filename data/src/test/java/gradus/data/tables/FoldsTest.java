package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.math.RandomStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldsTest {
    private static final int ROWS = 40;

    /// A number, a patient with four rows, a day, a class of one row in four.
    private static Table table() {
        double[] number = new double[ROWS];
        double[] day = new double[ROWS];
        int[] patient = new int[ROWS];
        int[] label = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            number[i] = Math.sqrt(i);
            day[i] = (i * 7) % ROWS;
            patient[i] = i / 4;
            label[i] = i % 4 == 0 ? 1 : 0;
        }
        List<String> patients = new ArrayList<>();
        for (int i = 0; i < ROWS / 4; i++) {
            patients.add("p" + i);
        }
        return Table.of(
                "rows",
                List.of(
                        new NumericColumn("number", number),
                        new NumericColumn("day", day),
                        new CategoryColumn("patient", patients, patient),
                        new CategoryColumn("label", List.of("no", "yes"), label)));
    }

    private static List<Schema.Split> splits(SchemaOptions options, int count) {
        Table table = table();
        Schema schema = Schema.infer(table, options);
        List<Schema.Split> splits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            splits.add(schema.split(table, new SchemaOptions.Fold(i, count), RandomStream.of(3), options));
        }
        return splits;
    }

    @Test
    void everyRow_isHeldOutOnce_withEqualSharesOfEveryClass() {
        Set<String> seen = new HashSet<>();
        for (Schema.Split split : splits(new SchemaOptions("label").drop(List.of("patient", "day")), 5)) {
            assertThat(split.held().rows()).isEqualTo(8);
            assertThat(split.train().rows()).isEqualTo(32);
            int yes = 0;
            for (int row = 0; row < 8; row++) {
                assertThat(seen.add(split.held().column("number").text(row))).isTrue();
                yes += split.held().column("label").text(row).equals("yes") ? 1 : 0;
            }
            assertThat(yes).isEqualTo(2);
        }
        assertThat(seen).hasSize(ROWS);
    }

    @Test
    void groups_stayTogether() {
        SchemaOptions options = new SchemaOptions("label").drop(List.of("day")).group("patient");
        Set<String> seen = new HashSet<>();
        for (Schema.Split split : splits(options, 3)) {
            Set<String> held = new HashSet<>();
            for (int row = 0; row < split.held().rows(); row++) {
                held.add(split.held().column("patient").text(row));
            }
            assertThat(split.held().rows()).isEqualTo(4 * held.size()).isBetween(12, 16);
            held.forEach(patient -> assertThat(seen.add(patient)).isTrue());
        }
        assertThat(seen).hasSize(10);
        assertThatThrownBy(() -> splits(options, 11)).hasMessageContaining("10 groups are too few for 11 folds");
    }

    @Test
    void byTime_eachPartComesAfterItsTraining() {
        SchemaOptions options =
                new SchemaOptions("label").drop(List.of("patient")).time("day");
        for (Schema.Split split : splits(options, 4)) {
            double last = ((NumericColumn) split.train().column("day")).max();
            assertThat(((NumericColumn) split.held().column("day")).min()).isEqualTo(last + 1);
            assertThat(split.held().rows()).isEqualTo(8);
        }
    }

    @Test
    void numbers_areStratifiedIfAsked() {
        SchemaOptions options =
                new SchemaOptions("number").drop(List.of("patient", "day")).stratify(true);
        for (Schema.Split split : splits(options, 4)) {
            int small = 0;
            for (double value : ((NumericColumn) split.held().column("number")).values()) {
                small += value < Math.sqrt(20) ? 1 : 0;
            }
            assertThat(small).isEqualTo(5);
        }
        Table table = table();
        Schema schema = Schema.infer(table, options);
        int small = 0;
        for (double value : ((NumericColumn) schema.split(table, 0.5, RandomStream.of(1), options)
                        .held()
                        .column("number"))
                .values()) {
            small += value < Math.sqrt(20) ? 1 : 0;
        }
        assertThat(small).isEqualTo(10);
    }

    /// Without an order, rows would be held out as they stand in the file.
    @Test
    void timeThatIsTheSameEverywhere_isRefused() {
        Table table = Csv.read(
                "t.csv",
                () -> new ByteArrayInputStream("x,y,day\n1,2,5\n2,3,5\n3,1,5\n".getBytes(StandardCharsets.UTF_8)),
                new CsvOptions());
        SchemaOptions options = new SchemaOptions("y").time("day");
        Schema schema = Schema.infer(table, options);
        assertThatThrownBy(() -> schema.split(table, 0.4, RandomStream.of(1), options))
                .hasMessage("t.csv: column \"day\" is the same in every row, so it cannot order them by time."
                        + " Choose another column of times");
    }
}
