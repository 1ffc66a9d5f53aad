package gradus.lab.formulas;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;

/// A formula as Javadoc has it, `w ← w - learningRate·m / (√v + epsilon)`, in the words of TeX that [Formula] reads.
/// Products and quotients are taken from left to right; a quotient becomes a fraction. Arguments get the letters of
/// the books, `beta1` becomes `β_1`. What is no formula, such as code, or has words in it, is not read.
public final class PlainFormula {
    private static final Map<String, String> LETTERS =
            Map.of("learningRate", "η", "epsilon", "ε", "beta", "β", "rho", "ρ");
    private static final String SIGNS = "+-,=←<>≤≥";

    private final String text;
    private int at;

    private PlainFormula(String text) {
        this.text = text;
    }

    /// The formulas among the code of a text, each with its MathML.
    ///
    /// @param text with code in backticks
    public static Map<String, String> in(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        String[] parts = text.split("`", -1);
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].contains("←") || parts[i].contains(" = ")) {
                try {
                    found.put(parts[i], Formula.inline(tex(parts[i])));
                } catch (NotAFormula e) {
                    // It stays code.
                }
            }
        }
        return found;
    }

    /// In the words of TeX.
    static String tex(String text) throws NotAFormula {
        PlainFormula formula = new PlainFormula(text.strip());
        String row = formula.row();
        if (formula.at < formula.text.length()) {
            throw new NotAFormula();
        }
        return row;
    }

    static final class NotAFormula extends Exception {
        private static final long serialVersionUID = 1;
    }

    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        if (next() != c || c == 0) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpaces() {
        while (next() == ' ') {
            at++;
        }
    }

    /// Signs, and products between them.
    private String row() throws NotAFormula {
        StringBuilder row = new StringBuilder();
        boolean afterProduct = false;
        for (skipSpaces(); (at < text.length() && ")|‖".indexOf(next()) < 0) || !afterProduct; skipSpaces()) {
            char c = next();
            if (c != 0 && SIGNS.indexOf(c) >= 0) {
                at++;
                row.append(c == '-' ? '−' : c).append(' ');
                afterProduct = false;
            } else if (afterProduct) {
                throw new NotAFormula();
            } else {
                row.append(product()).append(' ');
                afterProduct = true;
            }
        }
        return row.toString().strip();
    }

    private String product() throws NotAFormula {
        String product = factor();
        while (true) {
            int before = at;
            skipSpaces();
            if (take('/')) {
                skipSpaces();
                product = "\\frac{" + bare(product) + "}{" + bare(factor()) + "}";
            } else if (take('·')) {
                product += " · " + factor();
            } else {
                at = before;
                return product;
            }
        }
    }

    /// Without the parentheses around all of it, which a fraction bar or a root replaces.
    private static String bare(String factor) {
        if (!factor.startsWith("( ")) {
            return factor;
        }
        int open = 0;
        for (int i = 0; i < factor.length(); i++) {
            char c = factor.charAt(i);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open == 0) {
                return i == factor.length() - 1 ? factor.substring(1, i).strip() : factor;
            }
        }
        return factor;
    }

    private String factor() throws NotAFormula {
        if (take('√')) {
            return "\\sqrt{" + bare(factor()) + "}";
        }
        if (take('∇')) {
            return "∇ " + factor();
        }
        return primary() + scripts();
    }

    private String primary() throws NotAFormula {
        char c = next();
        if (take('(')) {
            return "( " + upTo(')') + " )";
        }
        if (take('|')) {
            return "| " + upTo('|') + " |";
        }
        if (take('‖')) {
            return "‖ " + upTo('‖') + " ‖";
        }
        if (take('…')) {
            return "…";
        }
        if (take('½')) {
            return "\\frac{1}{2}";
        }
        int from = at;
        while (Character.isDigit(next()) || (next() == '.' && at > from)) {
            at++;
        }
        if (at > from) {
            return text.substring(from, at);
        }
        while (isLetter(next())) {
            at++;
        }
        int end = at;
        while (end > from && Character.isDigit(next())) {
            at++;
        }
        if (end == from || isLetter(next())) {
            throw new NotAFormula();
        }
        String name = text.substring(from, end);
        String letter = LETTERS.getOrDefault(name, name) + (at > end ? "_{" + text.substring(end, at) + "}" : "");
        return c != 0 && take('(') ? letter + " ( " + upTo(')') + " )" : letter;
    }

    private String upTo(char end) throws NotAFormula {
        String row = row();
        if (!take(end)) {
            throw new NotAFormula();
        }
        return row;
    }

    /// What stands below and above, in characters of their own: `μₜ₊₁`, `n'ᵖ`.
    private String scripts() {
        int from = at;
        while (isBelow(next())) {
            at++;
        }
        int middle = at;
        while (next() == '\'' || isAbove(next())) {
            at++;
        }
        return script('_', text.substring(from, middle)) + script('^', text.substring(middle, at));
    }

    private static String script(char sign, String small) {
        return small.isEmpty()
                ? ""
                : sign + "{" + Normalizer.normalize(small, Normalizer.Form.NFKC).replace('\'', '′') + "}";
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) && !isBelow(c) && !isAbove(c);
    }

    private static boolean isBelow(char c) {
        return (c >= 'ₐ' - 16 && c <= 'ₜ') || (c >= 'ᵢ' && c <= 'ᵪ');
    }

    private static boolean isAbove(char c) {
        return !isBelow(c)
                && (Character.getType(c) == Character.MODIFIER_LETTER || ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻".indexOf(c) >= 0 && c != 0));
    }
}
