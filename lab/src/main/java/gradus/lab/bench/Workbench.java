package gradus.lab.bench;

import static gradus.internal.Require.require;

import gradus.lab.keep.RunList;
import gradus.lab.keep.RunStore;
import gradus.lab.messages.KeptRun;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.Command;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.Rewound;
import gradus.lab.messages.Messages.RunCurves;
import gradus.lab.messages.Messages.Verdict;
import gradus.lab.messages.Messages.WeightChange;
import gradus.lab.messages.RowMessages.Row;
import gradus.lab.messages.RowMessages.RowView;
import gradus.lab.messages.RunState;
import gradus.lab.messages.StepMessages.StepView;
import gradus.lab.run.Run;
import gradus.lab.run.Uploads;
import gradus.lab.view.Stepper;
import gradus.lab.view.WatchedRun;
import gradus.lab.view.WatchedRun.Look;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The runs of the lab and the thread that trains the current one. Pages come and go; training waits for none of them:
/// it leaves its newest state here, and a slow page skips the states in between.
public final class Workbench implements AutoCloseable {
    private final Uploads uploads;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Bulletin bulletin = new Bulletin();
    private final Turns turns;
    private final Pace pace;
    private final Player player;
    private final Painter painter;
    private final Doctor doctor = new Doctor();
    private final RunList runs;
    private final Thread thread;
    /// The current one of the runs.
    private @Nullable WatchedRun watched;
    private int lastId;
    private volatile boolean closed;
    private int watchers;

    /// A bench with the runs of before, and its thread.
    public Workbench(Uploads uploads, RunStore store) {
        this(uploads, store, Turns.ALONE);
    }

    /// A bench that shares the processors with others.
    public Workbench(Uploads uploads, RunStore store, Turns turns) {
        this.uploads = uploads;
        this.turns = turns;
        pace = new Pace(turns.apart());
        player = new Player(pace);
        painter = new Painter(turns);
        runs = new RunList(store, uploads.limits());
        lastId = runs.lastId();
        thread = Thread.ofPlatform().daemon().name("gradus-lab-training").start(this::train);
    }

    /// Builds a run and makes it the current one, not begun. The one before stays in the list if it made a step.
    public int build(LabSettings settings) {
        int id = locked(() -> ++lastId);
        return turns.take(() -> {
            WatchedRun built = new WatchedRun(new Run(id, settings, uploads));
            return locked(() -> {
                player.pause();
                runs.begin(built.run());
                watched = built;
                pace.reset();
                publish(built);
                return id;
            });
        });
    }

