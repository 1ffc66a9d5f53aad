package gradus.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.lab.messages.Messages.Uploaded;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReadingTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    private static InputStream bytes(String text, Charset charset) {
        return new ByteArrayInputStream(text.getBytes(charset));
    }

    @Test
    void aTableOfAnotherCountry_isReadAsItWasChosen() {
        String text = "größe;gewicht;art\n1,5;2;groß\n0,5;;klein\n2,5;1;groß\n";
        Reading reading = new Reading("semicolon", "comma", "windows-1252", "yes", "", "", List.of());

        Uploaded table = uploads.add("tiere.csv", bytes(text, Charset.forName("windows-1252")), reading);

        assertThat(table.columns()).extracting("name").containsExactly("größe", "gewicht", "art");
        assertThat(table.preview().getFirst()).containsExactly("1.5", "2", "groß");
        assertThat(table.preview().get(1).get(1)).isEmpty();
    }

    @Test
    void rowsWithGaps_columns_andBadLines_canBeLeftOut() {
        String text = "name,a,b\nx,1,2\ny,,3\nz,4\nw,5,\"6\"\n";
        Reading reading = new Reading("", "", "", "", "skip", "drop", List.of("name"));

        Uploaded table = uploads.add("gaps.csv", bytes(text, StandardCharsets.UTF_8), reading);

        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.columns()).extracting("name").containsExactly("a", "b");
        assertThat(table.preview()).containsExactly(List.of("1", "2"), List.of("5", "6"));
    }

    @Test
    void theSameFileReadInTwoWays_isTwoTables() {
        String text = "a;b\n1,5;2\n2,5;3\n";
        Uploaded usual = uploads.add("t.csv", bytes(text, StandardCharsets.UTF_8));
        Uploaded chosen = uploads.add(
                "t.csv",
                bytes(text, StandardCharsets.UTF_8),
                new Reading("semicolon", "comma", "", "", "", "", List.of()));

        assertThat(chosen.id()).isNotEqualTo(usual.id()).startsWith(usual.id());
    }

    @Test
    void wordsThatNobodyKnows_areRefused() {
        assertThatThrownBy(() -> new Reading("bar", "", "", "", "", "", List.of()))
                .hasMessage("the separator of a table cannot be \"bar\"");
    }
}
