package gradus.lab.view;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The weights of units that look at an image, as images of what they look for.
final class ImageMaps {
    /// Larger images have half the side.
    private static final int LARGEST = 20;

    private ImageMaps() {}

    /// A map of each of the first units: bytes around 127.5, base64.
    ///
    /// @param weights `[pixels][units]`
    /// @param side pixels of a side of the image
    static List<String> of(Column column, float[] weights, int side, int shown) {
        int step = side > LARGEST ? 2 : 1;
        int cells = side / step;
        List<String> maps = new ArrayList<>();
        for (int unit = 0; unit < Math.min(shown, column.units()); unit++) {
            float[] means = new float[cells * cells];
            float largest = 1e-6f;
            for (int cell = 0; cell < means.length; cell++) {
                for (int y = 0; y < step; y++) {
                    for (int x = 0; x < step; x++) {
                        int pixel = (cell / cells * step + y) * side + cell % cells * step + x;
                        means[cell] += weights[pixel * column.units() + unit] / (step * step);
                    }
                }
                largest = Math.max(largest, Math.abs(means[cell]));
            }
            byte[] map = new byte[means.length];
            for (int cell = 0; cell < map.length; cell++) {
                map[cell] = (byte) Math.round(127.5 + 127.5 * means[cell] / largest);
            }
            maps.add(Base64.getEncoder().encodeToString(map));
        }
        return maps;
    }
}
