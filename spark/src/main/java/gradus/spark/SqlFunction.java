package gradus.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/// Answers a struct of the inputs by the prediction. Each task has one, which loads the network for its first row.
final class SqlFunction implements UDF1<Row, Object> {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // Lists of names can be sent.
    private final List<String> names;

    private final byte[] file;
    private final NetworkModel.Said said;
    private transient @Nullable Answerer answerer;

    SqlFunction(List<String> names, byte[] file, NetworkModel.Said said) {
        this.names = names;
        this.file = file;
        this.said = said;
    }

    /// One row at a time, if Spark should call it from two threads.
    @Override
    public synchronized Object call(Row row) {
        Answerer known = answerer;
        if (known == null) {
            known = new Answerer(names, file, said);
            answerer = known;
        }
        Row answered = known.answered(List.of(row)).getFirst();
        return answered.get(answered.size() - 1);
    }
}
