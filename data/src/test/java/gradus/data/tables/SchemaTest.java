package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.data.Dataset;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final String HOUSES = """
        size,town,rooms,price
        50,Ulm,2,100
        70,Bonn,3,150
        90,Ulm,3,210
        110,Köln,5,260
        """;

    private static Table table(String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return Csv.read("h.csv", () -> new ByteArrayInputStream(bytes), new CsvOptions());
    }

    private static Schema infer(String csv, SchemaOptions options) {
        return Schema.infer(table(csv), options);
    }

    private static AbstractThrowableAssert<?, ?> refused(String csv, SchemaOptions options) {
        return assertThatThrownBy(() -> infer(csv, options)).isInstanceOf(DataException.class);
    }

    private static String rows(int count, java.util.function.IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).map(text -> text + "\n").collect(Collectors.joining());
    }

    private static Task taskOf(
            String header, int count, java.util.function.IntFunction<String> row, String... targets) {
        return infer(header + "\n" + rows(count, row), new SchemaOptions(targets))
                .target()
                .task();
    }

    @Test
    void tableBecomesRawNumbersAndOneHotCategories() {
        Table table = table(HOUSES);
        Schema schema = Schema.infer(table, new SchemaOptions("price"));
        assertThat(schema.featureNames()).containsExactly("size", "town=Bonn", "town=Köln", "town=Ulm", "rooms");
        assertThat(schema.target().task()).isEqualTo(Task.REGRESSION);
        Dataset data = schema.encode(table);
        assertThat(data.input().toArray())
                .containsExactly(
                        50, 0, 0, 1, 2, //
                        70, 1, 0, 0, 3, //
                        90, 0, 0, 1, 3, //
                        110, 0, 1, 0, 5);
        assertThat(data.target().toArray()).containsExactly(100, 150, 210, 260);
    }

    @Test
    void meansAndVariances_areThoseOfNumbersAndNeutralForCategories() {
        Schema schema = infer(HOUSES, new SchemaOptions("price"));
        assertThat(schema.means()).containsExactly(80, 0, 0, 0, 3.25f);
        assertThat(schema.variances()).containsExactly(500, 1, 1, 1, 1.1875f);
    }

    @Test
    void fit_takesTheTrainingRowsOnly() {
        Table table = table(HOUSES);
        Schema schema = Schema.infer(table, new SchemaOptions("price")).fit(table.select(new int[] {0, 1}));
        assertThat(schema.means()[0]).isEqualTo(60);
        assertThat(schema.featureNames()).containsExactly("size", "town=Bonn", "town=Ulm", "rooms");
        assertThat(schema.encodeInputs(table.select(new int[] {3})).toArray()).containsExactly(110, 0, 0, 5);
    }

    @Test
    void wordsAreClasses_inTheOrderOfTheirLetters() {
        String csv = "x,answer\n1,yes\n2,no\n3,yes\n";
        Schema schema = infer(csv, new SchemaOptions("answer"));
        assertThat(schema.target().task()).isEqualTo(Task.BINARY);
        assertThat(schema.target().labels()).containsExactly("no", "yes");
        assertThat(schema.encode(table(csv)).target().toArray()).containsExactly(1, 0, 1);
    }

    @Test
    void task_followsFromTheTargets() {
        assertThat(taskOf("x,y", 6, i -> i + "," + "abc".charAt(i % 3), "y")).isEqualTo(Task.MULTICLASS);
        assertThat(taskOf("x,y", 6, i -> i + "," + (1 + i % 2), "y")).isEqualTo(Task.BINARY);
        assertThat(taskOf("x,y", 60, i -> i + "," + i % 3, "y")).isEqualTo(Task.MULTICLASS);
        assertThat(taskOf("x,y", 59, i -> i + "," + i % 3, "y")).isEqualTo(Task.REGRESSION);
        assertThat(taskOf("x,y", 60, i -> i + "," + i % 3 * 0.5, "y")).isEqualTo(Task.REGRESSION);
        assertThat(taskOf("x,y", 420, i -> i + "," + i % 11, "y")).isEqualTo(Task.REGRESSION);
        assertThat(taskOf("x,y", 420, i -> i + "," + i % 10, "y")).isEqualTo(Task.MULTICLASS);
        assertThat(taskOf("x,y,z", 9, i -> i + "," + i % 2 + "," + i % 3 / 2, "y", "z"))
                .isEqualTo(Task.MULTILABEL);
        assertThat(taskOf("x,y,z", 9, i -> i + "," + i % 2 + "," + i % 3, "y", "z"))
                .isEqualTo(Task.REGRESSION);
    }

    @Test
    void task_canBeGiven() {
        Schema schema = infer("x,y\n" + rows(60, i -> i + "," + i % 3), new SchemaOptions("y").task(Task.REGRESSION));
        assertThat(schema.target().task()).isEqualTo(Task.REGRESSION);
        Schema classes = infer("x,y\n" + rows(30, i -> i + "," + i % 3), new SchemaOptions("y").task(Task.MULTICLASS));
        assertThat(classes.target().labels()).containsExactly("0", "1", "2");
    }

    @Test
    void severalTargets_areOneRowOfTargets() {
        String csv = "x,y,z\n1,0,1\n2,1,1\n3,1,0\n";
        Schema schema = infer(csv, new SchemaOptions("z", "y"));
        assertThat(schema.encode(table(csv)).target().toArray()).containsExactly(1, 0, 1, 1, 0, 1);
    }

    @Test
    void targetsThatDoNotFitTheTask_areRefused() {
        refused(HOUSES, new SchemaOptions()).hasMessageContaining("which column is to be predicted?");
        refused(HOUSES, new SchemaOptions("prize")).hasMessageContaining("did you mean \"price\"?");
        refused(HOUSES, new SchemaOptions("town").task(Task.REGRESSION))
                .hasMessageContaining(
                        "line 2: column \"town\" must be a number to be a target of regression, got \"Ulm\"");
        refused(HOUSES, new SchemaOptions("town").task(Task.BINARY))
                .hasMessageContaining("has 3 classes, but a binary target has two: Bonn, Köln, Ulm");
        refused(HOUSES, new SchemaOptions("rooms", "price").task(Task.MULTILABEL))
                .hasMessageContaining("line 2: column \"rooms\" must be 0 or 1");
        refused(HOUSES, new SchemaOptions("price").drop(List.of("price"))).hasMessageContaining("dropped too");
        refused(HOUSES, new SchemaOptions("price").drop(List.of("size", "rooms", "town")))
                .hasMessageContaining("no column to predict price from");
    }

    @Test
    void oneClassOnly_isRefused() {
        refused("x,y\n1,a\n2,a\n", new SchemaOptions("y")).hasMessageContaining("has the one class \"a\" only");
        refused("x,y\n1,5\n2,5\n", new SchemaOptions("y")).hasMessageContaining("the same value in every row");
    }

    @Test
    void textAsTarget_isRefused() {
        refused("x,y\n" + rows(40, i -> i + ",text " + i), new SchemaOptions("y"))
                .hasMessageContaining("40 different values in 40 rows, too many to be classes");
    }

    @Test
    void missingValues_areRefusedWithColumnsAndLines() {
        refused("x,w,y\n1,a,2\n,b,3\n3,,4\n,a,5\n", new SchemaOptions("y").missing(MissingPolicy.ERROR))
                .hasMessage("h.csv: values are missing in column \"x\" (2: lines 3, 5), column \"w\" (1: line 4). Leave"
                        + " such rows out with missing=drop, or fill them in and mark them with missing=indicator");
    }

    @Test
    void rowsWithMissingValues_areDroppedWhenTold() {
        String csv = "x,w,y\n1,a,2\n,b,3\n3,,4\n5,b,\n7,a,6\n";
        Schema schema = infer(csv, new SchemaOptions("y").missing(MissingPolicy.DROP));
        assertThat(schema.encode(table(csv)).target().toArray()).containsExactly(2, 6);
        assertThat(schema.means()[0]).isEqualTo(4);
        Doubts doubts = new Doubts();
        assertThat(schema.encodeInputs(table(csv), doubts).count()).isEqualTo(5);
        assertThat(doubts.advice())
                .hasToString("[column \"x\" has 1 row without a value; filled in with the usual one, column \"w\" has"
                        + " 2 values that the training rows lack, such as \"b\"; taken as none of the known"
                        + " ones, column \"w\" has 1 row without a value; filled in with the usual one]");
    }

    @Test
    void missingValues_areReplacedWhenTold() {
        String csv = "x,w,y\n1,a,2\n,b,3\n3,,4\n5,b,\n";
        Schema schema = infer(csv, new SchemaOptions("y").missing(MissingPolicy.MEAN));
        assertThat(schema.encode(table(csv)).input().toArray())
                .containsExactly(
                        1, 1, 0, //
                        2, 0, 1, //
                        3, 0, 0);
        assertThat(schema.encodeInputs(table(csv)).count()).isEqualTo(4);
    }

    @Test
    void laterTable_isEncodedByNameInAnyOrderWithoutTarget() {
        Schema schema = infer(HOUSES, new SchemaOptions("price"));
        Table later = table("rooms,size,town\n4,99,Bonn\n");
        assertThat(schema.encodeInputs(later).toArray()).containsExactly(99, 1, 0, 0, 4);
    }

    @Test
    void laterTableThatDiffers_isTakenAndCounted() {
        Schema schema = infer(HOUSES, new SchemaOptions("price"));
        assertThat(schema.encodeInputs(table("size,town,rooms,pool\n90,Ulm,2,1\n"))
                        .toArray())
                .containsExactly(90, 0, 0, 1, 2);
        Doubts doubts = new Doubts();
        Table later = table("town,size\nOslo,80\nulm,big\nOslo,50000\n");
        assertThat(schema.encodeInputs(later, doubts).toArray())
                .containsExactly(
                        80, 0, 0, 0, 3.25f, //
                        80, 0, 0, 1, 3.25f, //
                        50000, 0, 0, 0, 3.25f);
        assertThat(doubts.advice().stream().map(Advice::toString).toList())
                .containsExactly(
                        "1 of the 3 columns that the model was trained with is not there, filled in with the usual"
                                + " values: \"rooms\"",
                        "column \"size\" has 1 value that cannot be read, such as \"big\"; taken as missing",
                        "column \"size\" has 1 value far outside those of the training rows, such as \"50000\" (they"
                                + " were 50 to 110); the answers there are guesses",
                        "column \"town\" has 2 values that the training rows lack, such as \"Oslo\"; taken as none of"
                                + " the known ones");
        Doubts lacking = new Doubts();
        assertThat(schema.encodeInputs(table("size\n70\n"), lacking).toArray()).containsExactly(70, 0, 0, 0, 3.25f);
        assertThat(lacking.advice().stream().map(Advice::toString).toList())
                .containsExactly("2 of the 3 columns that the model was trained with are not there, filled in with the"
                        + " usual values: \"town\", \"rooms\"");
        assertThatThrownBy(() -> schema.encodeInputs(table("pool\n1\n")))
                .hasMessageContaining(
                        "h.csv lacks columns \"size\", \"town\", \"rooms\" which the model was trained with. Its columns are"
                                + " pool. Their names must be those of the training, such as in the first line of a file");
    }

    @Test
    void laterLabelThatIsUnknown_isRefused() {
        Schema schema = infer("x,y\n1,a\n2,b\n", new SchemaOptions("y"));
        assertThatThrownBy(() -> schema.encode(table("x,y\n1,c\n")))
                .hasMessage(
                        "h.csv line 2: column \"y\" is \"c\", which the model does not know as a label; it knows a, b");
    }

    @Test
    void split_keepsTheSharesOfClassesAndLosesNoRow() {
        String csv = "x,y\n" + rows(100, i -> i + "," + (i % 10 == 0 ? "rare" : "often"));
        Table table = table(csv);
        Schema schema = Schema.infer(table, new SchemaOptions("y"));
        Schema.Split split = schema.split(table, 0.2, RandomStream.of(1));
        assertThat(((CategoryColumn) split.held().column("y")).counts()).containsExactly(18, 2);
        double[] train = ((NumericColumn) split.train().column("x")).values();
        double[] held = ((NumericColumn) split.held().column("x")).values();
        double[] all = java.util.stream.DoubleStream.concat(
                        java.util.Arrays.stream(train), java.util.Arrays.stream(held))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 100).asDoubleStream().toArray());
        assertThat(schema.split(table, 0.2, RandomStream.of(1)).held().line(0))
                .isEqualTo(split.held().line(0));
    }

    @Test
    void tooFewRowsToSplit_isRefused() {
        Table table = table("x,y\n1,1\n2,2.5\n3,1.5\n");
        Schema schema = Schema.infer(table, new SchemaOptions("y"));
        assertThatThrownBy(() -> schema.split(table, 0.01, RandomStream.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("too few to hold out");
    }

    @Test
    void classWithoutTrainingRow_isRefused() {
        Table table = table("x,y\n1,a\n2,b\n3,c\n4,a\n");
        Schema schema = Schema.infer(table, new SchemaOptions("y"));
        assertThatThrownBy(() -> schema.fit(table.select(new int[] {0, 1, 3})))
                .hasMessageContaining("no training row of class \"c\"");
    }

    @Test
    void warnings_nameWhatIsOdd() {
        String csv = "id,big,x,copy,leak,y\n"
                + rows(
                        100,
                        i -> i + "," + i * 31 % 17 * 1e7 + "," + i % 7 + "," + i % 7 + "," + (i % 50 == 0 ? "r" : "s")
                                + "," + (i % 50 == 0 ? "rare" : "often"));
        Schema schema = infer(csv, new SchemaOptions("y"));
        assertThat(schema.warnings(table(csv)).stream().map(Advice::toString).toList())
                .anyMatch(text -> text.contains("\"id\" is left out: it numbers the rows. Use it with as=id=number"))
                .anyMatch(text -> text.contains("\"big\" has very large numbers"))
                .anyMatch(text -> text.contains("\"copy\" has the same values as \"x\""))
                .anyMatch(text -> text.contains("\"leak\" tells the target \"y\" exactly"))
                .anyMatch(text -> text.contains("\"often\" has 98 rows, \"rare\" has 2")
                        && text.contains("right in 98.0% of the rows"))
                .hasSize(6);
    }

    @Test
    void scaledTarget_isALeak() {
        String csv = "x,z,y\n" + rows(20, i -> i * i % 7 + "," + (3 + 2.5 * (i * 13 % 19)) + "," + i * 13 % 19);
        assertThat(infer(csv, new SchemaOptions("y")).warnings(table(csv)).stream()
                        .map(Advice::toString)
                        .toList())
                .singleElement()
                .asString()
                .contains("column \"z\" tells the target \"y\" exactly");
    }

    @Test
    void map_givesTheSameSchemaBack() {
        for (Schema schema : List.of(
                infer(HOUSES, new SchemaOptions("price").drop(List.of("rooms"))),
                infer(HOUSES, new SchemaOptions("town").missing(MissingPolicy.MEAN)),
                Schema.ofImages(gradus.data.Shape.of(28, 28), List.of("a", "b", "c")))) {
            assertThat(Schema.fromMap(schema.toMap())).isEqualTo(schema);
        }
    }

    @Test
    void damagedMap_isRefusedByItsKey() {
        Map<String, Object> map =
                new HashMap<>(infer(HOUSES, new SchemaOptions("price")).toMap());
        map.put("dropped", List.of(1));
        assertThatThrownBy(() -> Schema.fromMap(map))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("dropped must be a list of String");
        map.put("version", 2);
        assertThatThrownBy(() -> Schema.fromMap(map)).hasMessageContaining("Use a newer Gradus");
        assertThatThrownBy(() -> Schema.fromMap(Map.of())).hasMessageContaining("version must be a number, got null");
    }

    @Test
    void images_areDividedBy255() {
        Schema schema = Schema.ofImages(gradus.data.Shape.of(2, 3), List.of("a", "b", "c"));
        assertThat(schema.inputShape()).isEqualTo(gradus.data.Shape.of(2, 3));
        assertThat(schema.means()).containsOnly(0).hasSize(6);
        assertThat(schema.variances()).containsOnly(255 * 255);
        assertThatThrownBy(() -> schema.encodeInputs(table("a\n1\n")))
                .hasMessageContaining("the model looks at images");
    }

    /// The variance of such numbers is 0 in 64 bits.
    @Test
    void tinyNumbers_areNotTakenForZeros() {
        assertThatThrownBy(() -> infer("x,y\n1,1.5e-300\n2,2.5e-300\n3,2e-300\n", new SchemaOptions("y")))
                .hasMessage(
                        "h.csv: target \"y\" has numbers from 1.50e-300 to 2.50e-300, whose variance, 0.00, is too small"
                                + " for 32-bit numbers. Multiply its numbers by a power of ten");
    }
}
