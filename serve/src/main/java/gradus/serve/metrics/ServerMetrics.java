package gradus.serve.metrics;

import gradus.serve.models.ModelVersion;
import gradus.serve.models.Models;
import gradus.serve.models.ServedModel;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/// What Prometheus reads, see docs/serving.md.
public final class ServerMetrics {
    private static final double[] SECONDS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("gradus_requests_total")
            .help("Requests by model, protocol and status of HTTP; the model is empty where none was named.")
            .labelNames("model", "protocol", "status")
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("gradus_request_duration_seconds")
            .help("From the headers of a request to its answer.")
            .labelNames("model", "protocol")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .register(registry);
    private final Counter rows = Counter.builder()
            .name("gradus_rows_total")
            .help("Rows that were answered.")
            .labelNames("model")
            .register(registry);
    private final Counter errors = Counter.builder()
            .name("gradus_errors_total")
            .help("Requests that failed: bad_request, unauthorized, not_found, too_large, overloaded, internal, other.")
            .labelNames("kind")
            .register(registry);
    private final Histogram batchRows = Histogram.builder()
            .name("gradus_batch_rows")
            .help("Rows that the network answered together.")
            .labelNames("model")
            .classicOnly()
            .classicUpperBounds(ROWS)
            .register(registry);
    private final Gauge loads = Gauge.builder()
            .name("gradus_model_version")
            .help("The version that answers when none is named.")
            .labelNames("model")
            .register(registry);
    private final Counter reloads = Counter.builder()
            .name("gradus_model_loads_total")
            .help("Versions that were loaded, and that could not be.")
            .labelNames("model", "result")
            .register(registry);
    private final Map<String, Drift> drifts = new ConcurrentHashMap<>();
    private final Map<Key, CounterDataPoint> counted = new ConcurrentHashMap<>();
    private final Map<Key, DistributionDataPoint> timed = new ConcurrentHashMap<>();
    private final Map<String, CounterDataPoint> answered = new ConcurrentHashMap<>();

    private record Key(String model, String protocol, int status) {}

    /// Registers what is asked for when it is read.
    ///
    /// @param models the models
    /// @param connections the number of open connections
    /// @param ready 1 if the server is ready, else 0
    public void watch(Models models, IntSupplier connections, IntSupplier ready) {
        GaugeWithCallback.builder()
                .name("gradus_queue_requests")
                .help("Requests that wait for a network.")
                .labelNames("model")
                .callback(value -> models.all().forEach(model -> value.call(queued(model), model.name())))
                .register(registry);
        gauge("gradus_connections", "Open connections.", connections);
        gauge("gradus_ready", "1 if the server takes requests, 0 if it is about to end.", ready);
        gauge("gradus_heap_bytes", "Memory that objects take, with garbage that was not collected yet.", () -> {
            Runtime runtime = Runtime.getRuntime();
            return (int) Math.min(Integer.MAX_VALUE, runtime.totalMemory() - runtime.freeMemory());
        });
        column("gradus_column_rows_total", "Rows in which a column was looked at.", Drift.Column::rows);
        column("gradus_column_missing_total", "Rows without a value in a column.", Drift.Column::missing);
        column(
                "gradus_column_unknown_total",
                "Rows with a category that the training rows lack, or a text where a number belongs.",
                Drift.Column::unknown);
        column(
                "gradus_column_outside_total",
                "Rows with a number outside the range of the training rows.",
                Drift.Column::outside);
        column(
                "gradus_column_psi",
                "Population stability index of a column against the training rows: 0 if alike, above 0.25 if not.",
                Drift.Column::stability);
    }

    private static int queued(ServedModel model) {
        return model.versions().values().stream().mapToInt(ModelVersion::queued).sum();
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(point -> point.call(value.getAsInt()))
                .register(registry);
    }

    private void column(String name, String help, ToDoubleFunction<Drift.Column> value) {
        if (name.endsWith("_total")) {
            CounterWithCallback.builder()
                    .name(name)
                    .help(help)
                    .labelNames("model", "column")
                    .callback(point -> columns(value, point::call))
                    .register(registry);
        } else {
            GaugeWithCallback.builder()
                    .name(name)
                    .help(help)
                    .labelNames("model", "column")
                    .callback(point -> columns(value, point::call))
                    .register(registry);
        }
    }

    private interface Point {
        void call(double value, String... labels);
    }

    private void columns(ToDoubleFunction<Drift.Column> value, Point point) {
        drifts.forEach((model, drift) ->
                drift.columns().forEach((column, seen) -> point.call(value.applyAsDouble(seen), model, column)));
    }

    /// What is notified of the rows of each batch of a model.
    public IntConsumer batches(String model) {
        DistributionDataPoint point = batchRows.labelValues(model);
        return point::observe;
    }

    /// Counts a request.
    ///
    /// @param model the model that was asked; empty if none was
    /// @param rowsAnswered how many rows were answered
    /// @param nanoseconds how long it took
    public void request(String model, String protocol, int status, int rowsAnswered, long nanoseconds) {
        counted.computeIfAbsent(
                        new Key(model, protocol, status),
                        key -> requests.labelValues(key.model, key.protocol, Integer.toString(key.status)))
                .inc();
        timed.computeIfAbsent(new Key(model, protocol, 0), key -> seconds.labelValues(key.model, key.protocol))
                .observe(nanoseconds / 1e9);
        if (rowsAnswered > 0) {
            answered.computeIfAbsent(model, rows::labelValues).inc(rowsAnswered);
        }
        if (status >= 400) {
            errors.labelValues(kind(status)).inc();
        }
    }

    private static String kind(int status) {
        return switch (status) {
            case 400, 415 -> "bad_request";
            case 401, 403, 421 -> "unauthorized";
            case 404, 405 -> "not_found";
            case 413 -> "too_large";
            case 503 -> "overloaded";
            case 500 -> "internal";
            default -> "other";
        };
    }

    /// Counts a version that was loaded, or that could not be.
    public void loaded(Models.Change change) {
        reloads.labelValues(change.model(), change.problem() == null ? "loaded" : "failed")
                .inc();
    }

    /// Notes which version answers.
    public void versions(Models models) {
        models.all().stream()
                .filter(ServedModel::isReady)
                .forEach(model ->
                        loads.labelValues(model.name()).set(model.versions().lastKey()));
    }

    /// How rows of a version differ from those of its training. A newer version begins anew.
    public Drift drift(ModelVersion version) {
        Drift known = drifts.get(version.name());
        if (known == null || known.version() != version) {
            known = drifts.merge(
                    version.name(),
                    new Drift(version),
                    (before, fresh) ->
                            before.version() == version || before.version().number() > version.number()
                                    ? before
                                    : fresh);
        }
        return known;
    }

    /// Everything, in the text format of Prometheus.
    public byte[] text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
