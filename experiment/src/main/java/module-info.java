/// A run from data to a judged model, as a value: what the command line and the lab start, and comparisons repeat.
@org.jspecify.annotations.NullMarked
module gradus.experiment {
    requires transitive gradus.core;
    requires transitive gradus.datasets;
    requires static transitive org.jspecify;
    requires org.apache.commons.statistics.distribution;
    requires tools.jackson.databind;

    exports gradus.claims;
    exports gradus.comparisons;
    exports gradus.experiments;
    exports gradus.workloads;
    exports gradus.reports;
    exports gradus.search;
    exports gradus.statistics;
}
