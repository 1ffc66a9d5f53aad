/// The programs that the documentation shows.
@org.jspecify.annotations.NullMarked
module gradus.examples {
    requires transitive gradus.core;
    requires transitive gradus.data;
    requires transitive dflib;
    requires gradus.experiment;
    requires jdk.httpserver;
    requires transitive tablesaw.core;
    requires static org.jspecify;

    // Core reads records and makes copies of them by reflection: with another learning rate, say.
    exports gradus.examples;

    provides gradus.registry.ConceptProvider with
            gradus.examples.OwnConcepts;
}
