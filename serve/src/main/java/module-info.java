/// The prediction server: trained networks answer over HTTP, in the protocols that clients already speak.
@org.jspecify.annotations.NullMarked
module gradus.serve {
    requires de.siegmar.fastcsv;
    requires gradus.core;
    requires gradus.data;
    requires gradus.experiment;
    requires gradus.http;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.prometheus.metrics.core;
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports gradus.serve;

    opens gradus.serve.protocols to
            tools.jackson.databind;
}
