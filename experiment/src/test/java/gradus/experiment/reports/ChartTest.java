package gradus.experiment.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final double[] EPOCHS = {1, 2, 3};
    private static final Chart.Line LINE =
            new Chart.Line(EPOCHS, new double[] {3, 2, 1}, new double[] {2.5, 1.5, 0.5}, new double[] {3.5, 2.5, 1.5});
    private static final Chart.Line BROKEN = new Chart.Line(EPOCHS, new double[] {3, Double.NaN, 1}, null, null);

    @Test
    void lines_haveAxesABandAndAPath() throws Exception {
        Chart chart = Chart.lines("Loss", "epoch", "loss", false, false, List.of(LINE));
        Document svg = parse(chart.toString());
        assertThat(texts(svg)).contains("epoch", "loss", "1", "2", "3");
        assertThat(all(svg, "path", "b f0")).isEqualTo(1);
        assertThat(all(svg, "path", "s s0 d0")).isEqualTo(1);
        assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("Loss: loss by epoch");
    }

    @Test
    void lines_areBrokenWhereThereIsNoNumber() throws Exception {
        Document svg =
                parse(Chart.lines("t", "x", "y", false, false, List.of(BROKEN)).toString());
        String path = path(svg, "s s0 d0");
        assertThat(Pattern.compile("M").matcher(path).results()).hasSize(2);
        assertThat(path).doesNotContain("L").doesNotContain("NaN");
    }

    @Test
    void lines_ofNothing_areAnEmptyChart() throws Exception {
        Document svg = parse(Chart.lines("t", "x", "y", true, true, List.of()).toString());
        assertThat(svg.getElementsByTagName("path").getLength()).isZero();
    }

    @Test
    void ranges_markMeansAndEnds() throws Exception {
        Chart chart = Chart.ranges(
                "Means",
                "accuracy",
                0,
                List.of(
                        new Chart.Range("a", 0.5, 0.4, 0.6, "0.5"),
                        new Chart.Range("b", Double.NaN, Double.NaN, Double.NaN, "all diverged")));
        Document svg = parse(chart.toString());
        assertThat(texts(svg)).contains("a", "b", "all diverged", "accuracy");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(1);
        assertThat(all(svg, "line", "zero")).isEqualTo(1);
        assertThat(all(svg, "line", "solid s s0 d0")).isEqualTo(3);
    }

    @Test
    void slopes_leaveOutPairsOfOneNumber() throws Exception {
        double[] left = {1, 2, Double.NaN};
        double[] right = {2, Double.NaN, 3};
        Document svg = parse(Chart.slopes("t", "l", "r", left, right, new double[] {1, 2, 3}, 1)
                .toString());
        assertThat(all(svg, "line", "thin solid s s1 d1")).isEqualTo(1);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(all(svg, "line", "axis mean")).isEqualTo(1);
    }

    @Test
    void charts_ofASearch() throws Exception {
        double[] x = {1, 2, 3};
        Document points =
                parse(SearchCharts.points("t", "trial", "score", false, x, new double[] {0.1, Double.NaN, 0.3}, x)
                        .toString());
        assertThat(all(points, "circle", "p f0")).isEqualTo(2);
        assertThat(all(points, "circle", "hollow")).isEqualTo(1);
        Document bars = parse(SearchCharts.bars("t", Map.of("width", 0.256)).toString());
        assertThat(texts(bars)).contains("width", "26%");
        List<double[]> places = List.of(new double[] {0, 0.5}, new double[] {1, 1});
        Document parallel =
                parse(SearchCharts.parallel("t", List.of("a", "b"), List.of("0", "1"), List.of("2", "3"), places, 1)
                        .toString());
        assertThat(all(parallel, "path", "thin solid s s0")).isEqualTo(1);
        assertThat(all(parallel, "path", "solid s s1")).isEqualTo(1);
    }

    @Test
    void file_isADrawingOfItsOwn_lightAndDark() throws Exception {
        Chart chart = Chart.lines("Loss <1>", "epoch", "loss", false, false, List.of(LINE, BROKEN));
        String text = Chart.file(List.of(chart, chart), List.of("training", "validation"));
        Document svg = parse(text);
        assertThat(text).contains("prefers-color-scheme:dark");
        assertThat(texts(svg)).contains("Loss <1>", "training", "validation");
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(2);
        int width = Integer.parseInt(svg.getDocumentElement().getAttribute("width"));
        assertThat(width).isEqualTo(2 * 520 + 3 * 12);
    }

    @Test
    void page_escapesWhatItIsGiven() {
        Html page = new Html("Kind", "<b>title</b>")
                .heading("a & b")
                .text("<i>")
                .soft("\"q\"")
                .note("n")
                .code("c")
                .verdict(true, "v", "d")
                .table(List.of(List.of("head"), List.of("<cell>")))
                .definitions(List.of(List.of("name", "<value>")))
                .legend(List.of("<series>"));
        assertThat(page.content())
                .contains("<h2>a &amp; b</h2>", "<p>&lt;i&gt;</p>", "&quot;q&quot;", "verdict real")
                .contains("<th scope=\"col\">head</th>", "<td>&lt;cell&gt;</td>", "&lt;value&gt;", "&lt;series&gt;");
        assertThat(page.toString())
                .startsWith("<!DOCTYPE html>")
                .contains("<title>&lt;b&gt;title", "color-scheme")
                .doesNotContain("<script");
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<String> texts(Document svg) {
        NodeList nodes = svg.getElementsByTagName("text");
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    private static List<Element> elements(Document svg, String tag, String style) {
        NodeList nodes = svg.getElementsByTagName(tag);
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .filter(element -> element.getAttribute("class").equals(style))
                .toList();
    }

    private static int all(Document svg, String tag, String style) {
        return elements(svg, tag, style).size();
    }

    private static String path(Document svg, String style) {
        return elements(svg, "path", style).getFirst().getAttribute("d");
    }
}
