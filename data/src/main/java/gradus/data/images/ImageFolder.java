package gradus.data.images;

import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.data.tables.DataException;
import gradus.data.tables.internal.Texts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Labelled images from a folder of IDX files under their usual names: `train-images-idx3-ubyte`,
/// `train-labels-idx1-ubyte`, and `t10k-…` for the test part if there is one; also with a dot before `idx`, with a
/// prefix as in `emnist-digits-train-images-idx3-ubyte`, and with `.gz`.
///
/// @param shape of an image
/// @param labels the classes by number
/// @param train pixels from 0 to 255, and the number of the class
/// @param test the held-out part of the publisher, or null
public record ImageFolder(
        Shape shape,
        List<String> labels,
        Dataset train,
        @Nullable Dataset test) {
    /// Copies the labels.
    public ImageFolder {
        labels = List.copyOf(labels);
    }

    /// Returns whether a folder contains training images.
    ///
    /// @param folder the folder
    /// @return true if there is a file of training images
    public static boolean isOne(Path folder) {
        return Files.isDirectory(folder) && !find(folder, "train", "images").isEmpty();
    }

    /// Loads a folder.
    ///
    /// @param folder the folder
    /// @param names names of the classes in the order of their numbers; if empty, the numbers are the names
    /// @return the images
    /// @throws DataException if a file is missing or damaged, or if images and labels do not match
    public static ImageFolder load(Path folder, List<String> names) {
        Part train = Part.load(folder, "train");
        boolean hasTest = !find(folder, "t10k", "images").isEmpty()
                || !find(folder, "test", "images").isEmpty();
        Part test = !hasTest
                ? null
                : Part.load(folder, find(folder, "t10k", "images").isEmpty() ? "test" : "t10k");
        if (test != null && !test.shape.equals(train.shape)) {
            throw new DataException(folder + ": the images of the test part are " + test.shape
                    + ", those of the training part " + train.shape);
        }
        int classes = Math.max(train.classes, test == null ? 0 : test.classes);
        if (!names.isEmpty() && classes > names.size()) {
            throw new DataException(folder + " has labels up to " + (classes - 1) + ", but " + names.size()
                    + " classes have a name: " + Texts.list(names));
        }
        if (classes < 2 && names.isEmpty()) {
            throw new DataException(folder + " has images of one class only; to tell classes apart takes two");
        }
        List<String> labels = names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(Integer::toString).toList()
                : names;
        return new ImageFolder(train.shape, labels, train.dataset, test == null ? null : test.dataset);
    }

    /// @param classes one more than the largest label
    private record Part(Shape shape, int classes, Dataset dataset) {
        static Part load(Path folder, String part) {
            Path imageFile = only(folder, part, "images");
            Path labelFile = only(folder, part, "labels");
            IdxFile images = IdxFile.read(imageFile);
            IdxFile labels = IdxFile.read(labelFile);
            if (images.dimensions().size() < 2) {
                throw new DataException(imageFile + " has dimensions " + images.dimensions()
                        + ", but images need their number and a shape");
            }
            if (labels.dimensions().size() != 1 || labels.count() != images.count()) {
                throw new DataException(labelFile + " has dimensions " + labels.dimensions() + ", but there are "
                        + images.count() + " images in " + imageFile.getFileName() + ", each of which needs one label");
            }
            int largest = 0;
            for (byte label : labels.values()) {
                largest = Math.max(largest, label & 0xFF);
            }
            Shape shape =
                    new Shape(images.dimensions().subList(1, images.dimensions().size()));
            return new Part(shape, largest + 1, Dataset.of(images.rows(), labels.rows()));
        }
    }

    private static Path only(Path folder, String part, String what) {
        List<Path> found = find(folder, part, what);
        String name = part + "-" + what + "-" + (what.equals("images") ? "idx3" : "idx1") + "-ubyte";
        if (found.isEmpty()) {
            throw new DataException(folder + " has no file " + name + " or " + name + ".gz");
        }
        // The same file plain and compressed is unambiguous; two sets are not.
        TreeSet<String> names = new TreeSet<>();
        found.forEach(file -> names.add(file.getFileName().toString().replace(".gz", "")));
        if (names.size() > 1) {
            throw new DataException(folder + " has several files for " + name + ": " + Texts.list(names)
                    + ". Put each set into a folder of its own");
        }
        return found.getFirst();
    }

    /// The files of a part, plain before compressed.
    private static List<Path> find(Path folder, String part, String what) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + part + "-" + what + "?idx*ubyte*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith("ubyte") || name.endsWith("ubyte.gz")) {
                    found.add(file);
                }
            }
        } catch (IOException e) {
            throw new DataException("cannot read the folder " + folder + ": " + e.getMessage(), e);
        }
        found.sort(null);
        return found;
    }
}
