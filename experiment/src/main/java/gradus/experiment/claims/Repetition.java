package gradus.experiment.claims;

import static gradus.internal.Require.require;

import java.util.ArrayList;
import java.util.List;

/// What came of a claim with each of several disjoint sets of seeds. A verdict that chance decided rarely comes twice.
///
/// @param findings one for each set, at least one
public record Repetition(List<Finding> findings) {
    /// Copies the list.
    public Repetition {
        findings = List.copyOf(findings);
        require(!findings.isEmpty(), "a verdict needs at least one set of seeds, got none");
    }

    /// Judges claims with each set of seeds by itself.
    ///
    /// @param claims the claims
    /// @param sets what each set of seeds measured
    /// @return one for each claim
    static List<Repetition> of(List<Claim> claims, List<Measurements> sets) {
        List<List<Finding>> found =
                sets.stream().map(set -> Finding.of(claims, set)).toList();
        List<Repetition> repetitions = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            int claim = i;
            repetitions.add(
                    new Repetition(found.stream().map(set -> set.get(claim)).toList()));
        }
        return repetitions;
    }

    /// {@return what was said}
    public Claim claim() {
        return findings.getFirst().claim();
    }

    /// {@return the verdict that all sets have. Of a difference that is large enough with some of them only, that it
    /// is smaller; else that the sets differ}
    public Reproduction verdict() {
        return findings.stream().map(Finding::verdict).reduce(Reproduction::and).orElseThrow();
    }
}
