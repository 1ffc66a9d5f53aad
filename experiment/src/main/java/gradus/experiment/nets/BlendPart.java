package gradus.experiment.nets;

import gradus.History;
import gradus.Model;
import gradus.callbacks.Callback;
import gradus.data.Rows;
import java.util.List;

/// One of the ways to answer that a [Blend] adds up.
public sealed interface BlendPart permits Ensemble, Neighbors {
    /// {@return what answers, in words}
    String title();

    /// {@return what a user of the model should know about this part of it, in words; empty if there is nothing}
    String caution();

    /// {@return the number of epochs of all of its trainings together}
    int allEpochs();

    /// {@return the fixed layers before it}
    Model encoding();

    /// Returns this part, which leaves out rows in another way.
    ///
    /// @param other which rows
    /// @return the part, not trained yet
    BlendPart leavingOut(LeftOut other);

    /// {@return whether another part is trained as long in the same way, on as many rows}
    ///
    /// @param other another part
    boolean isPlannedAs(BlendPart other);

    /// Trains it.
    ///
    /// @param callbacks notified of the events of each training, perhaps from several threads
    /// @param threads the number of threads; it changes no bit
    /// @return what the training left
    Trained train(List<Callback> callbacks, int threads);

    /// What a training left.
    ///
    /// @param members the models that are kept, which take encoded rows; their mean answers
    /// @param leftOut the training rows that one of them was trained without, in ascending order
    /// @param outOfFold the answer to each of these rows by what was trained without it
    /// @param history the mean logs of the members
    /// @param finished whether everything that was planned was trained to the end
    record Trained(List<Model> members, int[] leftOut, Rows outOfFold, History history, boolean finished) {}
}
