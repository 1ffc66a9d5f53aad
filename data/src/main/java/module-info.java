/// Data for training: tables from CSV files ([gradus.data.tables]) and databases ([gradus.data.sql]), images from IDX
/// files ([gradus.data.images]), and bundled and generated data sets ([gradus.data.datasets]). All of them end as a
/// [gradus.data.Dataset] of the core.
@org.jspecify.annotations.NullMarked
module gradus.data {
    requires transitive gradus.core;
    requires transitive java.sql;
    requires static org.jspecify;
    requires de.siegmar.fastcsv;

    uses gradus.data.tables.TableFormat;

    provides gradus.data.tables.TableFormat with
            gradus.data.sql.SqlFormat;

    exports gradus.data.sql;
    exports gradus.data.tables;
    exports gradus.data.images;
    exports gradus.data.datasets;
}
