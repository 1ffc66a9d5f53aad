package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.Model;
import gradus.experiment.TablePredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the answers of a trained network are judged, and what is decided from them.
class AnswersTest {
    @TempDir
    private Path folder = Path.of("");

    /// Two numbers and a town; one row in five is sold.
    private Path houses() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("area,age,town,sold\n");
        for (int i = 0; i < 300; i++) {
            double area = 50 + 100 * random.nextDouble();
            double age = 60 * random.nextDouble();
            boolean sold = area / 50 - age / 40 + random.nextGaussian() > 2.2;
            text.append("%.1f,%.1f,%s,%s%n".formatted(area, age, i % 3 == 0 ? "Ghent" : "Bruges", sold ? "yes" : "no"));
        }
        return Files.writeString(folder.resolve("houses.csv"), text);
    }

    @Test
    void order_isLearned_andJudged() throws IOException {
        StringBuilder text = new StringBuilder("\"x, raw\",risk\n");
        for (int i = 0; i < 300; i++) {
            int x = i * 37 % 100;
            text.append(x).append(x + i % 20 < 30 ? ",low\n" : x + i % 20 < 70 ? ",medium\n" : ",high\n");
        }
        Path table = Files.writeString(folder.resolve("risks.csv"), text);
        Ran ran = Ran.of("train", table, "--target", "risk", "--budget", "1s", "--out", folder);
        assertThat(ran.out()).contains("the classes have an order, low < medium < high, which networks by a recipe");
        assertThat(ran.out()).contains("class_distance  weighted_kappa", "true \\ predicted", "temperature");
        Model model = Model.load(Ran.model(folder));
        assertThat(model.summary()).contains("member_1/order");
        Ran predicted = Ran.of("predict", Ran.model(folder), table, "--changes", 1);
        assertThat(predicted.out().lines().findFirst()).contains("p(low),p(medium),p(high),risk,change 1");
        assertThat(predicted.out()).contains("x, raw ");
        Ran kept = Ran.of("predict", Ran.model(folder), table, "--changes", 1, "--keep", "\"x, raw\"");
        assertThat(kept.code()).isZero();
        assertThat(kept.out()).as("the only column stays").doesNotContain("would give");
        Ran many = Ran.of("predict", Ran.model(folder), table, "--changes", 1_000_000_000);
        assertThat(many.code()).isEqualTo(2);
        assertThat(many.err()).startsWith("gradus: --changes must be from 1 to 100, got 1000000000");
        assertThat(Ran.of("evaluate", Ran.model(folder), table).out()).contains("class_distance", "weighted_kappa");
        Ran chosen = Ran.of(
                "train", table, "--target", "risk", "--net", "tabm", "--budget", "1s", "--metric", "weighted_kappa");
        assertThat(chosen.out()).contains("weighted_kappa 0.");
    }

    @Test
    void threshold_servesAGoal_andPredictUsesIt() throws IOException {
        Ran ran = Ran.of(
                "train", houses(), "--target", "sold", "--budget", "1s", "--threshold", "cost=10:1", "--out", folder);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .containsPattern("yes is predicted above a probability of 0\\.\\d+, chosen for cost=10:1")
                .containsPattern("The probabilities are calibrated: temperature \\d\\.\\d+")
                .containsPattern("accuracy 0\\.\\d+; from 0\\.\\d+ to [01]\\.\\d+ with 95% confidence, by 60 test rows")
                .contains("brier", "ece", "precision", "recall");
        Model model = Model.load(Ran.model(folder));
        double threshold = Double.parseDouble(String.valueOf(model.notes().get("threshold")));
        assertThat(threshold).isBetween(0.0, 0.5);
        assertThat(model.notes()).containsKey("temperature").containsEntry("threshold_goal", "cost=10:1");
        String[] lines =
                Ran.of("predict", Ran.model(folder), houses()).out().lines().toArray(String[]::new);
        int between = 0;
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].strip().split(",", -1);
            double yes = Double.parseDouble(cells[1]);
            assertThat(cells[2]).isEqualTo(yes > threshold ? "yes" : "no");
            between += yes > threshold && yes < 0.5 ? 1 : 0;
        }
        assertThat(between).isPositive();
        assertThat(Ran.of("evaluate", Ran.model(folder), houses()).out()).contains("precision", "recall");
    }

    @Test
    void metric_comesFirst() throws IOException {
        Ran ran = Ran.of("train", houses(), "--target", "sold", "--net", "mlp", "--epochs", 3, "--metric", "brier");
        assertThat(ran.out()).containsPattern("\n +brier +loss +accuracy").containsPattern("\nbrier 0\\.\\d+; from 0");
        Ran numbers = Ran.of(
                "train", houses(), "--target", "area", "--net", "mlp", "--epochs", 3, "--metric", "median_error");
        assertThat(numbers.out()).containsPattern("\n +median_error +loss +root_mean_squared_error");
        Ran other = Ran.of(
                "train", houses(), "--target", "sold", "--net", "mlp", "--epochs", 3, "--metric", "f1_score", "--json");
        assertThat(other.json().get("test"))
                .isInstanceOfSatisfying(
                        Map.class,
                        test -> assertThat(test.containsKey("f1_score")).isTrue());
    }

    @Test
    void folds_judgeEveryRowOnce() throws IOException {
        Ran ran = Ran.of(
                "train", houses(), "--target", "sold", "--net", "mlp", "--epochs", 2, "--folds", 3, "--out", folder);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .containsPattern("3 folds, each judged by what was trained without it:\n\n +fold +rows +loss +accuracy")
                .containsPattern("\n +mean +0\\.\\d+ ")
                .contains("folds.csv");
        List<String> lines = Files.readAllLines(folder.resolve("folds.csv"));
        assertThat(lines).hasSize(301).first().isEqualTo("line,fold,sold,p(no),p(yes),predicted sold");
        List<String> table = Files.readAllLines(folder.resolve("houses.csv"));
        Set<String> seen = new HashSet<>();
        Map<String, Integer> sold = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(seen.add(cells[0])).isTrue();
            assertThat(table.get(Integer.parseInt(cells[0]) - 1)).endsWith("," + cells[2]);
            sold.merge(cells[1], cells[2].equals("yes") ? 1 : 0, Integer::sum);
        }
        assertThat(Collections.max(sold.values()) - Collections.min(sold.values()))
                .isLessThanOrEqualTo(1);
        Ran wrong = Ran.of("train", houses(), "--target", "sold", "--folds", 1);
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--folds must be at least 2, got 1");
    }

    @Test
    void explanations_addUpToTheAnswer() throws IOException {
        assertThat(Ran.of("train", houses(), "--target", "sold", "--net", "mlp", "--epochs", 3, "--out", folder)
                        .code())
                .isZero();
        String[] lines = Ran.of("predict", Ran.model(folder), houses(), "--explain")
                .out()
                .lines()
                .toArray(String[]::new);
        assertThat(lines[0].strip()).isEqualTo("p(no),p(yes),sold,of means,by area,by age,by town");
        for (int i = 1; i < lines.length; i += 50) {
            String[] cells = lines[i].strip().split(",", -1);
            double sum = 0;
            for (int j = 3; j < cells.length; j++) {
                sum += Double.parseDouble(cells[j]);
            }
            assertThat(sum).isCloseTo(Double.parseDouble(cells[1]), within(1e-4));
        }
        TablePredictor model = TablePredictor.load(Ran.model(folder));
        Map<String, Double> why =
                model.row().set("area", 145).set("age", 2).set("town", "Ghent").explain();
        assertThat(why).containsOnlyKeys("area", "age", "town");
        assertThat(why.get("area")).isPositive();
    }

    @Test
    void logarithm_isPartOfTheModel() throws IOException {
        Path table = folder.resolve("prices.csv");
        StringBuilder text = new StringBuilder("size,price\n");
        for (int i = 0; i < 200; i++) {
            double size = i % 50 / 10.0;
            text.append("%.1f,%.5f%n".formatted(size, Math.exp(2 * size + 0.1 * Math.sin(i))));
        }
        Files.writeString(table, text);
        Ran ran = Ran.of(
                "train",
                table,
                "--target",
                "price",
                "--transform",
                "log",
                "--net",
                "mlp",
                "--epochs",
                20,
                "--out",
                folder);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("skewed");
        Ran noted = Ran.of("train", table, "--target", "price", "--net", "mlp", "--epochs", 1);
        assertThat(noted.out()).contains("Note: the target \"price\" is skewed", "with --transform log");
        assertThat(Model.load(Ran.model(folder)).summary()).contains("target_logarithm", "target_units");
        String[] predicted =
                Ran.of("predict", Ran.model(folder), table).out().lines().toArray(String[]::new);
        double relative = 0;
        for (int i = 1; i <= 50; i++) {
            double value = Double.parseDouble(predicted[i].strip());
            assertThat(value).isPositive();
            relative += Math.abs(value / Math.exp((i - 1) / 5.0) - 1) / 50;
        }
        assertThat(relative).isLessThan(0.3);
    }

    @Test
    void counts_areNeverNegative() throws IOException {
        Path table = folder.resolve("visits.csv");
        StringBuilder text = new StringBuilder("hour,visits\n");
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            double hour = i % 24 + 0.5;
            double mean = Math.exp(hour / 10);
            int visits = 0;
            for (double p = random.nextDouble(); p > Math.exp(-mean); visits++) {
                p *= random.nextDouble();
            }
            text.append("%.1f,%d%n".formatted(hour, visits));
        }
        Files.writeString(table, text);
        Ran ran = Ran.of("train", table, "--target", "visits", "--loss", "poisson", "--epochs", 20, "--out", folder);
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("looks like counts");
        Ran noted = Ran.of("train", table, "--target", "visits", "--net", "mlp", "--epochs", 1);
        assertThat(noted.out()).contains("looks like counts", "with --transform counts");
        assertThat(Ran.of("predict", Ran.model(folder), table).out().lines().skip(1))
                .allSatisfy(line -> assertThat(Double.parseDouble(line)).isPositive());
        Map<?, ?> test = (Map<?, ?>)
                Ran.of("train", table, "--target", "visits", "--loss", "poisson", "--epochs", 60, "--quiet", "--json")
                        .json()
                        .get("test");
        assertThat((Double) Objects.requireNonNull(test).get("r2_score")).isGreaterThan(0.5);
        Ran wrong = Ran.of("train", table, "--target", "visits", "--loss", "poisson", "--transform", "log");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("the loss poisson learns numbers as counts, got the transform LOG");
    }

    @Test
    void whatDoesNotFit_isRefused() throws IOException {
        assertRefused("the score rmse does not fit the task", "--target", "sold", "--metric", "rmse");
        assertRefused("the score ece does not fit the task", "--target", "area", "--metric", "ece");
        assertRefused("a score must be one of accuracy, auc, brier", "--target", "sold", "--metric", "beauty");
        assertRefused("a threshold is for two classes", "--target", "area", "--threshold", "f1");
        assertRefused("a threshold must be a number in (0, 1), f1", "--target", "sold", "--threshold", "best");
        assertRefused("a temperature calibrates", "--target", "area", "--calibration", "temperature");
        assertRefused(
                "a threshold chosen for f1 needs rows that were held out",
                "--target",
                "sold",
                "--net",
                "mlp",
                "--validation",
                0,
                "--threshold",
                "f1");
    }

    private void assertRefused(String message, Object... options) throws IOException {
        Object[] all = new Object[options.length + 2];
        all[0] = "train";
        all[1] = houses();
        System.arraycopy(options, 0, all, 2, options.length);
        Ran ran = Ran.of(all);
        assertThat(ran.code()).as(message).isEqualTo(2);
        assertThat(ran.err()).contains(message);
    }
}
