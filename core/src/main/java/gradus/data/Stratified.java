package gradus.data;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Selects rows such that every class keeps its proportion.
final class Stratified {
    private Stratified() {}

    /// Marks the rows to hold out: the first ones in `order` of each class, in its proportion of `held`, rounded by
    /// largest remainders so that the total is exact.
    static boolean[] choose(Rows labels, int[] order, int held) {
        float[] label = new float[labels.width()];
        Map<String, Integer> sizes = new TreeMap<>();
        Map<String, String> names = new HashMap<>();
        String[] classOf = new String[order.length];
        for (int row : order) {
            labels.copy(row, label, 0);
            String name = java.util.Arrays.toString(label);
            classOf[row] = names.computeIfAbsent(name, same -> same); // one object for each class, not for each row
            sizes.merge(classOf[row], 1, Integer::sum);
        }
        Map<String, Integer> quota = new TreeMap<>();
        int given = 0;
        for (Map.Entry<String, Integer> entry : sizes.entrySet()) {
            int share = (int) ((long) entry.getValue() * held / order.length);
            quota.put(entry.getKey(), share);
            given += share;
        }
        var byRemainder = sizes.entrySet().stream()
                .sorted(java.util.Comparator.comparingLong(
                                (Map.Entry<String, Integer> entry) -> -((long) entry.getValue() * held % order.length))
                        .thenComparing(Map.Entry::getKey))
                .toList();
        for (int i = 0; given < held; i++, given++) {
            quota.merge(byRemainder.get(i).getKey(), 1, Integer::sum);
        }
        boolean[] chosen = new boolean[order.length];
        for (int row : order) {
            int left = quota.getOrDefault(classOf[row], 0);
            if (left > 0) {
                chosen[row] = true;
                quota.put(classOf[row], left - 1);
            }
        }
        return chosen;
    }
}
