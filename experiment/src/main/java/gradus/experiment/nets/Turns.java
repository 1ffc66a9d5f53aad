package gradus.experiment.nets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The training of one of several networks on a few threads. A network is trained from its start to its end, except the
/// last ones where threads cannot share them out evenly: these take turns, so that all threads are busy to the end. One
/// network on two threads is not trained twice as fast.
final class Turns {
    /// Of each network.
    private static final int MOST = 32;

    private final Supplier<TableNet.Training> start;
    private final int epochs;
    private TableNet.@Nullable Training training;
    private TableNet.@Nullable Trained trained;

    private Turns(Supplier<TableNet.Training> start, int epochs) {
        this.start = start;
        this.epochs = epochs;
    }

    /// Trains all networks.
    ///
    /// @param starts what starts the training of each
    /// @param epochs the number of epochs of each
    /// @param threads the number of threads, at most that of the networks; it changes no bit
    /// @return the trained networks, in the order of `starts`
    static List<TableNet.Trained> train(List<Supplier<TableNet.Training>> starts, int epochs, int threads) {
        int uneven = starts.size() % threads;
        int whole = uneven == 0 ? starts.size() : starts.size() - threads - uneven;
        List<Turns> networks = new ArrayList<>();
        for (Supplier<TableNet.Training> next : starts) {
            networks.add(new Turns(next, networks.size() < whole ? epochs : Math.ceilDiv(epochs, MOST)));
        }
        Queue<Turns> waiting = new ConcurrentLinkedQueue<>(networks);
        onThreads(threads, () -> {
            for (Turns next = waiting.poll(); next != null; next = waiting.poll()) {
                if (next.take()) {
                    waiting.add(next);
                }
            }
            return null;
        });
        return networks.stream()
                .map(network -> Objects.requireNonNull(network.trained))
                .toList();
    }

    /// Trains one turn.
    ///
    /// @return whether the network needs another one
    private boolean take() {
        if (training == null) {
            training = start.get();
        }
        if (training.advance(epochs)) {
            return true;
        }
        trained = training.finish();
        return false;
    }

    private static void onThreads(int threads, Callable<@Nullable Void> work) {
        List<Callable<@Nullable Void>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            all.add(work);
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<@Nullable Void> done : executor.invokeAll(all)) {
                done.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }
}
