package gradus.experiment;

import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradus.Sequential;
import gradus.data.tables.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    private static final List<String> SIZES = List.of("small", "medium", "large");
    private static final List<String> TOWNS = List.of("Ghent", "Bruges");

    @TempDir
    private Path folder = Path.of("");

    /// The price rises with area and size; whether it is `high` needs both, or one of them if it is large.
    private TablePredictor trained(String target) throws IOException {
        StringBuilder text = new StringBuilder("area,size,town,price,kind\n");
        for (int i = 0; i < 400; i++) {
            int area = 20 + i * 37 % 100;
            int size = i * 7 % 3;
            int price = 10 * area + 300 * size;
            text.append(area + "," + SIZES.get(size) + "," + TOWNS.get(i % 2) + "," + price + ","
                    + (price > 800 ? "high\n" : "low\n"));
        }
        Path file = Files.writeString(folder.resolve("houses.csv"), text);
        Settings settings = Settings.of(file.toString())
                .with("target", target)
                .with("drop", target.equals("kind") ? "price" : "kind")
                .with("net", "mlp")
                .with("epochs", "40");
        return new TablePredictor(new TrainedModel(
                Experiment.of(settings, new CsvOptions()).run(List.of(), 2).model()));
    }

    private static Map<String, Object> changed(Map<String, Object> row, Change change) {
        Map<String, Object> changed = new HashMap<>(row);
        change.parts().forEach(part -> changed.put(part.column(), part.to()));
        return changed;
    }

    @Test
    void classes_changeByTheSmallestStep() throws IOException {
        TablePredictor houses = trained("kind");
        Map<String, Object> row = Map.of("area", 70, "size", "small", "town", "Ghent");
        assertThat(houses.predict(row).label()).isEqualTo("low");
        List<Change> changes = houses.changes(row, houses.changes(), 5);
        assertThat(changes).isNotEmpty().isSortedAccordingTo((one, other) -> Double.compare(one.size(), other.size()));
        for (Change change : changes) {
            assertThat(change.parts()).hasSize(1);
            Prediction answer = houses.predict(changed(row, change));
            assertThat(answer.label()).isEqualTo(change.answer()).isEqualTo("high");
            assertThat(answer.probability("high")).isCloseTo(change.number(), within(1e-5));
        }
        Change area = changes.getFirst();
        assertThat(area.toString()).matches("area \\d+ instead of 70 would give high \\(0\\.\\d\\d\\)");
        // A number is moved no further than needed: 2 less is not enough.
        int to = Integer.parseInt(area.parts().getFirst().to());
        assertThat(area.size()).isCloseTo((to - 70) / 100.0, within(0.05));
        assertThat(houses.predict(Map.of("area", to - 3, "size", "small", "town", "Ghent"))
                        .label())
                .isEqualTo("low");
        assertThat(changes.stream().map(change -> change.parts().getFirst().column()))
                .contains("size")
                .doesNotContain("town");
        assertThat(houses.changes(row, houses.changes().keep(Set.of("area")), 1))
                .singleElement()
                .satisfies(size -> assertThat(size.toString())
                        .matches("size (medium|large) instead of small would give high \\(.*\\)"));
        assertThat(houses.changes(row, houses.changes().keep(Set.of("area", "size")), 1))
                .isEmpty();
    }

    /// Nearly all gains are 0, and so are all their deciles.
    @Test
    void rareNumbers_canBeReached() throws IOException {
        StringBuilder text = new StringBuilder("gain,noise,rich\n");
        for (int i = 0; i < 600; i++) {
            int gain = i % 16 == 0 ? 1000 + i * 7 % 900 : 0;
            text.append(gain + "," + i * 37 % 100 + "," + (gain > 0 ? "yes\n" : "no\n"));
        }
        Path file = Files.writeString(folder.resolve("gains.csv"), text);
        Settings settings = Settings.of(file.toString())
                .with("target", "rich")
                .with("net", "mlp")
                .with("epochs", "20");
        TablePredictor gains = new TablePredictor(new TrainedModel(
                Experiment.of(settings, new CsvOptions()).run(List.of(), 2).model()));
        Change change = gains.row().set("gain", 0).set("noise", 50).changes(1).getFirst();
        assertThat(change.toString()).matches("gain \\d+ instead of 0 would give yes \\(0\\.\\d\\d\\)");
        assertThat(change.size()).isBetween(0.4, 0.6);
    }

    @Test
    void twoColumns_areChanged_whereOneIsNotEnough() throws IOException {
        TablePredictor houses = trained("price");
        Changes search = houses.changes().past(1300);
        TablePredictor.Row row =
                houses.row().set("area", 20).set("size", "small").set("town", "Ghent");
        List<Change> changes = row.changes(search, 3);
        assertThat(changes).isNotEmpty();
        assertThat(changes.getFirst().parts().stream().map(Change.Part::column)).containsExactly("area", "size");
        assertThat(changes.getFirst().number()).isGreaterThan(1300);
        assertThat(changes.getFirst().toString())
                .matches("area \\d+ instead of 20 and size \\w+ instead of small would give [\\d.]+");
    }

    @Test
    void numbers_leaveTheirInterval_orPassAnother() throws IOException {
        TablePredictor houses = trained("price");
        Map<String, Object> row = Map.of("area", 100, "size", "medium", "town", "Ghent");
        Prediction.Interval interval = houses.predict(row).interval(0.9);
        Change out = houses.changes(row, houses.changes(), 1).getFirst();
        assertThat(out.number() < interval.low() || out.number() > interval.high())
                .isTrue();
        Change down = houses.changes(row, houses.changes().keep(Set.of("size")).past(1000), 1)
                .getFirst();
        assertThat(down.number()).isLessThan(1000);
        assertThat(down.parts().getFirst().column()).isEqualTo("area");
    }

    @Test
    void whatCannotBeLookedFor_isSaid() throws IOException {
        TablePredictor houses = trained("kind");
        assertThatThrownBy(() -> houses.changes().keep(Set.of("aera")))
                .hasMessageContaining("no column \"aera\"; did you mean \"area\"");
        assertThatThrownBy(() -> houses.changes().past(Double.NaN))
                .hasMessage("a number to be passed must be finite, got NaN");
        assertThatThrownBy(() -> houses.changes().past(3))
                .hasMessage("a number to be passed is for a model that predicts one, and this one predicts the classes"
                        + " [high, low]");
        assertThatThrownBy(() -> new Changes(new TrainedModel(Sequential.of(input(1), dense(1)))))
                .hasMessageContaining("as one that train made of a table");
    }
}
