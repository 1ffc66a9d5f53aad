package gradus.keras;

import gradus.data.Shape;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Writes numbers into an HDF5 file. With [Hdf5Reader], the only place that touches jhdf. Nothing is on the disk before
/// [#close()], and jhdf neither truncates nor forces: the file must be new, and the caller forces and verifies it.
///
/// jhdf ends a file with a line about itself, which it puts after the last dataset and over any group that comes later.
/// So a group is made only together with a dataset in it; and where the file must have an empty one, a dataset is
/// written after that.
final class Hdf5Writer implements AutoCloseable {
    /// jhdf writes longer attributes without complaint, but nobody can read them.
    private static final int MAX_ATTRIBUTE = 32 << 10;

    /// A dataset that nobody reads. jhdf writes what a group has by the hashes of the names, and `version` comes after
    /// `vars`.
    static final String LAST = "version";

    private final WritableHdfFile file;
    private final Map<String, WritableGroup> groups = new HashMap<>();

    /// Starts a file.
    ///
    /// @param path a file that is empty
    Hdf5Writer(Path path) {
        file = HdfFile.write(path);
        // It would tell the reader of the file about this machine.
        file.removeAttribute("_jHDF");
    }

    /// Makes the group `vars`, which stays empty.
    void emptyVars() {
        group("vars");
        file.putDataset(LAST, 1);
    }

    /// Gives a group a text. The group must get a dataset, too.
    void attribute(String group, String name, String value) throws ModelFileException {
        if (value.length() > MAX_ATTRIBUTE / 4) {
            throw new ModelFileException("a text of " + value.length() + " characters is too long for an HDF5 file");
        }
        group(group).putAttribute(name, value);
    }

    /// Writes a dataset.
    ///
    /// @param values row-major, from `offset`
    void write(String group, int index, float[] values, int offset, Shape shape) {
        int[] dimensions =
                shape.dimensions().stream().mapToInt(Integer::intValue).toArray();
        put(group, index, dimensions.length == 0 ? values[offset] : nested(values, offset, dimensions, 0));
    }

    /// Writes a dataset of one dimension that has a name.
    void write(String group, String name, float[] values) {
        group(group).putDataset(name, values);
    }

    /// Writes a single number.
    void write(String group, int index, float value) {
        put(group, index, value);
    }

    /// Writes a single whole number.
    void write(String group, int index, int value) {
        put(group, index, value);
    }

    @Override
    public void close() {
        file.close();
    }

    /// A group at a path such as `layers/dense/vars`, made with all that lead to it where they do not exist.
    private WritableGroup group(String path) {
        WritableGroup known = groups.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        WritableGroup parent = slash < 0 ? file : group(path.substring(0, slash));
        WritableGroup made = parent.putGroup(path.substring(slash + 1));
        groups.put(path, made);
        return made;
    }

    private void put(String group, int index, Object data) {
        group(group).putDataset(Integer.toString(index), data);
    }

    private static Object nested(float[] values, int offset, int[] dimensions, int level) {
        if (level == dimensions.length - 1) {
            return Arrays.copyOfRange(values, offset, offset + dimensions[level]);
        }
        int step = 1;
        for (int i = level + 1; i < dimensions.length; i++) {
            step *= dimensions[i];
        }
        Object array = Array.newInstance(float.class, Arrays.copyOfRange(dimensions, level, dimensions.length));
        for (int i = 0; i < dimensions[level]; i++) {
            Array.set(array, i, nested(values, offset + i * step, dimensions, level + 1));
        }
        return array;
    }
}
