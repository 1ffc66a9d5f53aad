package gradus.lab.run;

import gradus.lab.messages.Messages.CurvePoint;
import java.util.ArrayList;
import java.util.List;

/// What was logged at the end of epochs, of bounded length: when it is full, every second point goes. Its end is always
/// exact. One thread adds, any number read.
public final class Curve {
    static final int MOST = 1500;

    private final List<CurvePoint> points = new ArrayList<>();
    private int stride = 1;

    synchronized void add(CurvePoint point) {
        // A point between two strides stands until the next one comes.
        if (!points.isEmpty() && points.getLast().epoch() % stride != 0) {
            points.removeLast();
        }
        points.add(point);
        if (points.size() > MOST) {
            stride *= 2;
            CurvePoint last = points.getLast();
            points.removeIf(kept -> kept.epoch() % stride != 0);
            if (points.getLast().epoch() != last.epoch()) {
                points.add(last);
            }
        }
    }

    /// All points.
    public synchronized List<CurvePoint> all() {
        return List.copyOf(points);
    }

    /// The points after an epoch; all of them if others were thinned out since.
    ///
    /// @param knownStride what [#stride] was when they were asked for last, or 0
    public synchronized List<CurvePoint> after(int epoch, int knownStride) {
        if (knownStride != stride) {
            return all();
        }
        int from = points.size();
        while (from > 0 && points.get(from - 1).epoch() > epoch) {
            from--;
        }
        return List.copyOf(points.subList(from, points.size()));
    }

    /// Every how many epochs there is a point that stays; the last one may lie between.
    public synchronized int stride() {
        return stride;
    }

    /// The last epoch whose point stays.
    synchronized int lastKept() {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (points.get(i).epoch() % stride == 0) {
                return points.get(i).epoch();
            }
        }
        return 0;
    }
}
