package gradus.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gradus.data.tables.DataException;
import gradus.experiment.Prediction;
import gradus.experiment.TablePredictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/// A service of one's own around a model that `./gradus train` saved, without the prediction server: the same lines go
/// into a controller of Spring or a resource of Quarkus. It answers `GET /price?area=120&town=Aldbrook&…`.
public final class PriceService {
    private PriceService() {}

    /// Serves until the process ends.
    ///
    /// @param arguments the model's file, and the port; 8080 if there is none
    public static void main(String[] arguments) {
        try {
            HttpServer server =
                    start(Path.of(arguments[0]), arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8080);
            System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/price");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpServer start(Path model, int port) throws IOException {
        // [docs]
        TablePredictor houses = TablePredictor.load(model); // any number of threads may use it
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/price", exchange -> {
            try {
                TablePredictor.Row row = houses.row();
                query(exchange).forEach(row::set); // raw values: "120", "Aldbrook"
                Prediction price = row.predict();
                answer(exchange, 200, price.value() + "\n");
            } catch (DataException e) { // says which column is unknown, or lacks its value
                answer(exchange, 400, e.getMessage() + "\n");
            }
        });
        // [docs]
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String part : (query == null ? "" : query).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
