package gradus.lab;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.http.Browser;
import gradus.http.InBrowser;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/// The teacher shows the run of one of forty students, who all train at full speed and look at their runs.
@Isolated("it counts pictures in time")
@Tag("long")
@ExtendWith(InBrowser.class)
final class ClassShowTest {
    private static final int STUDENTS = 40;

    @Test
    void theRunOfAStudent_movesOnTheTeachersPage(Browser browser) throws Exception {
        try (Lab lab = Lab.startClass(InetAddress.getLoopbackAddress(), 0)) {
            browser.size(1280, 720);
            browser.open(lab.address());
            for (int number = 1; number <= STUDENTS; number++) {
                LabClient student = new LabClient(lab, "Student " + number);
                student.build("\"epochs\":[0-9]+", "\"epochs\":5000", "\"samples\":[0-9]+", "\"samples\":1000");
                student.post("/api/command", "{\"action\":\"until\",\"value\":5000}");
                watch(student);
            }
            browser.go(browser.attribute("[data-seat='1'] .acts a", "href"));
            browser.until(() -> browser.data("student").equals("Student 1")
                    && browser.data("state").equals("running"));
            Thread.sleep(2000);
            List<Map<?, ?>> looks = new ArrayList<>();
            while (looks.size() < 5 && (looks.isEmpty() || !moves(looks.getLast()))) {
                looks.add(PicturesTest.count(browser));
            }
            System.out.println("Pictures of a student in 1.5 s: " + looks);
            assertThat(moves(looks.getLast())).as("%s", looks).isTrue();
        }
    }

    private static boolean moves(Map<?, ?> counts) {
        int wanted = Math.min(45, PicturesTest.number(counts, "frames") / 3);
        return Stream.of("surface", "links", "neuron").allMatch(kind -> PicturesTest.number(counts, kind) >= wanted);
    }

    /// As a page of the student would.
    private static void watch(LabClient student) {
        Thread.ofVirtual().start(() -> {
            try (Stream<String> lines = student.events("/api/events")) {
                lines.forEach(line -> {});
            } catch (UncheckedIOException e) {
                // The class is over.
            }
        });
    }
}
