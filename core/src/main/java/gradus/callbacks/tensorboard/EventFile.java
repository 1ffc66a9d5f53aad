package gradus.callbacks.tensorboard;

import gradus.callbacks.LayerView;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32C;

/// A file of events, as TensorBoard reads them: records of a length, a message and the checksums of both.
final class EventFile implements Closeable {
    /// Equal parts of the range of a histogram.
    private static final int BUCKETS = 30;

    private static final String HYPERPARAMETERS = "hparams";
    private static final int SUCCESS = 1;

    private final OutputStream out;
    private final DoubleSupplier seconds;

    /// Begins a file.
    ///
    /// @param seconds the time of an event, since 1970
    EventFile(OutputStream out, DoubleSupplier seconds) throws IOException {
        this.out = out;
        this.seconds = seconds;
        record(event(0).text(3, "brain.Event:2"));
    }

    void scalar(String tag, double value, long step) throws IOException {
        summary(new Message().text(1, tag).set(2, (float) value), step);
    }

    void histogram(String tag, float[] values, long step) throws IOException {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
            sum += value;
            squares += (double) value * value;
        }
        if (!Double.isFinite(least) || !Double.isFinite(most)) {
            return;
        }
        double width = most > least ? (most - least) / BUCKETS : 1;
        double[] limits = new double[BUCKETS];
        double[] counts = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = i == BUCKETS - 1 && most > least ? most : least + (i + 1) * width;
        }
        for (float value : values) {
            counts[Math.min((int) ((value - least) / width), BUCKETS - 1)]++;
        }
        Message histogram = new Message()
                .number(1, least)
                .number(2, most)
                .number(3, values.length)
                .number(4, sum)
                .number(5, squares)
                .numbers(6, limits)
                .numbers(7, counts);
        summary(new Message().text(1, tag).message(5, histogram), step);
    }

    /// Writes the layers as a graph of operations.
    void graph(Iterable<LayerView> layers) throws IOException {
        Message graph = new Message();
        for (LayerView layer : layers) {
            Message node = new Message().text(1, layer.name()).text(2, layer.kind());
            layer.inputs().forEach(input -> node.text(3, input));
            graph.message(1, node);
        }
        record(event(0).message(4, graph));
    }

    /// Writes the settings of a training at its begin, so that several can be compared.
    ///
    /// @param settings numbers, truth values and others as text
    void settings(Map<String, ?> settings) throws IOException {
        Message start = new Message();
        settings.forEach((name, value) -> {
            Message content = new Message();
            if (value instanceof Number number) {
                content.set(2, number.doubleValue());
            } else if (value instanceof Boolean truth) {
                content.set(4, truth);
            } else {
                content.text(3, String.valueOf(value));
            }
            start.message(1, new Message().text(1, name).message(2, content));
        });
        session("_hparams_/session_start_info", 3, start.number(5, seconds.getAsDouble()));
    }

    /// Writes that a training whose settings were written is over.
    void settingsEnd() throws IOException {
        session(
                "_hparams_/session_end_info",
                4,
                new Message().integer(1, SUCCESS).number(2, seconds.getAsDouble()));
    }

    private void session(String tag, int field, Message content) throws IOException {
        Message plugin = new Message().text(1, HYPERPARAMETERS).message(2, new Message().message(field, content));
        summary(new Message().text(1, tag).message(9, new Message().message(1, plugin)), 0);
    }

    private void summary(Message value, long step) throws IOException {
        record(event(step).message(5, new Message().message(1, value)));
    }

    private Message event(long step) {
        return new Message().number(1, seconds.getAsDouble()).integer(2, step);
    }

    private void record(Message event) throws IOException {
        byte[] data = event.toBytes();
        byte[] length = bytes(Long.BYTES).putLong(data.length).array();
        out.write(length);
        out.write(bytes(Integer.BYTES).putInt(checksum(length)).array());
        out.write(data);
        out.write(bytes(Integer.BYTES).putInt(checksum(data)).array());
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Returns the checksum, changed so that the checksum of data that contains checksums is as good.
    private static int checksum(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
