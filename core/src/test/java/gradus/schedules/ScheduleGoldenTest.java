package gradus.schedules;

import static gradus.testing.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import gradus.registry.Registry;
import gradus.testing.Golden;
import gradus.testing.GoldenConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every schedule against Keras, the one-cycle policy against PyTorch.
class ScheduleGoldenTest {
    static Stream<JsonNode> ofKeras() {
        return cases().filter(golden -> !ofTorch(golden));
    }

    private static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        Golden.read("schedules.json").get("cases").forEach(cases::add);
        return cases.stream();
    }

    private static boolean ofTorch(JsonNode golden) {
        return golden.get("config").get("class_name").asString().equals("OneCycleLR");
    }

    @ParameterizedTest
    @MethodSource("ofKeras")
    void rates_areThoseOfKeras(JsonNode golden) {
        assertRates(GoldenConfig.read(Registry.SCHEDULES, golden.get("config")), golden);
    }

    @Test
    void ratesOfOneCycle_areThoseOfPyTorch() {
        // PyTorch can also go in straight lines, Gradus cannot.
        List<JsonNode> waves = cases().filter(ScheduleGoldenTest::ofTorch)
                .filter(golden -> !golden.get("config").has("anneal_strategy"))
                .toList();
        assertThat(waves).hasSize(2);
        for (JsonNode golden : waves) {
            JsonNode config = golden.get("config");
            double steps = config.get("total_steps").asDouble();
            double peak = config.get("max_lr").asDouble();
            assertRates(
                    config.has("pct_start")
                            ? new OneCycle(
                                    peak,
                                    steps,
                                    config.get("pct_start").asDouble(),
                                    config.get("div_factor").asDouble(),
                                    config.get("final_div_factor").asDouble())
                            : new OneCycle(peak, steps),
                    golden);
        }
    }

    private static void assertRates(Schedule schedule, JsonNode golden) {
        JsonNode rates = golden.get("learning_rates");
        assertThat(rates.size()).isEqualTo(61);
        for (int step = 0; step < rates.size(); step++) {
            assertClose(
                    schedule + " at " + step, schedule.at(step), rates.get(step).asDouble(), 1e-12);
        }
    }
}
