/// Data for training: tables from CSV files ([gradus.data.tables]), images from IDX files ([gradus.data.images]), and
/// bundled and generated data sets ([gradus.data.datasets]). All of them end as a [gradus.data.Dataset] of the core.
@org.jspecify.annotations.NullMarked
module gradus.data {
    requires transitive gradus.core;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;

    exports gradus.data.tables;
    exports gradus.data.images;
    exports gradus.data.datasets;
}
