package gradus.lab.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// What was logged at the end of epochs or of steps, of bounded length: when it is full, every second point goes. Its
/// end is always exact. One thread adds, any number read.
///
/// @param <P> a point
public final class Curve<P> {
    static final int MOST = 1500;

    private final ToIntFunction<P> number;
    private final int most;
    private final List<P> points = new ArrayList<>();
    private int stride = 1;

    /// @param number of a point: its epoch, or its step
    /// @param most points that stay
    Curve(ToIntFunction<P> number, int most) {
        this.number = number;
        this.most = most;
    }

    synchronized void add(P point) {
        // A point between two strides stands until the next one comes.
        if (!points.isEmpty() && number.applyAsInt(points.getLast()) % stride != 0) {
            points.removeLast();
        }
        points.add(point);
        if (points.size() > most) {
            stride *= 2;
            P last = points.getLast();
            points.removeIf(kept -> number.applyAsInt(kept) % stride != 0);
            if (points.getLast() != last) {
                points.add(last);
            }
        }
    }

    /// All points.
    public synchronized List<P> all() {
        return List.copyOf(points);
    }

    /// The points after a number; all of them if others were thinned out since.
    ///
    /// @param knownStride what [#stride] was when they were asked for last, or 0
    public synchronized List<P> after(int known, int knownStride) {
        if (knownStride != stride) {
            return all();
        }
        int from = points.size();
        while (from > 0 && number.applyAsInt(points.get(from - 1)) > known) {
            from--;
        }
        return List.copyOf(points.subList(from, points.size()));
    }

    /// Every how many there is a point that stays; the last one may lie between.
    public synchronized int stride() {
        return stride;
    }

    /// The number of the last point that stays.
    synchronized int lastKept() {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (number.applyAsInt(points.get(i)) % stride == 0) {
                return number.applyAsInt(points.get(i));
            }
        }
        return 0;
    }
}
