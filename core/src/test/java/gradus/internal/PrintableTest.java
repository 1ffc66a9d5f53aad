package gradus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void textOfAnyLanguage_isShownAsItIs() {
        String text = "column\tprice €, größer, 価格, 👍\n";
        assertThat(Printable.shown(text)).isSameAs(text);
    }

    @Test
    void longMessages_areCut() {
        assertThat(Printable.message("9".repeat(1_000_000))).hasSize(1500).endsWith("9...");
        assertThat(Printable.message("short\u001b")).isEqualTo("short?");
    }

    @Test
    void aLine_isOne() {
        assertThat(Printable.line("a\nb\r\nc\u0085d\u2028e\tf")).isEqualTo("a?b??c?d?e\tf");
    }

    @Test
    void whatATerminalActsOn_isNot() {
        assertThat(Printable.shown("\u001b]0;pwn\u0007|\r|\u009b2J|\u007f|\u0000|\u202e|\u2066"))
                .isEqualTo("?]0;pwn?|?|?2J|?|?|?|?");
    }
}
