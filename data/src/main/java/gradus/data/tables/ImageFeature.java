package gradus.data.tables;

import gradus.data.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// An image, passed to the network as its pixels, 0 to 255, row by row.
///
/// Its standardisation is division by 255: mean 0, variance 255².
///
/// @param name what it is called
/// @param shape height and width, and channels if there are several
public record ImageFeature(String name, Shape shape) implements Feature {
    private static final double WHITE = 255;

    @Override
    public String kind() {
        return "image";
    }

    @Override
    public int width() {
        return shape.size();
    }

    @Override
    public List<String> inputNames() {
        return IntStream.range(0, width()).mapToObj(i -> name + "[" + i + "]").toList();
    }

    @Override
    public double variance(int input) {
        return WHITE * WHITE;
    }

    @Override
    public CellEncoder encoder(Doubts doubts) {
        throw new DataException("an image is not a cell of a table");
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("shape", shape.dimensions());
    }
}
