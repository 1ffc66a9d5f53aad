package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final StringWriter terminal = new StringWriter();
    private final Screen errors = new Screen(new PrintWriter(terminal, true));
    private long now = 5;

    private Reading reading() {
        return new Reading(errors, () -> now);
    }

    private void seconds(double value) {
        now = 5 + (long) (value * 1e9);
    }

    @Test
    void aShortFile_showsNothing() {
        Reading reading = reading();
        reading.read("a.csv", 10, 1000);
        seconds(0.9);
        reading.read("a.csv", 900, 1000);
        reading.read("a.csv", 1000, 1000);
        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void aLongFile_showsShareAndPaceAndTimeLeft_andIsRemoved() {
        Reading reading = reading();
        reading.read("big\u001b[2J.csv", 0, 400_000_000);
        seconds(2);
        reading.read("big\u001b[2J.csv", 100_000_000, 400_000_000);
        assertThat(terminal.toString()).endsWith("reading big?[2J.csv: 25%, 50 MB/s, about 6 s to go");
        seconds(2.1);
        reading.read("big.csv", 110_000_000, 400_000_000);
        assertThat(terminal.toString()).endsWith("about 6 s to go"); // not a line for each buffer
        seconds(8);
        reading.read("big.csv", 400_000_000, 400_000_000);
        assertThat(terminal.toString()).endsWith("\r\u001b[K");
        terminal.getBuffer().setLength(0);
        seconds(8.5);
        reading.read("next.csv", 10, 100);
        assertThat(terminal.toString()).isEmpty(); // each file has its own second
    }

    @Test
    void aPipe_hasNoEnd() {
        Reading reading = reading();
        reading.read("/dev/stdin", 10, 0);
        seconds(4);
        reading.read("/dev/stdin", 2_000_000_000, 0);
        assertThat(terminal.toString()).endsWith("reading /dev/stdin: 2,000 MB, 500 MB/s");
    }

    @Test
    void anErrorMeanwhile_takesThePlaceOfTheLine() {
        Reading reading = reading();
        reading.read("a.csv", 1, 100);
        seconds(2);
        reading.read("a.csv", 50, 100);
        errors.println("gradus: line 7 is bad");
        assertThat(terminal.toString()).contains("to go\r\u001b[Kgradus: line 7 is bad");
    }
}
