package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.concatenate;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.embedding;
import static gradus.layers.Layers.flatten;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Model;
import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.layers.Input;
import gradus.layers.StringLookup;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.nio.file.Path;
import java.util.List;

/// A model that takes the columns of a table as they are, towns as text: its file needs no list of categories beside
/// it, here and in Keras.
public final class RawColumns {
    private RawColumns() {}

    /// Trains.
    ///
    /// @param arguments the file to save to; `towns.keras` if there is none
    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "towns.keras");
        // [docs]
        TextRows town = TextRows.column(List.of("Fennside", "Port Elms", "Fennside", "Harrow Bay", "Port Elms"));
        Rows area = Rows.of(new float[] {77, 76, 91, 60, 83}, 1);
        Rows price = Rows.of(new float[] {2.1f, 3.0f, 2.4f, 1.2f, 3.2f}, 1);

        Input townText = new Input(Shape.of(1), "town", DataType.STRING);
        Input areaNumber = new Input(Shape.of(1), "area");
        StringLookup lookup = new StringLookup().adapt(town); // index 0 is for towns that training did not have
        var vector = flatten().apply(embedding(lookup.vocabularySize(), 3).apply(lookup.apply(townText)));
        var scaled = normalization().adapt(area).apply(areaNumber);
        var hidden = dense(8, RELU).apply(concatenate().apply(vector, scaled));
        Model model = Model.of(List.of(townText, areaNumber), List.of(dense(1).apply(hidden)));

        model.compile(new Adam(0.01), new MeanSquaredError());
        model.fit(
                new Dataset(List.of(town, area), List.of(price), null),
                Fit.epochs(300).batchSize(5));
        model.save(file); // such as towns.keras

        Rows answer = Model.load(file)
                .predict(List.of(TextRows.column(List.of("Port Elms", "Atlantis")), Rows.of(new float[] {80, 80}, 1)))
                .getFirst();
        // [docs]
        float[] row = new float[1];
        answer.copy(0, row, 0);
        System.out.println("price in Port Elms " + row[0]);
        answer.copy(1, row, 0);
        System.out.println("price in an unknown town " + row[0]);
    }
}
