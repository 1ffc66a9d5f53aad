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

/// Encodes the rows of a shard, one table after the other.
final class Blocks {
    private final Schema schema;
    private final Network network;
    private final List<Dataset> parts = new ArrayList<>();

    Blocks(Schema schema, Network network) {
        this.schema = schema;
        this.network = network;
    }

    void add(Table table) {
        if (schema.hasUsable(table)) {
            parts.add(network.encoded(schema.encode(table)));
        }
    }

    Block block() {
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
