package gradus.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The document of the server is one that others understand: OpenAPI Generator finds it valid and makes a client from
/// it, which asks the server. The generator is a jar that the build puts in its place, with what its clients need.
final class OpenApiClientTest {
    private static final Path GENERATOR =
            Path.of("target/tools/openapi-generator-cli.jar").toAbsolutePath();
    /// What generated code is marked with; of its jar nothing else is needed.
    private static final String GENERATED = """
            package javax.annotation;

            public @interface Generated {
                String value();
                String comments();
            }
            """;
    private static final String PROGRAM = """
            import java.math.BigDecimal;
            import java.util.List;
            import org.openapitools.client.ApiClient;
            import org.openapitools.client.ApiException;
            import org.openapitools.client.api.DefaultApi;
            import org.openapitools.client.model.*;

            public class Program {
                public static void main(String[] arguments) throws Exception {
                    ApiClient client = new ApiClient();
                    client.updateBaseUri(arguments[0]);
                    DefaultApi server = new DefaultApi(client);
                    HousesRow house = new HousesRow().area(new BigDecimal(120)).town("Ghent").rooms(new BigDecimal(3));
                    System.out.println(server.predictHouses(List.of(house), null, null, null)
                            .getPredictions().get(0).getValue());
                    KindsRow kind = new KindsRow().x(new BigDecimal("0.9")).when("2024-03-11");
                    System.out.println(server.predictKinds(List.of(kind), 1, null)
                            .getPredictions().get(0).getLabel());
                    SumsRow sum = new SumsRow().inputLayer(List.of(BigDecimal.ONE, BigDecimal.TWO, BigDecimal.TEN));
                    System.out.println(server.predictSums(List.of(sum)).getPredictions().get(0).getOutputs().getDense());
                    try {
                        server.predictSums(List.of(sum.inputLayer(List.of(BigDecimal.ONE))));
                    } catch (ApiException e) {
                        System.out.println(e.getCode());
                    }
                }
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private String java(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void aGeneratedClient_asksTheServer() throws Exception {
        Served served = Served.shared();
        Path document = Files.writeString(
                folder.resolve("openapi.json"), served.get("/openapi.json").text());
        Path client = folder.resolve("client");
        // It ends with a failure if the document is not valid.
        java(
                "-jar",
                GENERATOR,
                "generate",
                "-g",
                "java",
                "--library",
                "native",
                "-i",
                document,
                "-o",
                client,
                "--additional-properties=openApiNullable=false,hideGenerationTimestamp=true");

        List<String> compile = new ArrayList<>(List.of(
                "-nowarn", "-proc:none", "-d", folder.resolve("classes").toString(), "-cp", GENERATOR.toString()));
        compile.add(Files.writeString(folder.resolve("Program.java"), PROGRAM).toString());
        compile.add(
                Files.writeString(folder.resolve("Generated.java"), GENERATED).toString());
        try (Stream<Path> files = Files.walk(client.resolve("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> compile.add(file.toString()));
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, compile.toArray(String[]::new)))
                .isZero();

        String[] answers = java(
                        "-cp",
                        folder.resolve("classes") + System.getProperty("path.separator") + GENERATOR,
                        "Program",
                        served.server.address())
                .lines()
                .toArray(String[]::new);
        var house = served.post("/models/houses/predict", "{\"area\":120,\"town\":\"Ghent\",\"rooms\":3}")
                .json();
        var kind = served.post("/models/kinds/predict", "{\"x\":0.9,\"when\":\"2024-03-11\"}")
                .json();
        assertThat(Double.parseDouble(answers[0]))
                .isEqualTo(house.at("/predictions/0/value").asDouble());
        assertThat(answers[1]).isEqualTo(kind.at("/predictions/0/label").asString());
        assertThat(answers[2]).isEqualTo("[11.5, 11.5]");
        assertThat(answers[3]).isEqualTo("400");
    }
}
