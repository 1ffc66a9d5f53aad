package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `predict --nearest N --among TABLE`.
class NearestRowsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path table() throws IOException {
        StringBuilder text = new StringBuilder("size,town,price\n");
        for (int i = 0; i < 40; i++) {
            text.append(i % 20)
                    .append(i < 20 ? ",Ghent," : ",Lier,")
                    .append(10 * i + 0.5)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("houses.csv"), text);
    }

    private Path model(Path table, Object... options) {
        Object[] all = new Object[options.length + 6];
        System.arraycopy(new Object[] {"train", table, "--target", "price", "--out", folder}, 0, all, 0, 6);
        System.arraycopy(options, 0, all, 6, options.length);
        Ran ran = Ran.of(all);
        assertThat(ran.code()).as(ran.err()).isZero();
        return Ran.model(folder);
    }

    @Test
    void nearestRows_standBesideThePrediction_withTheirTargets() throws IOException {
        Path table = table();
        Path asked = Files.writeString(folder.resolve("asked.csv"), "size,town\n7,Ghent\n0,Lier\n");
        for (List<String> options : List.of(
                List.of("--net", "mlp", "--epochs", "1", "--test", "0", "--validation", "0"),
                List.of("--net", "linear"))) {
            Path model = model(table, options.toArray());
            Ran ran = Ran.of("predict", model, asked, "--nearest", 2, "--among", table);
            assertThat(ran.code()).as(ran.err()).isZero();
            List<String> lines = ran.out().lines().toList();
            assertThat(lines.getFirst())
                    .isEqualTo(
                            "price,near 1 line,near 1 price,near 1 distance,near 2 line,near 2 price,near 2 distance");
            String[] first = lines.get(1).split(",", -1);
            assertThat(first[1]).as("line 9 has size 7 in Ghent").isEqualTo("9");
            assertThat(first[2]).isEqualTo("70.5");
            assertThat(Double.parseDouble(first[3])).isZero();
            assertThat(first[4]).as("size 6 or 8").isIn("8", "10");
            String[] second = lines.get(2).split(",", -1);
            assertThat(List.of(second[1], second[2], second[4])).isEqualTo(List.of("22", "200.5", "23"));
        }
    }

    /// In standard deviations: sizes from 0 to 19, each twice, have one of 5.766.
    @Test
    void distances_areInStandardDeviations() throws IOException {
        Path table = table();
        Path model = model(table, "--net", "mlp", "--epochs", "1", "--test", "0", "--validation", "0");
        Path asked = Files.writeString(folder.resolve("asked.csv"), "size,town\n19,Lier\n");
        String[] cells = Ran.of("predict", model, asked, "--nearest", 3, "--among", table)
                .out()
                .lines()
                .toList()
                .getLast()
                .split(",", -1);
        assertThat(Double.parseDouble(cells[6])).isCloseTo(1 / 5.766, within(1e-3));
        assertThat(Double.parseDouble(cells[9])).isCloseTo(2 / 5.766, within(1e-3));
    }

    @Test
    void classes_areNamed_andWhatDoesNotFitIsRefused() throws IOException {
        Ran trained = Ran.of("train", "iris", "--net", "mlp", "--epochs", 1, "--out", folder);
        assertThat(trained.code()).isZero();
        Path model = Ran.model(folder);
        Ran ran = Ran.of("predict", model, "iris", "--nearest", 1, "--among", "iris");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().toList().get(1)).containsPattern(",2,[\\w-]*setosa,0.0$");
        assertRefused("give both", "predict", model, "iris", "--nearest", 1);
        assertRefused("give both", "predict", model, "iris", "--among", "iris");
        assertRefused("must be from 1 to the 150 rows", "predict", model, "iris", "--nearest", 0, "--among", "iris");
        Ran other = Ran.of("predict", model, "iris", "--nearest", 1, "--among", "digits");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("digits lacks columns");
    }

    private static void assertRefused(String message, Object... arguments) {
        Ran ran = Ran.of(arguments);
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(message);
    }
}
