package gradus.lab.lessons;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// All lessons, in the order in which they are taught. The file `index` names them.
public final class Lessons {
    private static final List<Lesson> ALL = load();

    private Lessons() {}

    /// Every lesson.
    public static List<Lesson> all() {
        return ALL;
    }

    /// The lesson of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Lesson get(String id) {
        for (Lesson lesson : ALL) {
            if (lesson.id().equals(id)) {
                return lesson;
            }
        }
        throw new IllegalArgumentException("there is no lesson \"" + id.replaceAll("[^A-Za-z0-9-]", "?") + "\"");
    }

    private static List<Lesson> load() {
        List<Lesson> lessons = new ArrayList<>();
        for (String id : text("index")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList()) {
            lessons.add(LessonFile.read(id, text(id + ".md")));
        }
        return List.copyOf(lessons);
    }

    private static String text(String name) {
        try (InputStream stream = Lessons.class.getResourceAsStream("/gradus/lab/lessons/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the lesson file " + name + " is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
