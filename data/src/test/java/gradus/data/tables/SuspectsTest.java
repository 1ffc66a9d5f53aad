package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private static List<String> notes(String names, java.util.function.IntFunction<String> row) {
        String text = IntStream.range(0, 60).mapToObj(row).collect(Collectors.joining("\n", names + "\n", "\n"));
        Table table = Csv.read(
                "t.csv", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new CsvOptions());
        return Suspects.of(Schema.infer(table, new SchemaOptions("y")), table).stream()
                .map(Advice::toString)
                .toList();
    }

    @Test
    void wordsForAMissingValue_areSaidAndNotTaken() {
        assertThat(notes(
                        "job,\"a,b\",y",
                        i -> List.of("cook", "Unknown", "smith").get(i % 3) + "," + (i % 4 == 0 ? "none" : "w" + i % 4)
                                + "," + i % 2))
                .containsExactly(
                        "words that may stand for a missing value are taken as categories: \"Unknown\" in column"
                                + " \"job\" (20 rows), \"none\" in column \"a,b\" (15 rows). If they do, read the table with"
                                + " na=job=Unknown,a\\,b=none");
    }

    @Test
    void ordinaryWords_areNotSuspected() {
        assertThat(notes("job,y", i -> List.of("cook", "nobody", "smith").get(i % 3) + "," + i % 2))
                .isEmpty();
    }

    @Test
    void datesInSeveralForms_areSaid() {
        assertThat(notes(
                        "day,y",
                        i -> (i % 2 == 0 ? "2021-03-" + (10 + i % 20) : i % 12 + 1 + "/20/2021") + "," + i % 2))
                .singleElement()
                .asString()
                .startsWith("column \"day\" has dates in several forms, such as ")
                .endsWith("so they are not read as dates. Write all of them in one form, as in 2026-01-31");
    }
}
