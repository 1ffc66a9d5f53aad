package gradus.lab.view;

import gradus.training.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The weights of a run at moments from its first step to now, in bounded memory: when there are too many, every second
/// one goes, and new ones are taken half as often. Any of them can be shown again.
final class Film {
    static final int MOST = 600;

    private final List<Moment> moments = new ArrayList<>();
    private final int most;
    private long apart = 1;

    /// The weights after a step.
    ///
    /// @param step how many steps were made
    /// @param epoch how many epochs were complete
    /// @param batch how many batches of the next one
    /// @param parameters of the network, never changed
    /// @param graph whose parameters they are: a changed run may have another activation from here on
    /// @param columns of the diagram then
    record Moment(long step, int epoch, int batch, float[] parameters, Graph graph, List<Column> columns) {}

    /// A film of networks of a size.
    ///
    /// @param bytes that it may have
    Film(int parameters, long bytes) {
        most = (int) Math.max(8, Math.min(MOST, bytes / 4 / Math.max(1, parameters)));
    }

    /// Whether a moment would be kept.
    boolean wants(long step) {
        return moments.isEmpty() || step >= moments.getLast().step() + apart;
    }

    /// Keeps a moment.
    void add(Moment moment) {
        if (!moments.isEmpty() && moments.getLast().step() == moment.step()) {
            moments.removeLast();
        }
        moments.add(moment);
        if (moments.size() > most) {
            for (int i = moments.size() - 2; i > 0; i -= 2) {
                moments.remove(i);
            }
            apart *= 2;
        }
    }

    /// The last moment that is not after a step.
    Moment at(long step) {
        int low = 0;
        int high = moments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (moments.get(middle).step() <= step) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return moments.get(low);
    }

    /// Some moments, oldest first, the first and the last among them: the beginning closely, then at equal distances.
    List<Moment> spread(int count) {
        int last = moments.size() - 1;
        TreeSet<Integer> places = new TreeSet<>();
        for (int place = 1; place < last && places.size() < count / 3; place *= 2) {
            places.add(place);
        }
        places.add(0);
        int even = count - places.size();
        for (int i = 1; i <= even; i++) {
            places.add((int) Math.round((double) i * last / even));
        }
        return places.stream().filter(place -> place <= last).map(moments::get).toList();
    }
}
