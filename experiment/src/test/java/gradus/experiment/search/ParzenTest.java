package gradus.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.math.RandomStream;
import gradus.testing.Golden;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ParzenTest {
    private static final JsonNode GOLDEN = Golden.read("parzen.json");

    private static List<Parameter> space(String... texts) {
        return java.util.Arrays.stream(texts).map(Parameter::parse).toList();
    }

    private static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        node.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static Map<String, String> choices(List<Parameter> space, List<String> values) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int i = 0; i < space.size(); i++) {
            choices.put(space.get(i).name(), values.get(i));
        }
        return choices;
    }

    private static Trial trial(Map<String, String> choices) {
        return new Trial(0, 0, choices, List.of(), null);
    }

    @Test
    void density_agreesWithSciPy() {
        List<Parameter> space =
                words(GOLDEN.get("space")).stream().map(Parameter::parse).toList();
        List<Trial> trials = new ArrayList<>();
        GOLDEN.get("trials").forEach(values -> trials.add(trial(choices(space, words(values)))));
        for (int n = 0; n <= trials.size(); n++) {
            Parzen parzen = new Parzen(space, trials.subList(0, n));
            for (int i = 0; i < GOLDEN.get("points").size(); i++) {
                assertThat(parzen.logDensity(
                                choices(space, words(GOLDEN.get("points").get(i)))))
                        .as("%d trials, point %d", n, i)
                        .isCloseTo(GOLDEN.get("log_densities").get(n).get(i).asDouble(), within(1e-9));
            }
        }
    }

    @Test
    void proposals_lieWhereGoodTrialsAre() {
        List<Parameter> space = space("learning_rate=0.0001..0.1", "width=1..100", "activation=relu,tanh");
        List<Trial> good = new ArrayList<>();
        List<Trial> rest = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            good.add(trial(choices(space, List.of("0.0" + (5 + i), Integer.toString(20 + i), "tanh"))));
        }
        Search random = new Search(gradus.experiment.Settings.of("moons"), space, 40, Search.Method.RANDOM, 1);
        for (int i = 0; i < 40; i++) {
            rest.add(random.draw(i, 0));
        }
        int near = 0;
        for (int i = 0; i < 100; i++) {
            Map<String, String> next = Parzen.propose(
                    new Parzen(space, good),
                    new Parzen(space, rest),
                    RandomStream.of(1).derive(i));
            assertThat(Double.parseDouble(String.valueOf(next.get("learning_rate"))))
                    .isBetween(0.0001, 0.1);
            assertThat(Integer.parseInt(String.valueOf(next.get("width")))).isBetween(1, 100);
            near += "tanh".equals(next.get("activation"))
                            && Double.parseDouble(String.valueOf(next.get("learning_rate"))) > 0.02
                    ? 1
                    : 0;
        }
        assertThat(near).as("a random draw is there in 12 of 100").isGreaterThan(90);
    }

    @Test
    void shares_areThoseBelowWhichDrawsLie() {
        for (String text : List.of("width=4..64", "depth=1..4", "rate=0.001..1.5", "dropout=0..0.5")) {
            Parameter parameter = Parameter.parse(text);
            for (double share = 0.01; share < 1; share += 0.07) {
                String value = parameter.at(share);
                assertThat(parameter.at(parameter.share(value))).as(text).isEqualTo(value);
            }
        }
    }
}
