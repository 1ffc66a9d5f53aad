package gradus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of `CONTRIBUTING.md` that a machine can check, over the files of all modules: words and sizes.
class HouseRulesTest {
    private static final int LONGEST = 400;
    private static final String LIST = "```words";
    private static final Set<String> TEXTS = Set.of("java", "js", "html", "json", "md");
    private static final Set<String> SIZED = Set.of("java", "js", "css");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "peers");

    private static Path root = Path.of("");
    private static List<Path> files = List.of();

    @BeforeAll
    static void findsTheFiles() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
            folder = requireNonNull(folder.getParent(), "CONTRIBUTING.md must be in a folder above");
        }
        root = folder;
        files = filesBelow(folder);
        assertThat(files).hasSizeGreaterThan(500);
    }

    @Test
    void words_areThoseOfTheField() throws IOException {
        Pattern avoided = avoidedWords();
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (isText(file)) {
                boolean listed = false;
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    String line = lines.get(i);
                    listed = line.startsWith("```") ? line.equals(LIST) : listed;
                    if (!listed && avoided.matcher(line).find()) {
                        found.add(root.relativize(file) + ":" + (i + 1) + ": " + line.strip());
                    }
                }
            }
        }
        assertThat(found).as("lines with words that CONTRIBUTING.md lists").isEmpty();
    }

    @Test
    void files_fitInTheHead() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            if (SIZED.contains(ending(file)) && root.relativize(file).toString().contains("src")) {
                int lines = Files.readAllLines(file).size();
                if (lines > LONGEST) {
                    found.add(root.relativize(file) + ": " + lines + " lines");
                }
            }
        }
        assertThat(found).as("files of more than " + LONGEST + " lines").isEmpty();
    }

    private static Pattern avoidedWords() throws IOException {
        List<String> expressions = new ArrayList<>();
        boolean listed = false;
        for (String line : Files.readAllLines(root.resolve("CONTRIBUTING.md"))) {
            if (line.startsWith("```")) {
                listed = line.equals(LIST);
            } else if (listed) {
                expressions.add(line.substring(0, line.indexOf('→')).strip());
            }
        }
        assertThat(expressions).hasSizeGreaterThan(10);
        return Pattern.compile("\\b(?:" + String.join("|", expressions) + ")\\b", Pattern.CASE_INSENSITIVE);
    }

    private static boolean isText(Path file) {
        String name = root.relativize(file).toString().replace('\\', '/');
        return name.equals("README.md")
                || name.equals("CONTRIBUTING.md")
                || (name.startsWith("docs/") && name.endsWith(".md"))
                || (name.contains("/src/main/") && TEXTS.contains(ending(file)));
    }

    private static String ending(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean skipped = !directory.equals(folder) && (name.startsWith(".") || NOT_OURS.contains(name));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
