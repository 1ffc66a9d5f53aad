/// The programs that the documentation shows.
@org.jspecify.annotations.NullMarked
module gradus.examples {
    requires transitive gradus.core;
    requires gradus.data;
    requires static org.jspecify;

    // Core makes copies of records by reflection: with another learning rate, say.
    exports gradus.examples;
}
