/// Data to learn from: tables from CSV files ([gradus.tables]), images from IDX files ([gradus.images]), and the
/// bundled and generated data sets ([gradus.datasets]), all of which end as a [gradus.data.Dataset] of the core.
@org.jspecify.annotations.NullMarked
module gradus.datasets {
    requires transitive gradus.core;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;

    exports gradus.tables;
    exports gradus.images;
    exports gradus.datasets;
}
