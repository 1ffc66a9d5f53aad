package gradus.lab.formulas;

import static gradus.internal.Require.require;

import java.util.Map;

/// A formula as MathML, from a few words of TeX: `\frac{a}{b}`, `\sqrt{a}`, `\hat{a}`, `\sum`, `_`, `^` and braces.
/// Letters next to each other are one name, as in `log p`; other signs are written as they are, `η` as `η`.
public final class Formula {
    private static final Map<String, String> SIGNS =
            Map.of("sum", "<mo>∑</mo>", "prod", "<mo>∏</mo>", "quad", "<mspace width=\"1.2em\"/>");

    private final String text;
    private int at;

    private Formula(String text) {
        this.text = text;
    }

    /// Within a line.
    public static String inline(String text) {
        return "<math>" + new Formula(text.strip()).all() + "</math>";
    }

    /// On a line of its own.
    public static String display(String text) {
        return "<math display=\"block\">" + new Formula(text.strip()).all() + "</math>";
    }

    private String all() {
        String row = row();
        require(at == text.length(), "a formula has a brace too many: %s", text);
        return row;
    }

    private String row() {
        StringBuilder row = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '}') {
            if (text.charAt(at) == ' ') {
                at++;
            } else {
                row.append(scripted());
            }
        }
        return "<mrow>" + row + "</mrow>";
    }

    /// Something with what stands below and above it.
    private String scripted() {
        String base = atom();
        String below = script('_');
        String above = script('^');
        if (below.isEmpty()) {
            below = script('_');
        }
        if (base.equals(SIGNS.get("sum")) || base.equals(SIGNS.get("prod"))) {
            return below.isEmpty() && above.isEmpty()
                    ? base
                    : "<munderover>" + base + orEmpty(below) + orEmpty(above) + "</munderover>";
        }
        if (below.isEmpty()) {
            return above.isEmpty() ? base : "<msup>" + base + above + "</msup>";
        }
        return above.isEmpty()
                ? "<msub>" + base + below + "</msub>"
                : "<msubsup>" + base + below + above + "</msubsup>";
    }

    private static String orEmpty(String row) {
        return row.isEmpty() ? "<mrow></mrow>" : row;
    }

    private String script(char sign) {
        if (at >= text.length() || text.charAt(at) != sign) {
            return "";
        }
        at++;
        return atom();
    }

    private String atom() {
        require(at < text.length(), "a formula ends too early: %s", text);
        char c = text.charAt(at);
        if (c == '{') {
            return group();
        }
        if (c == '\\') {
            return command();
        }
        int from = at++;
        if (Character.isDigit(c)) {
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            return "<mn>" + text.substring(from, at) + "</mn>";
        }
        if (Character.isLetter(c) || c == '∇') {
            while (c < 128 && at < text.length() && text.charAt(at) < 128 && Character.isLetter(text.charAt(at))) {
                at++;
            }
            return "<mi>" + text.substring(from, at) + "</mi>";
        }
        return "<mo>" + escape(c) + "</mo>";
    }

    private static String escape(char sign) {
        return switch (sign) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            default -> String.valueOf(sign);
        };
    }

    private String group() {
        at++;
        String row = row();
        require(at < text.length(), "a formula lacks a closing brace: %s", text);
        at++;
        return row;
    }

    private String command() {
        int from = ++at;
        while (at < text.length() && text.charAt(at) < 128 && Character.isLetter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at);
        return switch (name) {
            case "frac" -> "<mfrac>" + group() + group() + "</mfrac>";
            case "sqrt" -> "<msqrt>" + group() + "</msqrt>";
            case "hat" -> "<mover accent=\"true\">" + group() + "<mo>^</mo></mover>";
            default -> {
                String sign = SIGNS.get(name);
                require(sign != null, "a formula has no \\%s: %s", name, text);
                yield String.valueOf(sign);
            }
        };
    }
}
