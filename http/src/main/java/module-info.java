/// A server that strangers cannot freeze, and the rules of access that the servers of this project share.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules that use it are compiled later
module gradus.http {
    requires gradus.core;
    requires io.helidon.common.concurrency.limits;
    requires io.helidon.common.tls;
    requires io.helidon.common.configurable;
    requires io.helidon.common.pki;
    requires transitive io.helidon.common.socket;
    requires transitive io.helidon.http;
    requires transitive io.helidon.webserver;
    requires java.logging;
    requires static org.jspecify;

    exports gradus.http to
            gradus.lab,
            gradus.serve;
}
