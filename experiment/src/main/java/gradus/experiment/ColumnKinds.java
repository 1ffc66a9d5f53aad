package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.tables.ColumnKind;
import gradus.data.tables.NameList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Kinds of columns as text: `zip=category,size=ordinal(S<M<L)`.
final class ColumnKinds {
    private ColumnKinds() {}

    static Values<Map<String, ColumnKind>> values() {
        return new Values<>(ColumnKinds::parse, ColumnKinds::text, false, true);
    }

    private static Map<String, ColumnKind> parse(String name, String text) {
        Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        for (String part : NameList.split(text)) {
            int equals = part.indexOf('=');
            require(equals > 0, "%s must be a column and its kind, as in zip=category, got \"%s\"", name, part);
            kinds.put(part.substring(0, equals).strip(), ColumnKind.of(part.substring(equals + 1)));
        }
        return kinds;
    }

    private static String text(Map<String, ColumnKind> kinds) {
        return kinds.entrySet().stream()
                .map(kind -> NameList.item(kind.getKey() + "=" + kind.getValue()))
                .collect(Collectors.joining(","));
    }
}
