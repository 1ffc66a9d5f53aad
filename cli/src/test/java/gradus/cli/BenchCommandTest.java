package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.experiment.workloads.Workload;
import gradus.kernels.Kernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    private static List<JsonNode> lines(Ran ran) {
        return ran.out().lines().map(new JsonMapper()::readTree).toList();
    }

    @Test
    void aWorkload_isOneLineOfJson() {
        Ran ran = Ran.of("bench", "playground-10", "--json", "--threads", "1", "--seconds", "0.01");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(lines(ran)).hasSize(1);
        JsonNode line = lines(ran).getFirst();
        assertThat(line.propertyNames())
                .containsExactly(
                        "workload",
                        "steps_per_second",
                        "median_steps_per_second",
                        "rows_per_second",
                        "kernels",
                        "threads",
                        "precision");
        assertThat(line.path("workload").asString()).isEqualTo("playground-10");
        double best = line.path("steps_per_second").asDouble();
        assertThat(best).isGreaterThan(100);
        assertThat(line.path("median_steps_per_second").asDouble()).isBetween(1.0, best);
        assertThat(line.path("rows_per_second").asDouble()).isEqualTo(10 * best);
        assertThat(line.path("kernels").asString()).isEqualTo(Kernels.current().name());
        assertThat(line.path("threads").asInt()).isEqualTo(1);
        assertThat(line.path("precision").asString()).isEqualTo("float32");
    }

    @Test
    void trainingsFromSeveralSeeds_areOneLineOfAllTheirSteps() {
        Ran ran = Ran.of("bench", "playground-10", "--json", "--seeds", "3", "--threads", "2", "--seconds", "0.01");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(lines(ran)).hasSize(1);
        assertThat(lines(ran).getFirst().path("steps_per_second").asDouble()).isGreaterThan(100);
        assertThat(lines(ran).getFirst().path("threads").asInt()).isEqualTo(2);
    }

    @Test
    void predict_isALineForEveryNetwork() {
        Ran ran = Ran.of("bench", "predict", "--json", "--threads", "1", "--seconds", "0.001");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(lines(ran))
                .extracting(line -> line.path("workload").asString())
                .containsExactlyElementsOf(
                        Workload.ALL.stream().map(Workload::name).toList());
        for (JsonNode line : lines(ran)) {
            double median = line.path("p50_microseconds").asDouble();
            assertThat(median).isPositive();
            assertThat(line.path("p99_microseconds").asDouble()).isGreaterThanOrEqualTo(median);
            for (String rows : List.of("1", "32", "1024")) {
                assertThat(line.path("rows_per_second_" + rows).asDouble()).isPositive();
            }
        }
    }

    @Test
    void predict_isOfOneNetwork_whereItIsNamed() {
        Ran ran = Ran.of("bench", "predict", "playground-10", "--json", "--threads", "1", "--seconds", "0.001");
        assertThat(lines(ran))
                .extracting(line -> line.path("workload").asString())
                .containsExactly("playground-10");
        refused("only predict takes the name of a network, got tabular-32", "all", "tabular-32");
        refused("there is no workload \"tabular\"", "predict", "tabular");
    }

    @Test
    void whatCannotBe_isRefusedBeforeAnythingIsPrinted() {
        refused("there is no workload \"fashion\"; there are fashion-128", "fashion");
        refused("--seconds must be more than 0, got 0.0", "all", "--seconds", "0");
        refused("--seeds must be at least 1, got 0", "tabular-32", "--seeds", "0");
        refused("--seeds trains in float32", "predict", "--seeds", "2");
        refused("precision must be float32 or mixed_bfloat16, got \"half\"", "all", "--precision", "half");
        Ran ran = Ran.of("bench", "predict", "--precision", "mixed_bfloat16");
        // Where the kernels cannot do it, they say so first.
        assertThat(ran.code()).isNotZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("gradus: ");
    }

    private static void refused(String message, String... arguments) {
        Ran ran = Ran.of(Stream.concat(Stream.of("bench"), Stream.of(arguments)).toArray());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("gradus: " + message);
    }
}
