package gradus.data.datasets;

import gradus.data.images.ImageFolder;
import gradus.data.tables.Csv;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.DataException;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real data sets that can be loaded by name: those that ship with the library, and Fashion-MNIST where it is
/// installed.
public final class Datasets {
    /// The name of Fashion-MNIST.
    public static final String FASHION_MNIST = "fashion-mnist";
    /// Where Debian's package `dataset-fashion-mnist` puts it.
    public static final Path FASHION_MNIST_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
    /// The classes of Fashion-MNIST, as its authors call them.
    public static final List<String> FASHION_MNIST_LABELS = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final DatasetInfo FASHION_MNIST_INFO = new DatasetInfo(
            FASHION_MNIST,
            60_000,
            784,
            "classification",
            "label",
            "28x28 grey images of clothes in ten classes, and 10,000 more for the test; not bundled, found where it is "
                    + "installed",
            "https://github.com/zalandoresearch/fashion-mnist",
            "MIT",
            "Xiao, H., Rasul, K. & Vollgraf, R. (2017). Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine "
                    + "Learning Algorithms. https://arxiv.org/abs/1708.07747");

    private Datasets() {}

    /// {@return all data sets, bundled ones first}
    public static List<DatasetInfo> all() {
        Table list = resource("datasets.csv");
        List<DatasetInfo> all = new ArrayList<>();
        for (int row = 0; row < list.rows(); row++) {
            all.add(new DatasetInfo(
                    text(list, row, "name"),
                    Integer.parseInt(text(list, row, "rows")),
                    Integer.parseInt(text(list, row, "features")),
                    text(list, row, "task"),
                    text(list, row, "target"),
                    text(list, row, "description"),
                    text(list, row, "source"),
                    text(list, row, "licence"),
                    text(list, row, "citation")));
        }
        all.add(FASHION_MNIST_INFO);
        return all;
    }

    private static String text(Table list, int row, String column) {
        return list.column(column).text(row);
    }

    /// Loads a data set.
    ///
    /// @param name its name, in which `-` and `_` are equivalent
    /// @return the data
    /// @throws DataException if there is none of this name, or if Fashion-MNIST is not installed
    public static LoadedData load(String name) {
        for (DatasetInfo info : all()) {
            if (sameName(info.name(), name)) {
                return info.name().equals(FASHION_MNIST) ? fashionMnist(FASHION_MNIST_FOLDER) : bundled(info);
            }
        }
        throw new DataException("no data set is named \"" + name + "\"; there are "
                + String.join(", ", all().stream().map(DatasetInfo::name).toList()));
    }

    static boolean sameName(String a, String b) {
        return a.replace('_', '-').equals(b.replace('_', '-'));
    }

    private static TableData bundled(DatasetInfo info) {
        Table table = resource(info.name() + ".csv");
        // Small known sets: a row with a gap is worth keeping.
        SchemaOptions defaults = new SchemaOptions(info.target()).missing(MissingPolicy.MEAN);
        return new TableData(info.name(), info.description(), named(table, info.name()), defaults);
    }

    private static Table named(Table table, String name) {
        return new Table(name, table.columns(), table.lines(), table.skipped(), table.notes());
    }

    private static Table resource(String file) {
        return Csv.read(file, () -> open(file), new CsvOptions());
    }

    private static InputStream open(String file) throws FileNotFoundException {
        InputStream stream = Datasets.class.getResourceAsStream(file);
        if (stream == null) {
            throw new FileNotFoundException("it is not in the library's jar");
        }
        return stream;
    }

    static ImageData fashionMnist(Path folder) {
        if (!ImageFolder.isOne(folder)) {
            throw new DataException("Fashion-MNIST is not installed in " + folder
                    + ". On Debian or Ubuntu: apt-get install dataset-fashion-mnist. Elsewhere fetch its four files"
                    + " from "
                    + FASHION_MNIST_INFO.source() + " and give the folder they are in");
        }
        return new ImageData(
                FASHION_MNIST, FASHION_MNIST_INFO.description(), ImageFolder.load(folder, FASHION_MNIST_LABELS));
    }
}
