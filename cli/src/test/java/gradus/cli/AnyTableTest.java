package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first command on tables as people have them, and what is said of them.
class AnyTableTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Ran train(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("train"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--epochs", 2, "--quiet", "--json", "--layers", "dense(4,relu)"));
        return Ran.of(all.toArray());
    }

    private static Ran trained(Object... arguments) {
        Ran ran = train(arguments);
        assertThat(ran.err().lines()).allSatisfy(line -> assertThat(line).startsWith("Note: "));
        assertThat(ran.code()).isZero();
        return ran;
    }

    /// A table of everything.
    private static String mixed(int rows) {
        Random random = new Random(3);
        return IntStream.range(0, rows)
                .mapToObj(i -> String.join(
                        ";",
                        "u" + (1000 + i),
                        i % 7 == 0 ? "" : "$" + String.format("%,d", 900 + 37 * i),
                        "2021-" + (i % 12 + 1) + "-" + (i % 28 + 1),
                        List.of("low", "medium", "high").get(random.nextInt(3)),
                        List.of("Yes", "no", "YES").get(random.nextInt(3)),
                        i % 11 == 0 ? "n/a" : "w" + random.nextInt(4),
                        "",
                        i % 13 == 0 ? "" : i % 2 == 0 ? "good" : "bad"))
                .collect(Collectors.joining("\n", "user_id;price;day;size;new;kind;nothing;y\n", "\n;;;;;;;\n"));
    }

    @Test
    void firstCommand_trainsOnEverything_andSaysWhatItDid() throws Exception {
        Path table = file("mixed.csv", mixed(120));
        Path run = folder.resolve("run");
        Ran ran = trained(table, "--target", "y", "--out", run);
        assertThat(ran.err())
                .contains("fields are separated by semicolons")
                .contains("column \"user_id\" is left out: it has 120 different texts")
                .contains("column \"price\" holds numbers with commas between thousands")
                .contains("column \"day\" holds dates (year first")
                .contains("column \"size\" has an order: low < medium < high")
                .contains("column \"new\" spells words in several ways")
                .contains("column \"nothing\" is left out: it has no values")
                .contains("10 rows are left out: without a target");
        var kept = Ran.object(Files.readString(run.resolve("run.json")));
        assertThat(kept).containsEntry("left_out", 10);
        assertThat(String.valueOf(kept.get("notes"))).contains("--as user_id=category", "holds dates");

        Path later = file(
                "later.csv",
                "kind,new,price,day,size,extra\nw9,yes,50000,2021-02-03,huge,1\nw1,NO,\"1,282\",soon,,2\n");
        Ran predicted = Ran.of("predict", Ran.model(run), later);
        assertThat(predicted.code()).isZero();
        assertThat(predicted.out().lines()).hasSize(3).first().isEqualTo("p(bad),p(good),y");
        assertThat(predicted.err().lines())
                .anyMatch(line -> line.contains("column \"price\" has 1 value far outside those of the training rows"))
                .anyMatch(line -> line.contains("column \"day\" has 1 value that cannot be read, such as \"soon\""))
                .anyMatch(line ->
                        line.contains("column \"size\" has 1 value that the training rows lack, such as \"huge\""))
                .anyMatch(line ->
                        line.contains("column \"kind\" has 1 value that the training rows lack, such as \"w9\""));
        Ran evaluated = Ran.of("evaluate", Ran.model(run), table, "--json");
        assertThat(evaluated.code()).isZero();
        assertThat(evaluated.json().get("rows")).isEqualTo(110);
    }

    @Test
    void aModelKnows_whatStandsForAMissingValue() throws Exception {
        String rows = IntStream.range(0, 60)
                .mapToObj(i -> (i % 10 == 3 ? "-999" : i % 23) + "," + i % 2 + "," + i % 23 * 2)
                .collect(Collectors.joining("\n", "t,b,y\n", "\n1,2\n"));
        Path table = file("gaps.csv", rows);
        Path run = folder.resolve("gaps");
        String notes = trained(table, "--target", "y", "--na", "t=-999", "--skip-bad-lines", "--out", run)
                .err();
        assertThat(notes)
                .contains("1 line does not have the 3 fields of the first line: line 62 has 2. It is left out")
                .contains("6 cells of 1 column are missing: a number is filled in")
                .doesNotContain("--na");
        assertThat(Ran.object(Files.readString(run.resolve("run.json")))).containsEntry("lines_left_out", 1);
        Ran predicted = Ran.of("predict", Ran.model(run), file("later.csv", "t,b\n-999,1\n,1\n-999.0,1\n"));
        assertThat(predicted.out().lines().skip(1).distinct()).hasSize(1);
        assertThat(train(table, "--target", "y", "--na", "u=0", "--skip-bad-lines")
                        .err())
                .contains("has no column \"u\"");
    }

    @Test
    void kinds_areSaid_writtenEditedAndRead() throws Exception {
        Path table = file("mixed.csv", mixed(120));
        Path schema = folder.resolve("schema.json");
        trained(table, "--target", "y", "--write-schema", schema);
        String found = Files.readString(schema);
        assertThat(found)
                .contains(
                        "\"user_id\"", "\"ordinal(low<medium<high)\"", "\"date(year first)\"", "\"category(folded)\"");
        Files.writeString(schema, found.replace("\"ordinal(low<medium<high)\"", "\"ignore\""));
        String edited = trained(table, "--schema", schema).err();
        assertThat(edited).doesNotContain("has an order");
        assertThat(trained(table, "--schema", schema, "--as", "size=category,day=ignore")
                        .err())
                .doesNotContain("has an order", "holds dates");
        assertThat(train(table, "--target", "y", "--as", "size=colour").err())
                .contains("a column can be category, date, id, ignore, number, ordinal, text, got \"colour\"");
        Files.writeString(schema, "{\"columns\": {\"size\": \"colour\"}}");
        assertThat(train(table, "--schema", schema).err()).contains("schema.json, column \"size\": a column can be");
        Files.writeString(schema, "{");
        assertThat(train(table, "--schema", schema).err())
                .contains("schema.json is not JSON: line 1, column 2: Unexpected end-of-input")
                .doesNotContain("Source");
        Files.writeString(schema, "[]");
        assertThat(train(table, "--schema", schema).err()).contains("schema.json must have an object \"columns\"");
        Files.writeString(schema, "");
        assertThat(train(table, "--schema", schema).err()).contains("schema.json is empty");
        trained(table, "--target", "size", "--as", "size=ordinal(medium<low<high)", "--write-schema", schema);
        assertThat(Files.readString(schema)).contains("\"size\" : \"ordinal(medium<low<high)\"");
        assertThat(trained(table, "--schema", schema).err()).contains("the classes have an order, medium < low < high");
    }

    /// The letters of a code tell the target, and its number does not.
    @Test
    void codes_areTakenByTheirPieces() throws Exception {
        Path table = file(
                "codes.csv",
                IntStream.range(0, 90)
                        .mapToObj(i -> (i % 3 == 0 ? "AX" : "B") + (1000 + 37 * i % 900) + "," + (i % 3 == 0 ? 5 : 1))
                        .collect(Collectors.joining("\n", "code,y\n", "\n")));
        Path run = folder.resolve("codes");
        Ran learned = Ran.of(
                "train", table, "--target", "y", "--task", "regression", "--net", "linear", "--quiet", "--out", run);
        assertThat(learned.err())
                .contains("column \"code\" holds short texts of one word, of which the ", "\"^ax\"")
                .contains("Take words instead with --as 'code=text(words)'");
        Ran predicted = Ran.of("predict", Ran.model(run), file("new.csv", "code\nax-7\nb77\n"));
        assertThat(predicted.code()).isZero();
        List<String> lines = predicted.out().lines().toList();
        assertThat(Double.parseDouble(lines.get(1))).isGreaterThan(Double.parseDouble(lines.get(2)) + 1);
        assertThat(train(table, "--target", "y", "--as", "code=text(letters)").err())
                .contains("a text is taken as text(words) or text(pieces), got text(letters)");
    }

    @Test
    void gaps_canBeRefusedOrLeaveRowsOut() throws Exception {
        Path table = file("mixed.csv", mixed(120));
        Ran refused = train(table, "--target", "y", "--missing", "error");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Leave such rows out with --missing drop, or fill them in and mark them");
        assertThat(trained(table, "--target", "y", "--missing", "drop").err())
                .contains("rows are left out: a value is");
    }

    @Test
    void numberedColumnsOfMeasurements_areNoPixels() throws Exception {
        Random random = new Random(1);
        Path table = file(
                "q.csv",
                IntStream.range(0, 80)
                        .mapToObj(i -> IntStream.range(0, 20)
                                        .mapToObj(j ->
                                                String.valueOf(j == 3 ? random.nextInt(1000) : random.nextGaussian()))
                                        .collect(Collectors.joining(","))
                                + "," + (i % 2 == 0 ? "a" : "b"))
                        .collect(Collectors.joining("\n", "", "\n")));
        Ran ran = Ran.of("train", table, "--target", "column_21", "--epochs", 1);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("GaussianNoise", "Dropout");
    }

    @Test
    void severalNumbers_arePredictedAtOnce() throws Exception {
        Path table = file(
                "two.csv",
                IntStream.range(0, 100)
                        .mapToObj(i -> i * 37 % 101 + "," + (i * 37 % 101 * 2.5 + i % 2) + ","
                                + (1e5 - 900 * (i * 37 % 101) + i % 3))
                        .collect(Collectors.joining("\n", "x,a,b\n", "\n")));
        Path run = folder.resolve("run");
        Ran ran = Ran.of("train", table, "--target", "a,b", "--quiet", "--json", "--epochs", 60, "--out", run);
        assertThat(ran.json()).containsEntry("task", "regression");
        Ran predicted = Ran.of("predict", Ran.model(run), file("x.csv", "x\n40\n"));
        assertThat(predicted.out().lines()).first().isEqualTo("a,b");
        String[] answers = predicted.out().lines().toList().getLast().split(",", -1);
        assertThat(Double.parseDouble(answers[0])).isBetween(80.0, 120.0);
        assertThat(Double.parseDouble(answers[1])).isBetween(58_000.0, 70_000.0);
    }

    @Test
    void groupsAndTime_decideWhatIsHeldOut() throws Exception {
        Path table = file(
                "visits.csv",
                IntStream.range(0, 300)
                        .mapToObj(i -> "p" + i / 10 + ",2020-01-" + (i % 28 + 1) + "," + i * 7 % 13 + ","
                                + (i / 10 % 2 == 0 ? "ill" : "well"))
                        .collect(Collectors.joining("\n", "patient,day,x,y\n", "\n")));
        assertThat(trained(table, "--target", "y").err())
                .contains("each \"patient\" has 10.0 rows on average", "--group patient")
                .contains("column \"patient\" decides on the target \"y\"");
        assertThat(trained(table, "--target", "y", "--group", "patient").err())
                .contains(
                        "column \"patient\" groups the rows and is not used as an input: new rows will come from other groups")
                .doesNotContain("each \"patient\"", "decides on");
        assertThat(trained(table, "--target", "y", "--time", "day").code()).isZero();
        assertThat(train(table, "--target", "y", "--group", "patient", "--time", "day")
                        .err())
                .contains("rows are held out by group or by time, got both");
        assertThat(train(table, "--target", "y", "--time", "patient").err()).contains("must be numbers or dates");
    }

    private Path doubtful() throws Exception {
        return file(
                "doubtful.csv",
                IntStream.range(0, 120)
                        .mapToObj(i -> String.join(
                                ",",
                                i % 5 == 0 ? "unknown" : "w" + i % 3,
                                i % 2 == 0 ? 100 + i + " g" : 1 + i * i % 19 / 10.0 + " kg",
                                i % 2 == 0 ? "2021-03-" + (1 + i % 28) : 1 + i % 12 + "/" + (13 + i % 15) + "/2021",
                                i % 3 == 0 ? i % 50 + "%" : "0." + i % 7,
                                i * i % 17 < 8 ? "a" : "b"))
                        .collect(Collectors.joining("\n", "\"job, now\",weight,day,share,y\n", "\n")));
    }

    @Test
    void whatCellsMayMean_isSaid_andNotAssumed() throws Exception {
        assertThat(trained(doubtful(), "--target", "y").err())
                .contains("\"unknown\" in column \"job, now\" (24 rows). If they do, read the table with --na"
                        + " 'job\\, now=unknown'")
                .contains(
                        "column \"weight\" has numbers in several units (\"g\", \"kg\"), so it is read as words. Write"
                                + " all of them in one unit")
                .contains("column \"day\" has dates in several forms")
                .contains("column \"share\" has a percent sign in 40 values and none in 80");
    }

    /// A column whose name has a comma, in every option that takes names.
    @Test
    void commasInNames_areQuoted() throws Exception {
        Path run = folder.resolve("run");
        Ran ran = trained(doubtful(), "--target", "y", "--na", "job\\, now=unknown", "--out", run);
        assertThat(ran.err()).contains("24 cells of 1 column are missing").doesNotContain("unknown");
        assertThat(String.valueOf(
                        Ran.object(Files.readString(run.resolve("run.json"))).get("arguments")))
                .contains("job\\, now=unknown");
        assertThat(trained(doubtful(), "--target", "y", "--drop", "\"job, now\",weight")
                        .err())
                .doesNotContain("job", "\"weight\" has 1");
        assertThat(trained(doubtful(), "--target", "y", "--as", "\"job, now\"=ignore,weight=ignore")
                        .err())
                .doesNotContain("job", "\"weight\" has 1");
    }

    @Test
    void laterTable_mayLackMostColumns() throws Exception {
        Path run = folder.resolve("run");
        trained(doubtful(), "--target", "y", "--out", run);
        Ran predicted = Ran.of("predict", Ran.model(run), file("few.csv", "share\n0.3\n20%\n"));
        assertThat(predicted.code()).isZero();
        assertThat(predicted.out().lines()).hasSize(3);
        assertThat(predicted.err())
                .contains("3 of the 4 columns that the model was trained with are not there, filled in with the usual"
                        + " values: \"job, now\", \"weight\", \"day\"");
        assertThat(Ran.of("predict", Ran.model(run), file("none.csv", "pool\n1\n"))
                        .err())
                .contains("none.csv lacks columns");
    }

    @Test
    void calibrationWithoutEffect_saysSo() throws Exception {
        Ran ran = Ran.of(
                "train",
                doubtful(),
                "--target",
                "y",
                "--epochs",
                1,
                "--layers",
                "dense(2)",
                "--calibration",
                "temperature");
        assertThat(ran.out())
                .contains("Note: the probabilities are not calibrated: 12 rows that were held out are too few to find a"
                        + " temperature by; it takes at least 50");
    }
}
