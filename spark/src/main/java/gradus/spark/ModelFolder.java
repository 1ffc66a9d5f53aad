package gradus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/// A saved model: the metadata of every stage of Spark, and the network as `model.keras`, which opens without Spark.
final class ModelFolder {
    private static final String FILE = "model.keras";

    private ModelFolder() {}

    static final class Writer extends MLWriter {
        private final NetworkModel<?> model;

        Writer(NetworkModel<?> model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession(), Option.empty(), Option.empty());
            Path file = new Path(path, FILE);
            try (var out = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration())
                    .create(file)) {
                out.write(model.file());
            } catch (IOException e) {
                throw new UncheckedIOException("the model cannot be saved as " + file, e);
            }
        }
    }

    /// @param <M> the model
    static final class Reader<M extends NetworkModel<M>> extends MLReader<M> {
        private final Class<M> type;
        private final Function<String, M> empty;

        Reader(Class<M> type, Function<String, M> empty) {
            this.type = type;
            this.empty = empty;
        }

        @Override
        public M load(String path) {
            var metadata = DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), type.getName());
            M model = empty.apply(metadata.uid());
            metadata.getAndSetParams(model, Option.empty());
            Path file = new Path(path, FILE);
            try (var in = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration())
                    .open(file)) {
                model.file(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("the model cannot be read from " + file, e);
            }
            return model;
        }
    }
}
