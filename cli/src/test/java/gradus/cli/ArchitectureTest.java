package gradus.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import gradus.Sequential;
import gradus.data.tables.Table;
import gradus.experiment.Settings;
import gradus.http.BoundedServer;
import gradus.keras.KerasFormat;
import gradus.lab.Lab;
import gradus.onednn.OneDnnKernels;
import gradus.onnx.OnnxExporter;
import gradus.serve.PredictionServer;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which module may know which: command line → lab, serve → experiment → data → core, and files and kernels → core.
final class ArchitectureTest {
    /// From the places that the modules' own classes come from, so that tests and libraries are not among them.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrls(Stream.of(
                            Sequential.class,
                            Table.class,
                            Settings.class,
                            KerasFormat.class,
                            BoundedServer.class,
                            Lab.class,
                            PredictionServer.class,
                            OneDnnKernels.class,
                            OnnxExporter.class,
                            Main.class)
                    .map(ArchitectureTest::place)
                    .toList());

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /// The place of the module that a class is from.
    private static String module(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().toString();
        return file.substring(0, file.length() - type.getName().length() - ".class".length());
    }

    private static void knowsOnly(Class<?> module, Class<?>... others) {
        List<String> allowed = Stream.concat(Stream.of(module), Stream.of(others))
                .map(type -> module(CLASSES.get(type)))
                .toList();
        assertThat(CLASSES.stream()
                        .filter(type -> module(type).equals(allowed.getFirst()))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency ->
                                CLASSES.contain(dependency.getTargetClass().getName())
                                        && !allowed.contains(module(dependency.getTargetClass())))
                        .map(Object::toString))
                .isEmpty();
    }

    @Test
    void everyModule_isThere() {
        assertThat(CLASSES.stream().map(ArchitectureTest::module).distinct()).hasSize(10);
    }

    @Test
    void core_knowsNoOtherModule() {
        knowsOnly(Sequential.class);
    }

    @Test
    void dataFilesAndKernels_knowCoreOnly() {
        for (Class<?> module :
                List.of(Table.class, KerasFormat.class, OnnxExporter.class, OneDnnKernels.class, BoundedServer.class)) {
            knowsOnly(module, Sequential.class);
        }
    }

    @Test
    void experimentAndServers_knowWhatIsBelowThem() {
        knowsOnly(Settings.class, Table.class, Sequential.class);
        for (Class<?> server : List.of(Lab.class, PredictionServer.class)) {
            knowsOnly(server, BoundedServer.class, Settings.class, Table.class, Sequential.class);
        }
    }

    @Test
    void nobody_knowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("gradus.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gradus.cli..")
                .check(CLASSES);
    }

    /// Whoever else listens would be outside of what [ServersTest] tries.
    @Test
    void theBoundedServer_isTheOnlyServer() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(BoundedServer.class)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io.helidon.webserver.WebServer|com.sun.net.httpserver.HttpServer")
                .orShould()
                .callMethod(ServerSocket.class, "accept")
                .orShould()
                .callMethod(ServerSocketChannel.class, "accept")
                .check(CLASSES);
    }

    @Test
    void packages_haveNoCircles() {
        for (String packages :
                List.of("gradus.data.(**)", "gradus.experiment.(**)", "gradus.lab.(*)..", "gradus.serve.(*)..")) {
            slices().matching(packages).should().beFreeOfCycles().check(CLASSES);
        }
    }
}
