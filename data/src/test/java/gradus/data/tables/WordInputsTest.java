package gradus.data.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordInputsTest {
    private static List<Feature> columns(int... words) {
        return IntStream.of(words)
                .<Feature>mapToObj(count -> new CategoryFeature("c", Collections.nCopies(count, "w")))
                .toList();
    }

    @Test
    void aColumn_hasFewerWords_theMoreRowsThereAre() {
        assertThat(WordInputs.most(0)).isEqualTo(4000);
        assertThat(WordInputs.most(8_000)).isEqualTo(4000);
        assertThat(WordInputs.most(16_000)).isEqualTo(2000);
        assertThat(WordInputs.most(100_000)).isEqualTo(320);
        assertThat(WordInputs.most(10_000_000_000L)).isEqualTo(255);
    }

    @Test
    void columns_shareTheBudget_andEachKeepsItsMostFrequentWords() {
        assertThat(WordInputs.most(columns(), 16_000)).isEqualTo(Integer.MAX_VALUE);
        assertThat(WordInputs.most(columns(1000, 1000), 16_000)).isEqualTo(Integer.MAX_VALUE);
        assertThat(WordInputs.most(columns(1001, 1000), 16_000)).isEqualTo(1000);
        assertThat(WordInputs.most(columns(2000, 400, 1500), 16_000)).isEqualTo(800);
        assertThat(WordInputs.most(columns(2000, 2000, 2000, 2000, 2000, 2000, 2000, 2000), 16_000))
                .isEqualTo(255);
    }

    @Test
    void aTable_keepsTheMostFrequentWordsOfEachColumn_andSaysHowFrequentTheyAre() {
        // 400 words of 90 rows each, 100 of 40: of two such columns, one of 500 words and one of 300 in 40,000 rows,
        // the budget of 800 leaves both whole; of two of 500, each has 400.
        String one = rows(300);
        String two = rows(500);
        assertThat(schema(one).features().getLast().width()).isEqualTo(300);
        assertThat(schema(one).features().getFirst().width()).isEqualTo(500);
        CategoryFeature first = (CategoryFeature) schema(two).features().getFirst();
        assertThat(first.categories()).hasSize(400).contains("a0", "a399").doesNotContain("a400");
        assertThat(first.width()).isEqualTo(401);
        Table table = table(two);
        assertThat(schema(two).warnings(table))
                .extracting(Advice::toString)
                .contains("column \"a\" has 500 categories: the 400 most frequent (90 rows or more each) are inputs of"
                        + " their own, the others share one");
    }

    private static String rows(int second) {
        return IntStream.range(0, 40_000)
                .mapToObj(i -> {
                    int word = i % 10 == 9 ? 400 + i / 10 % 100 : (i - i / 10) % 400;
                    return "a" + word + ",b" + (second == 500 ? word : word % second) + "," + i * 7 % 23 * 0.5;
                })
                .collect(Collectors.joining("\n", "a,b,y\n", "\n"));
    }

    private static Table table(String csv) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return Csv.read("h.csv", () -> new ByteArrayInputStream(bytes), new CsvOptions());
    }

    private static Schema schema(String csv) {
        return Schema.infer(table(csv), new SchemaOptions("y"));
    }
}
