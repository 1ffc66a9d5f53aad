package gradus.experiment.nets;

import gradus.data.Rows;
import gradus.data.tables.Parts;
import gradus.math.RandomStream;
import gradus.problems.Task;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which rows the members of an ensemble are trained without: each another part of them, dealt at random or made of
/// whole groups; or all of them the same last rows in time.
///
/// By time, members differ by their first weights and the order of their rows. A member without an earlier part would
/// be judged by what came before some of its training rows, and one that is trained on the rows before an earlier part
/// would know little, and only what is old.
///
/// @param groups the group of each row, from 0, or null if rows are left out one by one
/// @param inTime the rows in the order of time, or null if it does not matter
public record LeftOut(int @Nullable [] groups, int @Nullable [] inTime) {
    /// Rows are left out one by one.
    public static final LeftOut AT_RANDOM = new LeftOut(null, null);

    /// {@return the largest number of parts}
    ///
    /// @param rows the number of rows
    public int mostParts(int rows) {
        return groups == null ? rows : Arrays.stream(groups).max().orElse(-1) + 1;
    }

    /// {@return whether all members leave out the same rows}
    public boolean isSame() {
        return inTime != null;
    }

    /// Returns the part of each row. By time, the last rows are part 0, those before them part 1, and so on. Of random
    /// parts, each has nearly equal shares of each class.
    int[] parts(Rows target, Task task, int count, RandomStream random) {
        if (inTime != null) {
            int[] parts = new int[inTime.length];
            int size = parts.length / count;
            for (int i = 0; i < parts.length; i++) {
                parts[inTime[i]] = Math.min((parts.length - 1 - i) / size, count - 1);
            }
            return parts;
        }
        if (groups != null) {
            return Parts.ofGroups(groups, count, random);
        }
        boolean classes = task == Task.BINARY || task == Task.MULTICLASS;
        return Parts.ofRows(target.count(), classes ? target.toArray() : null, count, random);
    }

    /// Returns whether the rows of a part are known when those of another are answered: those of all others, and by
    /// time only earlier ones.
    boolean knows(int asked, int part) {
        return isSame() ? part > asked : part != asked;
    }

    /// Returns the part that a member leaves out.
    int part(int member) {
        return isSame() ? 0 : member;
    }
}
