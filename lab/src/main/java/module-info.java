/// The lab: a page in the browser on which one builds a network, trains it with the real library, and watches it learn.
@org.jspecify.annotations.NullMarked
module gradus.lab {
    requires gradus.core;
    requires gradus.data;
    requires gradus.experiment;
    requires gradus.http;
    requires io.helidon.common.media.type;
    requires io.helidon.http;
    requires io.helidon.http.sse;
    requires io.helidon.webserver;
    requires io.helidon.webserver.sse;
    requires io.nayuki.qrcodegen;
    requires java.logging;
    requires java.management;
    requires tools.jackson.databind;
    requires static org.jspecify;

    exports gradus.lab;

    opens gradus.lab.messages to
            tools.jackson.databind;
}
