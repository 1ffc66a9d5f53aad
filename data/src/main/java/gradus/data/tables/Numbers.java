package gradus.data.tables;

/// Numbers as text, the same in every country: `-12.5e3`, and nothing that only Java takes for one (`1f`, `0x10`).
final class Numbers {
    private Numbers() {}

    /// Whether a text is an optional sign, digits with at most one decimal mark, and an optional exponent.
    static boolean isNumber(String text, char decimal) {
        int i = skipSign(text, 0);
        int whole = skipDigits(text, i);
        int digits = whole - i;
        i = whole;
        if (i < text.length() && text.charAt(i) == decimal) {
            int end = skipDigits(text, i + 1);
            digits += end - i - 1;
            i = end;
        }
        if (digits == 0) {
            return false;
        }
        if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
            int start = skipSign(text, i + 1);
            i = skipDigits(text, start);
            if (i == start) {
                return false;
            }
        }
        return i == text.length();
    }

    /// The value of a text that [#isNumber]; infinite if no 32-bit float is as large.
    static double parse(String text, char decimal) {
        double value = Double.parseDouble(decimal == '.' ? text : text.replace(decimal, '.'));
        return Math.abs(value) <= Float.MAX_VALUE ? value : Double.POSITIVE_INFINITY;
    }

    /// The shortest text that reads back as the value, or as its float if it is one: `3`, `0.1`.
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        float single = (float) value;
        return single == value ? Float.toString(single) : Double.toString(value);
    }

    private static int skipSign(String text, int i) {
        return i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+') ? i + 1 : i;
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
