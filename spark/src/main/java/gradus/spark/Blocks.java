package gradus.spark;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.DataException;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/// Encodes the rows of a shard, some at a time.
final class Blocks {
    private static final int CHUNK = 8192;

    private final List<String> names;
    private final Network network;
    private final Schema schema;
    private final List<Row> waiting = new ArrayList<>();
    private final List<Dataset> parts = new ArrayList<>();

    /// @param names the columns to take
    /// @param network knows how they are encoded
    Blocks(List<String> names, Network network) {
        this.names = names;
        this.network = network;
        schema = network.rows();
    }

    void add(Row row) {
        waiting.add(row);
        if (waiting.size() == CHUNK) {
            encode();
        }
    }

    private void encode() {
        Table table = RowTable.of("rows", names, waiting);
        if (schema.hasUsable(table)) {
            parts.add(network.encoded(schema.encode(table)));
        }
        waiting.clear();
    }

    Block block() {
        if (!waiting.isEmpty()) {
            encode();
        }
        if (parts.isEmpty()) {
            return new Block(new float[0], schema.inputWidth(), new float[0], 1, null);
        }
        boolean weighted = parts.getFirst().weights() != null;
        return new Block(
                joined(Dataset::input),
                schema.inputWidth(),
                joined(Dataset::target),
                parts.getFirst().target().width(),
                weighted ? joined(part -> Objects.requireNonNull(part.weights())) : null);
    }

    private float[] joined(Function<Dataset, Rows> which) {
        long total = 0;
        for (Dataset part : parts) {
            total += part.rows() * (long) which.apply(part).width();
        }
        if (total > Integer.MAX_VALUE - 8) {
            throw new DataException("a shard has " + total + " numbers, more than one array can hold; use more shards");
        }
        float[] all = new float[(int) total];
        int at = 0;
        for (Dataset part : parts) {
            float[] values = which.apply(part).toArray();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return all;
    }
}
