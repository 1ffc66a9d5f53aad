package gradus.data.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The order of categories: by number if all are numbers, else by their letters; the same in every country.
final class Categories {
    private Categories() {}

    /// The order of names.
    static List<String> inOrder(Iterable<String> names) {
        List<String> sorted = new ArrayList<>();
        boolean numbers = true;
        for (String name : names) {
            sorted.add(name);
            numbers &= Numbers.isNumber(name, '.');
        }
        Comparator<String> byLetters = Comparator.naturalOrder();
        sorted.sort(
                numbers
                        ? Comparator.<String>comparingDouble(name -> Numbers.parse(name, '.'))
                                .thenComparing(byLetters)
                        : byLetters);
        return sorted;
    }

    /// A column whose codes follow the order of the names.
    ///
    /// @param found the code of each name as they were met
    /// @param codes of the rows, -1 where missing; changed in place
    static CategoryColumn sorted(String name, Map<String, Integer> found, int[] codes) {
        List<String> sorted = inOrder(found.keySet());
        int[] place = new int[sorted.size()];
        for (int i = 0; i < place.length; i++) {
            place[found.getOrDefault(sorted.get(i), 0)] = i;
        }
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] >= 0) {
                codes[row] = place[codes[row]];
            }
        }
        return new CategoryColumn(name, sorted, codes);
    }
}
