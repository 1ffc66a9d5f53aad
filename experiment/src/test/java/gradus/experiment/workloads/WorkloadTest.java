package gradus.experiment.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.Fit;
import gradus.Model;
import gradus.data.Dataset;
import gradus.math.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadTest {
    static Stream<Workload> all() {
        return Stream.of(Workload.ALL, Workload.TABLES).flatMap(List::stream);
    }

    static Stream<Workload> small() {
        return Workload.ALL.stream().filter(workload -> workload.inputs() < 100);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyWorkload_isFoundByItsName_andCanBeTrained(Workload workload) {
        assertThat(Workload.named(workload.name())).containsSame(workload);
        Model model = workload.model(2);
        Dataset data = workload.data(workload.batchSize() + 1);
        assertThat(model.fit(data, Fit.epochs(1).batchSize(workload.batchSize()))
                        .last("loss"))
                .isFinite();
        assertThat(model.graph().layers().size()).isEqualTo(workload.layers().size() + 1);
    }

    @Test
    void data_isTheSameEveryTime() {
        Workload workload = Workload.named("tabular-32").orElseThrow();
        assertThat(workload.data(50).input().toArray())
                .isEqualTo(workload.data(50).input().toArray());
        assertThat(workload.data(50).target().toArray()).contains(0, 1);
    }

    @Test
    void unknownName_isNotFound() {
        assertThat(Workload.named("fashion")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("small")
    void trainingIsTimed(Workload workload) {
        TrainingSpeed speed = TrainingClock.measure(workload, 1, Precision.FLOAT32, 0.01, 0.01);
        assertThat(speed.workload()).isEqualTo(workload.name());
        assertThat(speed.stepsPerSecond()).isGreaterThanOrEqualTo(speed.medianStepsPerSecond());
        assertThat(speed.medianStepsPerSecond()).isPositive();
        assertThat(speed.rowsPerSecond()).isGreaterThan(speed.stepsPerSecond());
        assertThat(speed.threads()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("small")
    void trainingsFromSeveralSeedsAreTimedTogether(Workload workload) {
        TrainingSpeed speed = SeedsClock.measure(workload, 3, 2, 0.01, 0.01);
        assertThat(speed.workload()).isEqualTo(workload.name());
        assertThat(speed.stepsPerSecond()).isGreaterThanOrEqualTo(speed.medianStepsPerSecond());
        assertThat(speed.medianStepsPerSecond()).isPositive();
        assertThat(speed.threads()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("small")
    void predictionIsTimed(Workload workload) {
        PredictionSpeed speed = PredictionClock.measure(workload, 1, 0.01);
        assertThat(speed.medianMicroseconds()).isPositive().isLessThanOrEqualTo(speed.slowMicroseconds());
        assertThat(speed.rowsPerSecond1()).isPositive();
        assertThat(speed.rowsPerSecond32()).isPositive();
        assertThat(speed.rowsPerSecond1024()).isPositive();
    }
}
