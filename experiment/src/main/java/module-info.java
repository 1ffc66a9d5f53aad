/// A run from data to a judged model, as a value: what the command line and the lab start, and comparisons repeat.
@org.jspecify.annotations.NullMarked
module gradus.experiment {
    requires transitive gradus.core;
    requires transitive gradus.data;
    requires static transitive org.jspecify;
    requires org.apache.commons.statistics.distribution;
    requires java.management;
    requires tools.jackson.databind;

    uses gradus.experiment.comparisons.Place;

    exports gradus.experiment.answers;
    exports gradus.experiment.claims;
    exports gradus.experiment.comparisons;
    exports gradus.experiment;
    exports gradus.experiment.workloads;
    exports gradus.experiment.effects;
    exports gradus.experiment.explanations;
    exports gradus.experiment.reports;
    exports gradus.experiment.nets;
    exports gradus.experiment.search;
    exports gradus.experiment.statistics;
}
