/// Tables from Parquet files, found by [java.util.ServiceLoader].
@org.jspecify.annotations.NullMarked
module gradus.parquet {
    requires transitive gradus.data;
    requires static transitive org.jspecify;
    requires dev.hardwood.core;
    // What Hardwood decompresses with: an automatic module cannot say so itself.
    requires com.github.luben.zstd_jni;
    requires org.xerial.snappy;
    requires java.logging;

    exports gradus.parquet;

    provides gradus.data.tables.TableFormat with
            gradus.parquet.ParquetFormat;
}