    /// Does what a button asks for.
    public void command(Command command) {
        if (command.action().equals("restart")) {
            build(with(Run::settings));
            return;
        }
        lock.lock();
        try {
            WatchedRun current = current();
            Run run = current.run();
            switch (command.action()) {
                case "play" -> {
                    run.further();
                    player.play(run, false);
                    changed.signalAll();
                }
                case "until" -> {
                    require(
                            command.value() >= 1
                                    && command.value() <= uploads.limits().epochs(),
                            "a run can go on until epoch 1 to %s, got %s",
                            uploads.limits().epochs(),
                            command.value());
                    run.until((int) command.value());
                    player.play(run, true);
                    changed.signalAll();
                }
                case "pause" -> player.pause();
                case "batch" -> {
                    player.pause();
                    current.step();
                }
                case "epoch" -> {
                    player.pause();
                    current.epoch();
                }
                case "speed" -> player.speed(command.value());
                case "rate" -> current.steer(run.settings().learningRate(command.value()));
                default -> throw new IllegalArgumentException("no button is named \"" + command.action() + "\"");
            }
            publish(current);
            if (command.action().equals("pause")) {
                runs.keepModel();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Goes on with the current run from where it is, with other settings.
    ///
    /// @throws IllegalArgumentException if they need a run of their own
    public void steer(LabSettings settings) {
        change(run -> run.steer(settings));
    }

    /// Gives a weight of the current run another value.
    public void set(WeightChange change) {
        change(run -> run.set(change));
    }

    private void change(Consumer<WatchedRun> how) {
        locked(() -> {
            how.accept(current());
            republish();
            return how;
        });
    }

    private void train() {
        while (awaitPlay()) {
            LockSupport.parkNanos(turns.take(() -> locked(() -> player.isPlaying() ? slice(current()) : 0L)));
        }
    }

    /// Waits until steps are to be made; false if there will be none any more.
    private boolean awaitPlay() {
        lock.lock();
        try {
            while (!closed && !player.isPlaying()) {
                changed.await();
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Some steps; returns how long to wait until the next ones.
    private long slice(WatchedRun current) {
        Run run = current.run();
        boolean due = watchers > 0 && pace.isPictureDue(System.nanoTime()) && painter.isFree();
        long wait = 0;
        try {
            wait = player.slice(current, due);
        } catch (RuntimeException e) {
            run.fail(String.valueOf(e.getMessage()));
            player.pause();
        }
        if (!player.isPlaying()) {
            publish(current);
            runs.keepModel();
        } else if (due && player.isUnseen()) {
            player.seen();
            pace.measure(run.steps());
            Look look = current.look();
            Bulletin.State seen = seen(run);
            long known = bulletin.exact();
            painter.paint(() -> {
                long begin = System.nanoTime();
                long spent = Pace.spent();
                Picture picture = current.picture(look);
                bulletin.postLate(seen.with(picture, look.sha256(), doctor.known(current)), known);
                pace.pictureMade(begin, Pace.spent() - spent);
                doctor.verdicts(current, look, picture, false);
            });
        }
        return wait;
    }

    /// How a run stands, without what it takes time to see.
    private Bulletin.State seen(Run run) {
        boolean playing = player.isPlaying();
        return new Bulletin.State(
                run,
                playing ? RunState.RUNNING : run.state(),
                run.message(),
                run.epochs(),
                run.batches(),
                run.steps(),
                playing ? pace.stepsPerSecond() : 0,
                run.learningRate(),
                player.speed(),
                null,
                null,
                List.of(),
                runs.views());
    }

    private void publish(WatchedRun current) {
        Run run = current.run();
        if (run.steps() > 0) {
            current.keepLayers();
        }
        Picture picture = current.picture();
        List<Verdict> verdicts = doctor.verdicts(current, current.look(), picture, true);
        bulletin.post(seen(run).with(picture, run.model().weightsSha256(), verdicts));
        if (!player.isPlaying()) {
            runs.keep();
        }
    }

    /// Waits until there is news, or some time has passed.
    ///
    /// @param known the version that the stream has
    /// @return the newest version
    public long await(long known, long milliseconds) throws InterruptedException {
        return bulletin.await(known, milliseconds);
    }

    /// The newest state, with the points of the curve that the stream has not sent yet.
    public @Nullable Told tell(Cursor cursor) {
        return bulletin.tell(cursor);
    }

    /// How the current run stands, in a line.
    public Standing standing() {
        return locked(() -> {
            Run run = current().run();
            RunState state = player.isPlaying() ? RunState.RUNNING : run.state();
            return new Standing(state, run.steps(), runs.views());
        });
    }

    /// A page looks from now on; it gets a picture even if nothing moves.
    public void join() {
        locked(() -> {
            if (!player.isPlaying()) {
                republish();
            }
            return ++watchers;
        });
    }

    /// A page does not look any more.
    public void leave() {
        locked(() -> --watchers);
    }

    /// Asks who watches the current run, while no step is made.
    public <T> T watched(Function<WatchedRun, T> question) {
        return locked(() -> question.apply(current()));
    }

    /// The next step of the current run, taken apart.
    ///
    /// @param row alone in its batch, or -1 for the batch that comes next
    public StepView inside(int row) {
        return with(run -> Stepper.view(run, row));
    }

    /// What the network of the current run looked like after a step.
    public Rewound rewound(long step) {
        return beside(run -> run.at(step), WatchedRun::rewound);
    }

    /// What the network of the current run makes of a row.
    public RowView row(Row row) {
        return beside(run -> row.step() < 0 ? run.now() : run.at(row.step()), (run, look) -> run.row(look, row));
    }

    /// Asks about a moment of the current run, while training goes on.
    private <T> T beside(Function<WatchedRun, Look> moment, BiFunction<WatchedRun, Look, T> question) {
        record Seen(WatchedRun run, Look look) {}
        Seen seen = locked(() -> new Seen(current(), moment.apply(current())));
        return question.apply(seen.run, seen.look);
    }

    /// The curves of a run.
    public RunCurves curves(int id) {
        return kept(id).curves();
    }

    /// Gives a run another name.
    public void rename(int id, String name) {
        locked(() -> {
            runs.rename(id, name);
            republish();
            return name;
        });
    }

    /// Takes a run off the list; not the current one.
    public void delete(int id) {
        locked(() -> {
            runs.remove(id);
            republish();
            return id;
        });
    }

    /// Which run went off the list when the current one came, in a sentence; empty if none.
    public String dropped() {
        return locked(runs::dropped);
    }

    private void republish() {
        if (watched != null) {
            publish(watched);
        }
    }

    private WatchedRun current() {
        if (watched == null) {
            throw new IllegalStateException("nothing was built yet");
        }
        return watched;
    }

    /// Does something with the current run while no step is made.
    public <T> T with(Function<Run, T> action) {
        return locked(() -> action.apply(current().run()));
    }

    /// A run of the list, as it stands.
    public KeptRun kept(int id) {
        return locked(() -> runs.kept(id));
    }

    /// The model of a run, a `.keras` file.
    public byte[] model(int id) {
        return locked(() -> runs.model(id));
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the lab ended.
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            player.pause();
            painter.close();
            runs.keep();
            runs.keepModel();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        bulletin.close();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
