package gradus.spark;

import gradus.data.datasets.Data;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Chance;
import gradus.experiment.FinishedRun;
import gradus.experiment.Json;
import gradus.experiment.Settings;
import gradus.experiment.comparisons.Here;
import gradus.experiment.comparisons.Place;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/// Makes the runs of comparisons, searches and claims on the cluster of a running session, or of `spark-submit`: a task
/// is a run, so a lost executor costs its runs, which are made again. Each has the bits that it has on one machine.
public final class SparkPlace implements Place {
    private @Nullable LoadedData data;
    private @Nullable Broadcast<Source> sent;

    /// Found by Gradus; a program has no need of it.
    public SparkPlace() {}

    /// The rows, or the name under which every executor finds them.
    private record Source(String name, @Nullable TableData table) implements Serializable {
        LoadedData open() {
            return table == null ? Data.open(name, new CsvOptions()) : table;
        }
    }

    @Override
    public boolean isOpen() {
        // spark-submit says where the cluster is; a session may not be there yet.
        return SparkSession.getDefaultSession().isDefined() || System.getProperty("spark.master") != null;
    }

    @Override
    public int runs(int threads) {
        return Math.max(threads, session().sparkContext().defaultParallelism());
    }

    private static SparkSession session() {
        return SparkSession.builder().getOrCreate();
    }

    @Override
    public FinishedRun run(
            String key, Settings settings, CsvOptions csv, LoadedData rows, boolean curve, BooleanSupplier stopped) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session().sparkContext());
        Broadcast<Source> source = sent(spark, settings.data().source(), rows);
        Map<String, String> texts = new LinkedHashMap<>(settings.texts());
        Map<Chance, Long> redrawn = new TreeMap<>(settings.redrawn());
        spark.setJobDescription("Gradus: run with seed " + settings.seed());
        String result = spark.parallelize(List.of(key), 1)
                .map(name -> Json.line(run(name, texts, redrawn, source.value(), curve)))
                .collect()
                .getFirst();
        return Json.read(Json.map(result), FinishedRun.class);
    }

    private static FinishedRun run(
            String key, Map<String, String> texts, Map<Chance, Long> redrawn, Source source, boolean curve) {
        Settings settings = Settings.of(source.name());
        for (Map.Entry<String, String> option : texts.entrySet()) {
            if (!option.getKey().equals("data")) {
                settings = settings.with(option.getKey(), option.getValue());
            }
        }
        for (Map.Entry<Chance, Long> chance : redrawn.entrySet()) {
            settings = settings.redraw(chance.getKey(), chance.getValue());
        }
        return new Here().run(key, settings, new CsvOptions(), source.open(), curve, () -> false);
    }

    private synchronized Broadcast<Source> sent(JavaSparkContext spark, String name, LoadedData rows) {
        Broadcast<Source> known = sent;
        if (known != null && data == rows) {
            return known;
        }
        Broadcast<Source> fresh = spark.broadcast(new Source(name, rows instanceof TableData table ? table : null));
        data = rows;
        sent = fresh;
        return fresh;
    }
}
