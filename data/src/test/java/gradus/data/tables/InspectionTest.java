package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.math.RandomStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is odd about a table as a whole.
class InspectionTest {
    private static Table table(String header, int rows, IntFunction<String> row) {
        byte[] bytes = IntStream.range(0, rows)
                .mapToObj(row)
                .collect(Collectors.joining("\n", header + "\n", "\n"))
                .getBytes(StandardCharsets.UTF_8);
        return Csv.read("h.csv", () -> new ByteArrayInputStream(bytes), new CsvOptions());
    }

    private static List<String> notes(Table table) {
        return Schema.infer(table, new SchemaOptions("y")).warnings(table).stream()
                .map(Advice::toString)
                .toList();
    }

    @Test
    void leaks_inOneDirection() {
        assertThat(notes(table(
                        "x,diagnosis,y", 100, i -> i * i % 19 + "," + i % 5 + "," + (i % 5 == 0 ? "well" : "ill"))))
                .anyMatch(note ->
                        note.startsWith("column \"diagnosis\" decides on the target \"y\". If it is not known"));
        assertThat(notes(table("x,half,y", 100, i -> i * i % 19 + "," + i % 4 / 2 + ",c" + i % 4)))
                .anyMatch(note -> note.startsWith("column \"half\" follows from the target \"y\""));
    }

    @Test
    void leaks_bySums_andNearly() {
        Table sum = table("x,casual,registered,y", 100, i -> {
            int casual = i * 31 % 57;
            int registered = i * 17 % 83;
            return i * i % 19 + "," + casual + "," + registered + "," + (casual + registered);
        });
        assertThat(notes(sum))
                .singleElement()
                .asString()
                .startsWith(
                        "a sum of the columns \"casual\", \"registered\", each times some factor, is the target \"y\"");
        assertThat(notes(table("x,z,y", 100, i -> i * i % 19 + "," + (i * 31 % 57 + i % 2) + "," + i * 31 % 57)))
                .anyMatch(note -> note.matches("column \"z\" has a correlation of 0.99\\d+ with the target \"y\".*"));
        assertThat(notes(table("x,z,y", 100, i -> i * i % 19 + "," + i * 13 % 31 + "," + i * 31 % 57)))
                .isEmpty();
    }

    /// Each number would decide on the target, as it does in the one row that all its copies are.
    @Test
    void copiesOfRows_areNoSignOfALeak() {
        assertThat(notes(table("x,z,y", 300, i -> i % 50 * 7 % 50 + "," + i % 50 * 3.5 + "," + (i % 50 * 31 % 7 < 3))))
                .noneMatch(note -> note.contains("decides on"))
                .anyMatch(note -> note.contains("250 of 300 rows occur before"));
    }

    @Test
    void doubledRowsAndRepeatedPeople() {
        assertThat(notes(table("x,y", 100, i -> i % 50 * i % 7 + 0.5 * (i % 40) + "," + i % 40 * 1.5)))
                .anyMatch(note -> note.contains("of 100 rows occur before in the table"));
        assertThat(notes(table("patient_id,x,y", 100, i -> i / 5 + "," + i * 31 % 57 + "," + i * 17 % 83 * 0.5)))
                .anyMatch(note -> note.contains("each \"patient_id\" has 5.0 rows on average")
                        && note.endsWith("hold its rows out together with group=patient_id"));
    }

    @Test
    void sentinels_ofAnyKind() {
        assertThat(notes(table("t,y", 100, i -> (i % 20 == 0 ? -999 : i % 31) + "," + i * 17 % 83 * 0.5)))
                .contains("column \"t\" has -999 in 5 rows, far from all others (0 to 30). If it stands for a missing"
                        + " value, say so with na=t=-999");
        assertThat(notes(table("t,y", 100, i -> (i % 20 == 0 ? 999 : i % 31) + "," + i * 17 % 83 * 0.5)))
                .anyMatch(note -> note.contains("has 999 in 5 rows"));
        assertThat(notes(table("bmi,y", 100, i -> (i % 20 == 0 ? 0 : 18 + i % 31) + "," + i * 17 % 83 * 0.5)))
                .anyMatch(note -> note.contains("has 0 in 5 rows, far from all others (18 to 48)"));
        assertThat(notes(table("t,y", 100, i -> i % 31 - 10 + "," + i * 17 % 83 * 0.5)))
                .isEmpty();
    }

