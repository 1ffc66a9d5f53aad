package gradus.spark;

import gradus.Model;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/// A network that answers rows, on one core.
final class Answerer {
    private final List<String> names;
    private final Model model;
    private final Schema schema;
    private final NetworkModel.Said said;

    /// @param names the columns of the inputs
    /// @param file the network
    /// @param said what its outputs say
    Answerer(List<String> names, byte[] file, NetworkModel.Said said) {
        this.names = names;
        this.said = said;
        model = Network.model(file).threads(1);
        schema = NetworkModel.schema(model);
    }

    /// The rows with their answers.
    List<Row> answered(List<Row> rows) {
        Rows outputs = model.predict(schema.encodeInputs(RowTable.of("rows", names, rows)));
        float[] output = new float[outputs.width()];
        List<Row> answered = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            outputs.copy(i, output, 0);
            answered.add(joined(rows.get(i), said.values(output)));
        }
        return answered;
    }

    private static Row joined(Row row, Object[] more) {
        Object[] values = new Object[row.size() + more.length];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        System.arraycopy(more, 0, values, row.size(), more.length);
        return RowFactory.create(values);
    }
}
