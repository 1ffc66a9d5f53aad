package gradus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTextTest {
    @Test
    void whatEndsAField_isBetweenQuotes() {
        assertThat(CsvText.field("plain text")).isEqualTo("plain text");
        assertThat(CsvText.field("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvText.field("say \"a\"")).isEqualTo("\"say \"\"a\"\"\"");
        assertThat(CsvText.field("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvText.field("a\rb")).isEqualTo("\"a\rb\"");
        assertThat(CsvText.field("a,b", ';')).isEqualTo("a,b");
        assertThat(CsvText.field("a;b", ';')).isEqualTo("\"a;b\"");
    }
}
