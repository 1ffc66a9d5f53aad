package gradus.serve.models;

import gradus.Model;
import gradus.kernels.Workers;
import gradus.training.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Answers rows for any number of threads. A request that finds a network idle is answered at once, by its own
/// thread. Others queue; what has queued when a network becomes free is answered together. Nobody waits for a batch
/// to fill, but before a pass over many weights, threads that are ready to run come first, so that one pass serves
/// what they ask.
///
/// A row has the same bits alone and in any batch, see [Network#forSingleRows].
public final class Engine {
    /// The number of weights from which a pass over them costs more than reading a request.
    private static final int WORTH_GATHERING = 1 << 16;

    private final int capacity;
    private final int longest;
    private final boolean batching;
    private final boolean gathers;
    private final int[] inputWidths;
    private final int[] outputWidths;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Network> idle = new ArrayDeque<>();
    private final Deque<Job> queue = new ArrayDeque<>();
    private volatile IntConsumer batches = rows -> {};

    /// Creates the networks.
    ///
    /// @param model the model
    /// @param limits how many rows a batch can have, and how many requests may queue
    Engine(Model model, Limits limits) {
        capacity = limits.batchRows();
        longest = limits.queue();
        batching = capacity > 1;
        gathers = batching && model.parameters().values().length >= WORTH_GATHERING;
        int networks = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < networks; i++) {
            idle.add(Network.forSingleRows(model.graph(), model.parameters(), capacity, Workers.shared()));
        }
        Network first = idle.getFirst();
        inputWidths = new int[first.inputs()];
        Arrays.setAll(inputWidths, i -> first.input(i).length / capacity);
        outputWidths = new int[model.graph().outputs().size()];
        Arrays.setAll(outputWidths, i -> first.output(i).length / capacity);
    }

    /// A request's rows.
    private static final class Job {
        private final float[][] inputs;
        private final int rows;
        private final float[][] outputs;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable Network given;
        private volatile boolean done;
        private @Nullable Throwable failure;

        private Job(float[][] inputs, int rows, float[][] outputs) {
            this.inputs = inputs;
            this.rows = rows;
            this.outputs = outputs;
        }
    }

    /// Chooses who is notified of the number of rows of each batch from here on.
    void notify(IntConsumer listener) {
        batches = listener;
    }

    /// The number of requests that wait.
    public int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /// Answers rows.
    ///
    /// @param inputs the numbers of each input of the network, row by row
    /// @param rows the number of rows, at least 1
    /// @return the numbers of each output, row by row
    /// @throws QueueFullException if too many requests wait
    public float[][] answer(float[][] inputs, int rows) {
        float[][] outputs = new float[outputWidths.length][];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new float[Math.multiplyExact(rows, outputWidths[i])];
        }
        Job job = new Job(inputs, rows, outputs);
        Network network = begin(job);
        if (network == null) {
            while (!job.done && job.given == null) {
                LockSupport.park(this);
            }
            network = job.given;
        }
        if (network != null) {
            lead(job, network);
        }
        if (job.failure != null) {
            throw new IllegalStateException("the network failed", job.failure);
        }
        return outputs;
    }

    /// Takes an idle network, or queues.
    private @Nullable Network begin(Job job) {
        lock.lock();
        try {
            Network network = idle.poll();
            if (network == null) {
                if (queue.size() >= longest) {
                    throw new QueueFullException();
                }
                queue.add(job);
            }
            return network;
        } finally {
            lock.unlock();
        }
    }

    /// Answers a job and what has queued behind it, and hands the network on.
    @SuppressWarnings("ThreadPriorityCheck") // a batch may be smaller without it, and no answer differs
    private void lead(Job own, Network network) {
        if (gathers) {
            Thread.yield();
        }
        List<Job> batch = batch(own);
        try {
            run(batch, network);
        } catch (RuntimeException | Error e) {
            batch.forEach(job -> job.failure = e);
        } finally {
            handOn(network);
            for (Job job : batch) {
                if (job != own) {
                    job.done = true;
                    LockSupport.unpark(job.thread);
                }
            }
        }
    }

    private List<Job> batch(Job own) {
        if (!batching || own.rows >= capacity) {
            return List.of(own);
        }
        lock.lock();
        try {
            Job next = queue.peek();
            if (next == null || own.rows + next.rows > capacity) {
                return List.of(own);
            }
            List<Job> batch = new ArrayList<>();
            batch.add(own);
            int rows = own.rows;
            while (next != null && rows + next.rows <= capacity) {
                rows += next.rows;
                batch.add(queue.remove());
                next = queue.peek();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void handOn(Network network) {
        Job next;
        lock.lock();
        try {
            next = queue.poll();
            if (next == null) {
                idle.push(network);
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.given = network;
            LockSupport.unpark(next.thread);
        }
    }

    private void run(List<Job> batch, Network network) {
        if (batch.size() == 1 && batch.getFirst().rows > capacity) {
            Job job = batch.getFirst();
            for (int from = 0; from < job.rows; from += capacity) {
                int rows = Math.min(capacity, job.rows - from);
                copyIn(job, from, rows, network, 0);
                forward(network, rows);
                copyOut(job, from, rows, network, 0);
            }
            return;
        }
        int rows = 0;
        for (Job job : batch) {
            copyIn(job, 0, job.rows, network, rows);
            rows += job.rows;
        }
        forward(network, rows);
        int at = 0;
        for (Job job : batch) {
            copyOut(job, 0, job.rows, network, at);
            at += job.rows;
        }
    }

    private void forward(Network network, int rows) {
        network.forward(rows, false, 0);
        batches.accept(rows);
    }

    private void copyIn(Job job, int from, int rows, Network network, int at) {
        for (int i = 0; i < inputWidths.length; i++) {
            int width = inputWidths[i];
            System.arraycopy(job.inputs[i], from * width, network.input(i), at * width, rows * width);
        }
    }

    private void copyOut(Job job, int from, int rows, Network network, int at) {
        for (int i = 0; i < outputWidths.length; i++) {
            int width = outputWidths[i];
            System.arraycopy(network.output(i), at * width, job.outputs[i], from * width, rows * width);
        }
    }
}
