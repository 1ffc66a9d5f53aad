package gradus.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.kernels.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void rangesThatTouch_areJoined() {
        assertThat(Pieces.Range.joined(List.of(
                        new Pieces.Range(0, 3),
                        new Pieces.Range(3, 5),
                        new Pieces.Range(6, 7),
                        new Pieces.Range(7, 9))))
                .containsExactly(new Pieces.Range(0, 5), new Pieces.Range(6, 9));
    }

    @Test
    void pieces_coverTheirRangesOnce() {
        List<Pieces.Range> ranges = List.of(new Pieces.Range(5, 100_000), new Pieces.Range(100_001, 100_004));
        Pieces pieces = Pieces.of(ranges);
        AtomicIntegerArray visits = new AtomicIntegerArray(100_010);
        pieces.run(Workers.of(3), (first, last) -> {
            for (int piece = first; piece < last; piece++) {
                assertThat(pieces.from(piece))
                        .isGreaterThanOrEqualTo(ranges.get(pieces.range(piece)).from());
                for (int i = pieces.from(piece); i < pieces.to(piece); i++) {
                    visits.incrementAndGet(i);
                }
            }
        });
        for (int i = 0; i < visits.length(); i++) {
            boolean inside = (i >= 5 && i < 100_000) || (i >= 100_001 && i < 100_004);
            assertThat(visits.get(i)).as("place %s", i).isEqualTo(inside ? 1 : 0);
        }
    }

    @Test
    void beginningsFirst_goesThroughAllRangesAtOnce_andCoversThem() {
        List<Pieces.Range> ranges = List.of(new Pieces.Range(0, 200_000), new Pieces.Range(200_000, 300_000));
        Pieces pieces = Pieces.beginningsFirst(ranges);
        boolean[] covered = new boolean[300_000];
        double before = 0;
        for (int piece = 0; piece < pieces.count(); piece++) {
            Pieces.Range range = ranges.get(pieces.range(piece));
            double position = (pieces.from(piece) - range.from()) / (double) (range.to() - range.from());
            assertThat(position).isGreaterThanOrEqualTo(before);
            before = position;
            Arrays.fill(covered, pieces.from(piece), pieces.to(piece), true);
        }
        assertThat(covered).doesNotContain(false);
    }

    @Test
    void beginningsFirst_joinsWhatIsTooLittleToShare() {
        assertThat(Pieces.beginningsFirst(List.of(new Pieces.Range(0, 30), new Pieces.Range(30, 40)))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void nothing_isNoPiece() {
        Pieces pieces = Pieces.of(List.of());
        pieces.run(Workers.of(1), (first, last) -> {
            throw new AssertionError("there is nothing to do");
        });
        assertThat(pieces.count()).isZero();
    }
}