    @Test
    void targets_withAnOrder_orTooFewRows() {
        int[] marks = {3, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 8};
        assertThat(notes(table("x,y", 400, i -> i * 31 % 57 + "," + marks[i % 20])))
                .anyMatch(
                        note -> note.startsWith("the classes have an order, 3 < 4 < 5 < 6 < 7 < 8, which networks by a"
                                        + " recipe for tables use in training; a plain network does not.")
                                && note.endsWith("If they have none, say so with as=y=category"));
        assertThat(notes(table("x,y", 400, i -> i * 31 % 57 + "," + (1 + (i % 8 < 6 ? 1 : 2 * (i % 8 - 6))))))
                .anyMatch(
                        note -> note.startsWith("the classes are numbers from 1 to 3 that look like steps of a scale"));
        assertThat(notes(table("x,y", 400, i -> i * 31 % 57 + "," + i % 10))).isEmpty();
        assertThat(notes(table("x,y", 400, i -> i * 31 % 57 + 0.01 * (i % 100) + "," + (1 + i % 5))))
                .singleElement()
                .asString()
                .isEqualTo(
                        "the classes are numbers from 1 to 5 that look like steps of a scale. Give them this order with"
                                + " as=y=ordinal, or learn them as a number with task=regression");
        assertThat(notes(table("x,y", 400, i -> i * 31 % 57 + 0.01 * (i % 100) + "," + (1 + i % 3))))
                .isEmpty();
        assertThat(notes(table(
                        "x,y",
                        100,
                        i -> i * 31 % 57 + 0.01 * (i % 100) + ","
                                + (i < 2 ? "rare" : "abc".substring(i % 3, i % 3 + 1)))))
                .containsExactly("classes with fewer than 10 rows can hardly be learnt or judged: \"rare\" (2)");
        assertThat(notes(table("x,y", 400, i -> i * 31 % 57 + "," + (i % 100 == 0 ? "rare" : i % 2 == 0 ? "a" : "b"))))
                .anyMatch(note ->
                        note.equals("classes with fewer than 10 rows can hardly be learnt or judged: \"rare\" (4)"));
    }

    @Test
    void classesWithAnOrder_keepIt() {
        List<String> answers = List.of("Medium", "High", "Low");
        Table table = table("x,y", 90, i -> i * 31 % 57 + 0.01 * (i % 100) + "," + answers.get(i % 3));
        assertThat(Schema.infer(table, new SchemaOptions("y")).target().labels())
                .containsExactly("Low", "Medium", "High");
        assertThat(notes(table))
                .containsExactly("the classes have an order, Low < Medium < High, which networks by a recipe for tables"
                        + " use in training; a plain network does not. If they have none, say so with as=y=category");
        assertThat(Schema.infer(table, new SchemaOptions("y")).target().ordered())
                .isTrue();
        assertThat(labels(table, "ordinal(high<low<medium)")).containsExactly("High", "Low", "Medium");
        assertThat(labels(table, "ordinal(medium<low<high<top)")).containsExactly("Medium", "Low", "High");
        Table spelt = table("x,y", 90, i -> i * 31 % 57 + "," + (i % 6 == 0 ? "medium" : answers.get(i % 3)));
        assertThat(labels(spelt, "ordinal(low<medium<high)")).hasSize(3);
        assertThat(labels(table, "category")).containsExactly("High", "Low", "Medium");
        assertThatThrownBy(() -> labels(table, "ordinal(low<medium)"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "target \"y\" has the class \"High\", which is not in the order low < medium. Say all classes "
                                + "with as=y=ordinal(low<medium<High)");
    }

    private static List<String> labels(Table table, String kind) {
        SchemaOptions options = new SchemaOptions("y").kinds(Map.of("y", ColumnKind.of(kind)));
        return Schema.infer(table, options).target().labels();
    }

    @Test
    void groups_areHeldOutWhole_andTimesLast() {
        Table table = table(
                "p,t,x,y", 200, i -> "p" + i % 20 + "," + (i * 77 % 200) + "," + i * 31 % 57 + "," + i * 17 % 83 * 0.5);
        SchemaOptions byGroup = new SchemaOptions("y").group("p");
        Schema schema = Schema.infer(table, byGroup);
        assertThat(schema.featureNames()).containsExactly("t", "x");
        Schema.Split split = schema.split(table, 0.25, RandomStream.of(1), byGroup);
        assertThat(split.held().rows()).isEqualTo(50);
        assertThat(split.held().column("p").distinct()
                        + split.train().column("p").distinct())
                .isEqualTo(20);
        SchemaOptions byTime = new SchemaOptions("y").time("t");
        Schema.Split last = Schema.infer(table, byTime).split(table, 0.25, RandomStream.of(1), byTime);
        assertThat(((NumericColumn) last.held().column("t")).min()).isEqualTo(150);
        assertThat(((NumericColumn) last.train().column("t")).max()).isEqualTo(149);
    }
}
