package gradus.data.tables;

import gradus.data.Shape;

/// An image, passed to the network as its pixels, 0 to 255, row by row.
///
/// Its standardisation is division by 255: mean 0, variance 255².
///
/// @param name what it is called
/// @param shape height and width, and channels if there are several
public record ImageFeature(String name, Shape shape) implements Feature {
    @Override
    public int width() {
        return shape.size();
    }
}
