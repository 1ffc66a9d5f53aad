package gradus.lab.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProseTest {
    @Test
    void paragraphsListsAndTables_becomeHtml() {
        assertThat(Prose.html("One\nline.\n\nTwo.")).isEqualTo("<p>One\nline.</p><p>Two.</p>");
        assertThat(Prose.html("- a\n- b")).isEqualTo("<ul><li>a</li><li>b</li></ul>");
        assertThat(Prose.html("| a | b |\n| 1 | 2 |"))
                .isEqualTo("<div class=\"scroll\"><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr>"
                        + "</table></div>");
        assertThat(Prose.html("$$ x $$")).startsWith("<p class=\"formula\"><math display=\"block\">");
    }

    @Test
    void marksWithinALine_areKnown() {
        assertThat(Prose.line("**much** and *some* and `x < 1` and $x$"))
                .isEqualTo("<strong>much</strong> and <em>some</em> and <code>x &lt; 1</code> and"
                        + " <math><mrow><mi>x</mi></mrow></math>");
        assertThat(Prose.line("see [there](#he) or [the paper](https://arxiv.org/abs/1502.01852)"))
                .contains("<a href=\"#he\">there</a>")
                .contains("<a href=\"https://arxiv.org/abs/1502.01852\">");
    }

    @Test
    void htmlInTheText_isShownAsItIs() {
        assertThat(Prose.line("<script> & \"x\"")).isEqualTo("&lt;script&gt; &amp; &quot;x&quot;");
        assertThat(Prose.line("[x](javascript:alert(1))")).doesNotContain("<a");
    }
}
