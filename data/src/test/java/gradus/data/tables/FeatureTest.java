package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the columns of a table become.
class FeatureTest {
    private static Table table(String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return Csv.read("h.csv", () -> new ByteArrayInputStream(bytes), new CsvOptions());
    }

    /// A table with one column beside a number and a target.
    private static Table column(String name, int rows, IntFunction<String> cells) {
        return table(IntStream.range(0, rows)
                .mapToObj(i -> "\"" + cells.apply(i) + "\"," + i * i % 17 + "," + i * 7 % 23 * 0.5)
                .collect(Collectors.joining("\n", name + ",n,y\n", "\n")));
    }

    private static Schema schema(Table table) {
        return Schema.infer(table, new SchemaOptions("y"));
    }

    private static Schema schema(Table table, String column, String kind) {
        return Schema.infer(table, new SchemaOptions("y").kinds(Map.of(column, ColumnKind.of(kind))));
    }

    private static List<String> notes(Table table) {
        return schema(table).warnings(table).stream().map(Advice::toString).toList();
    }

    private static List<Float> inputs(Schema schema, Table rows) {
        float[] values = schema.encodeInputs(rows).toArray();
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    @Test
    void everyKind_isRestoredFromItsMap() {
        for (Table table : List.of(
                column("d", 40, i -> i % 9 == 0 ? "" : "2020-03-" + (i % 28 + 1)),
                column("o", 40, i -> List.of("low", "medium", "high").get(i % 3)),
                column("t", 40, i -> "the red house number " + i + (i % 2 == 0 ? " is old" : " is new")),
                column("c", 40, i -> i % 9 == 0 ? "" : "w" + i % 5),
                column("w", 40, i -> i % 20 == 19 ? "rare" + i : "w" + i % 12),
                column("x", 40, i -> i % 9 == 0 ? "" : "$" + i % 11),
                column("e", 40, i -> ""),
                column("k", 40, i -> "key" + i))) {
            Schema schema = schema(table);
            assertThat(Schema.fromMap(schema.toMap())).isEqualTo(schema);
            assertThat(schema.features().getFirst().inputNames())
                    .hasSize(schema.features().getFirst().width());
            assertThat(inputs(Schema.fromMap(schema.toMap()), table)).isEqualTo(inputs(schema, table));
        }
    }

    @Test
    void gaps_haveAnInputThatTells() {
        Table table = table("x,w,y\n1,a,2\n,b,3.5\n4,,4\n4,a,5\n");
        Schema schema = schema(table);
        assertThat(schema.featureNames()).containsExactly("x", "x=(missing)", "w=a", "w=b", "w=(missing)");
        assertThat(inputs(schema, table))
                .containsExactly(
                        1f, 0f, 1f, 0f, 0f, //
                        3f, 1f, 0f, 1f, 0f, //
                        4f, 0f, 0f, 0f, 1f, //
                        4f, 0f, 1f, 0f, 0f);
        assertThat(schema.means()).containsExactly(3, 0, 0, 0, 0);
        assertThat(schema.variances()).containsExactly(2, 1, 1, 1, 1);
    }

    @Test
    void aRowThatLacksMostColumns_isThatOfATable_withTheSameSentence() {
        Table table = table("x,w,d,y\n1,a,2020-03-01,2\n,b,2020-05-02,3.5\n4,,2020-04-03,4\n4,a,2021-03-04,5\n");
        Schema schema = schema(table);
        float[] row = new float[schema.inputWidth()];
        List<Advice> warnings = schema.rowEncoder().encode(Map.of("x", 4), row, 0);
        Doubts doubts = new Doubts();
        assertThat(row)
                .containsExactly(schema.encodeInputs(table("x\n4\n"), doubts).toArray());
        assertThat(warnings).isEqualTo(doubts.advice()).hasSize(1);
    }

    @Test
    void rareCategories_shareAnInput_withThoseThatAreNew() {
        Table table = column("c", 60, i -> i < 48 ? "w" + i % 12 : "rare" + i);
        Schema schema = schema(table);
        assertThat(schema.inputWidth()).isEqualTo(14);
        assertThat(schema.featureNames().get(12)).isEqualTo("c=(other)");
        Doubts doubts = new Doubts();
        assertThat(schema.encodeInputs(table("c,n\nrare50,1\nnew,1\n"), doubts).toArray())
                .contains(1, org.assertj.core.data.Index.atIndex(12))
                .contains(1, org.assertj.core.data.Index.atIndex(26));
        assertThat(doubts.advice()).isEmpty();
        assertThat(notes(table))
                .contains("column \"c\" has 24 categories: the 12 most frequent are inputs of their own, the others"
                        + " share one");
    }

    @Test
    void spellingsOfAWord_areOneCategory_unlessTheyAreToBeApart() {
        Table table = column(
                "s",
                40,
                i -> List.of("Male", "male", "MALE", "female ", "Female").get(i % 5));
        assertThat(schema(table).featureNames()).containsExactly("s=Female", "s=MALE", "n");
        assertThat(notes(table))
                .anyMatch(note -> note.startsWith("column \"s\" spells words in several ways, which are")
                        && note.contains("\"MALE\", \"Male\", \"male\"")
                        && note.endsWith("Keep them apart with as=s=category"));
        assertThat(schema(table, "s", "category").featureNames()).hasSize(6);
        assertThat(inputs(schema(table), table("s,n\nmALE,2\n"))).containsExactly(0f, 1f, 2f);
    }

    @Test
    void yesAndNo_areOneInAnySpelling() {
        Table table = column(
                "b", 40, i -> List.of("yes", "Y", "TRUE", "no", "N", "false").get(i % 6));
        Schema schema = schema(table);
        assertThat(schema.inputWidth()).isEqualTo(3);
        assertThat(inputs(schema, table("b,n\non,2\n"))).isEqualTo(inputs(schema, table("b,n\nyes,2\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "2019-03-23 20:21:09, year first, 2019-03-23T20:21:09",
        "2019/3/5, year first, 2019-03-05T00:00",
        "2019-03, year first, 2019-03-01T00:00",
        "2019-03-23T20:21:09Z, year first, 2019-03-23T20:21:09",
        "23.3.2019, day first, 2019-03-23T00:00",
        "3/23/2019 8:21 PM, month first, 2019-03-23T20:21",
        "05-Mar-98, named day first, 1998-03-05T00:00",
        "'March 5, 2020', named month first, 2020-03-05T00:00",
        "23:59, time, 2000-01-01T23:59",
    })
    void dates_areReadInTheirFormat(String text, String format, String date) {
        assertThat(String.valueOf(
                        java.util.Objects.requireNonNull(DateFormat.of(format)).parse(text)))
                .isEqualTo(date);
        Table table = column("d", 30, i -> text);
        assertThat(schema(table, "d", "date").features().getFirst())
                .isInstanceOfSatisfying(
                        DateFeature.class, found -> assertThat(found.format()).isEqualTo(format));
    }

    @Test
    void dates_becomeTheirPartsThatDiffer() {
        Table table = column("d", 28, i -> String.format("2021-02-%02d", i + 1));
        Schema schema = schema(table);
        assertThat(schema.featureNames())
                .containsExactly(
                        "d=elapsed",
                        "d=day",
                        "d=weekday",
                        "d=weekend",
                        "d=year_sin",
                        "d=year_cos",
                        "d=week_sin",
                        "d=week_cos",
                        "n");
        List<Float> first = inputs(schema, table("d,n\n2021-02-01,0\n"));
        assertThat(first.subList(0, 4)).containsExactly(18659f, 1f, 1f, 0f);
        assertThat(first.get(6)).isCloseTo(0, within(1e-6f));
        assertThat(notes(table))
                .anyMatch(note -> note.contains("holds dates (year first, \"2021-02-01\"), which become"));
        Doubts doubts = new Doubts();
        schema.encodeInputs(table("d,n\nsoon,0\n"), doubts);
        assertThat(doubts.advice()).singleElement().asString().contains("cannot be read, such as \"soon\"");
    }

    @Test
    void dayAndMonth_followFromAllRows() {
        assertThat(schema(column("d", 24, i -> "1/" + (i % 20 + 5) + "/2020"))
                        .toMap()
                        .toString())
                .contains("month first");
        assertThat(schema(column("d", 24, i -> i % 20 + 5 + "/1/2020")).toMap().toString())
                .contains("day first");
        assertThat(schema(column("d", 24, i -> "1/" + (i % 9 + 1) + "/2020"), "d", "date(day first)")
                        .toMap()
                        .toString())
                .contains("day first");
        assertThat(notes(column("d", 24, i -> i % 12 + 1 + "/" + (i % 9 + 1) + "/2020")))
                .contains(
                        "all dates of column \"d\" fit day first as well as month first, as which they are read. Read "
                                + "them the other way with as=d=date(day first)");
        assertThat(notes(column("d", 24, i -> i % 12 + 1 + "." + (i % 9 + 1) + ".2020")))
                .anyMatch(note -> note.endsWith("with as=d=date(month first)"));
        assertThat(notes(column("d", 24, i -> i % 20 + 5 + "/1/2020"))).noneMatch(note -> note.contains("fit month"));
    }

    @Test
    void wordsWithAnOrder_areLevels() {
        Table table = column("o", 30, i -> List.of("High", "low", "Medium").get(i % 3));
        Schema schema = schema(table);
        assertThat(schema.featureNames()).containsExactly("o>=Medium", "o>=High", "n");
        assertThat(inputs(schema, table("o,n\nHIGH,1\nmedium,1\nlow,1\n")))
                .containsExactly(1f, 1f, 1f, 1f, 0f, 1f, 0f, 0f, 1f);
        assertThat(schema(column(
                                "o",
                                30,
                                i -> List.of("18-24", "<18", "65+", "25-64").get(i % 4)))
                        .featureNames())
                .containsExactly("o>=18-24", "o>=25-64", "o>=65+", "n");
        assertThat(schema(column("o", 30, i -> "ab" + i % 3), "o", "ordinal(ab2<ab0<ab1)")
                        .featureNames())
                .containsExactly("o>=ab0", "o>=ab1", "n");
        assertThatThrownBy(() -> schema(column("o", 30, i -> "ab" + i % 3), "o", "ordinal"))
                .hasMessageContaining("has words whose order is not known: ab0, ab1, ab2. Say it with as=o=ordinal(");
    }

    @Test
    void categoriesThatAreNumbers_areFoundByValue() {
        Schema schema = schema(column("k", 30, i -> List.of("0", "1", "3+").get(i % 3)));
        assertThat(inputs(schema, table("k,n\n1.0,5\n0,6\n"))).containsExactly(1f, 0f, 5f, 0f, 0f, 6f);
    }

    @Test
    void texts_becomeTheirFrequentWords() {
        Table table = column("t", 60, i -> "Flat " + i + (i % 3 == 0 ? " with a View" : ", quiet, garden"));
        Schema schema = schema(table);
        assertThat(schema.featureNames())
                .contains("t~view", "t~garden", "t~quiet")
                .doesNotContain("t~flat", "t~7");
        assertThat(inputs(schema, table("t,n\nGARDEN!,0\n")).stream().filter(value -> value == 1))
                .hasSize(1);
        assertThat(notes(table)).anyMatch(note -> note.contains("holds texts, of which the"));
    }

    /// Codes of a letter and a number, of which nearly all differ.
    @Test
    void textsOfOneWord_becomeTheirFrequentPieces() {
        Table table = column("code", 60, i -> (i % 2 == 0 ? "AX" : "b") + "-" + (100 + 37 * i % 90) + i % 3);
        Schema schema = schema(table);
        assertThat(schema.featureNames()).contains("code~^a", "code~^ax", "code~ax-", "code~^b-");
        List<Float> row = inputs(schema, table("code,n\nax-999,0\n"));
        assertThat(row.get(schema.featureNames().indexOf("code~^ax"))).isEqualTo(1);
        assertThat(row.get(schema.featureNames().indexOf("code~^b-"))).isZero();
        assertThat(notes(table))
                .anyMatch(note -> note.startsWith("column \"code\" holds short texts of one word, of which the ")
                        && note.contains(
                                " most frequent pieces of three characters (^ begins a text, $ ends it) are inputs: ")
                        && note.endsWith(
                                "Take words instead with as=code=text(words), or leave it out with as=code=ignore"));
        assertThat(schema(table, "code", "text(words)").featureNames()).doesNotContain("code~^ax");
        assertThat(Schema.fromMap(schema.toMap())).isEqualTo(schema);
        Table sentences = column("t", 60, i -> "Flat " + i + (i % 3 == 0 ? " with a View" : ", quiet, garden"));
        assertThat(schema(sentences, "t", "text(pieces)").featureNames()).contains("t~qui", "t~ard");
        assertThatThrownBy(() -> schema(table, "code", "text(5)"))
                .hasMessageContaining("a text is taken as text(words) or text(pieces), got text(5)");
        assertThat(schema(column("user_id", 60, i -> (i % 2 == 0 ? "AX" : "b") + "-" + i))
                        .featureNames())
                .containsExactly("n");
    }

    @Test
    void whatSaysNothing_isLeftOutWithANote() {
        assertThat(notes(column("e", 30, i -> ""))).contains("column \"e\" is left out: it has no values");
        assertThat(notes(column("c", 30, i -> "7"))).anyMatch(note -> note.contains("it is \"7\" in every row"));
        assertThat(notes(column("k", 30, i -> "key" + i)))
                .anyMatch(note ->
                        note.contains("it has 30 different texts in 30 rows, such as \"key0\", as identifiers do"));
        assertThat(notes(column("customerID", 30, i -> String.valueOf(7919 * i % 1000))))
                .anyMatch(note -> note.contains("it identifies the rows, each by another number"));
        Table counted = column("c", 30, i -> String.valueOf(i));
        assertThat(schema(counted).featureNames()).containsExactly("n");
        assertThat(schema(counted, "c", "number").featureNames()).containsExactly("c", "n");
        assertThat(schema(counted, "n", "ignore").featureNames()).containsExactly("c");
        assertThat(schema(counted).encodeInputs(table("n\n5\n")).toArray()).containsExactly(5);
    }

    @Test
    void codesOfPost_areCategories() {
        Table table = column("zip_code", 60, i -> String.valueOf(10000 + i % 4));
        assertThat(schema(table).featureNames()).contains("zip_code=10000", "zip_code=10003");
        assertThat(schema(table, "zip_code", "number").featureNames()).containsExactly("zip_code", "n");
    }

    @Test
    void unknownKinds_areRefused() {
        assertThatThrownBy(() -> ColumnKind.of("colour"))
                .hasMessage("a column can be category, date, id, ignore, number, ordinal, text, got \"colour\"");
        assertThatThrownBy(() -> schema(column("k", 30, i -> "key" + i), "k", "date"))
                .hasMessageStartingWith("h.csv: column \"k\" cannot be dates");
        assertThatThrownBy(() -> schema(column("k", 30, i -> "key" + i), "k", "number"))
                .hasMessageStartingWith("h.csv: column \"k\" cannot be numbers");
    }
}
