package gradus.experiment.comparisons;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @Test
    void files_takeThePlaceOfThoseBefore_andLeaveNoOthers(@TempDir Path folder) throws Exception {
        Path reports = folder.resolve("a/b");
        ReportFolder files = new ReportFolder(reports);
        files.write("report.html", "one");
        files.write("report.html", "two");
        files.write("runs.csv", "x");
        assertThat(files.written()).containsExactly("report.html", "report.html", "runs.csv");
        assertThat(reports.resolve("report.html")).hasContent("two");
        try (var all = Files.list(reports)) {
            assertThat(all).hasSize(2);
        }
    }

    @Test
    void files_areReadableByAllWhoMayReadOthers(@TempDir Path folder) throws Exception {
        new ReportFolder(folder).write("report.html", "one");
        Path plain = Files.writeString(folder.resolve("plain"), "one");
        assertThat(Files.getPosixFilePermissions(folder.resolve("report.html")))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void fields_areQuotedWhereTheyMust() {
        assertThat(ReportFolder.field("a")).isEqualTo("a");
        assertThat(ReportFolder.field("a,b")).isEqualTo("\"a,b\"");
        assertThat(ReportFolder.field("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
        assertThat(ReportFolder.field(Double.NaN)).isEmpty();
        assertThat(ReportFolder.field(0.5)).isEqualTo("0.5");
    }
}
