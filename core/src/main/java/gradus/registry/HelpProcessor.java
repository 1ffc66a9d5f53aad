package gradus.registry;

import gradus.optimizers.UpdateOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// An annotation processor that extracts the [Help] for concepts from their Javadoc: the first sentence, the rest
/// of the first paragraph, and the `@param` text of each component. A component without `@param` gets the text of
/// the method that it implements, such as `Loss.reduction()`. For concepts of your own, use it with
/// `javac -processor gradus.registry.HelpProcessor`.
@SupportedAnnotationTypes("*")
public final class HelpProcessor extends AbstractProcessor {
    private static final Pattern PARAMETER = Pattern.compile("(?ms)^\\s*@param\\s+(\\w+)\\s+(.*?)(?=^\\s*@|\\z)");
    /// A sentence ends before a space, or before the formula that it introduces.
    private static final Pattern SENTENCE = Pattern.compile("(.+?)(?:\\.(?: |$)|: (?=`)|$)");

    private static final Pattern PUBLIC = Pattern.compile("(?m)^public (?:sealed )?(?:record|interface) ");

    /// Creates a processor.
    public HelpProcessor() {}

    /// Creates the help for all public records in a folder of sources whose classes are on the class path.
    ///
    /// @param arguments the folder of sources and the folder of classes
    /// @throws IOException if a file cannot be read or written
    public static void main(String[] arguments) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> errors = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> sources = Files.walk(Path.of(arguments[0]))) {
            List<Path> records = sources.filter(HelpProcessor::hasText).toList();
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(Path.of(arguments[1])));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    message -> {
                        if (message.getKind() == Diagnostic.Kind.ERROR) {
                            errors.add(message.toString());
                        }
                    },
                    List.of("-proc:only", "--module-path", System.getProperty("java.class.path")),
                    null,
                    files.getJavaFileObjectsFromPaths(records));
            task.setProcessors(List.of(new HelpProcessor()));
            if (!task.call()) {
                throw new IOException("the sources in " + arguments[0] + " have errors:\n" + String.join("\n", errors));
            }
        }
    }

    /// Returns whether a file has a public record or interface. Other sources are not needed, because their classes
    /// exist.
    private static boolean hasText(Path file) {
        try {
            return file.toString().endsWith(".java")
                    && PUBLIC.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement type : ElementFilter.typesIn(round.getRootElements())) {
            if (type.getKind() == ElementKind.RECORD && isConcept(type)) {
                try {
                    write(type);
                } catch (IOException e) {
                    processingEnv.getMessager().printError("cannot write the help: " + e, type);
                }
            }
        }
        return false;
    }

    private boolean isConcept(TypeElement type) {
        return type.getQualifiedName().contentEquals(UpdateOptions.class.getName())
                || Registry.all().stream().anyMatch(registry -> {
                    TypeElement kind = processingEnv
                            .getElementUtils()
                            .getTypeElement(registry.type().getName());
                    return kind != null && processingEnv.getTypeUtils().isSubtype(type.asType(), kind.asType());
                });
    }

    private void write(TypeElement type) throws IOException {
        String comment = comment(type);
        String paragraph = comment.strip().split("\n\\s*\n|\n\\s*@|^@", 2)[0].replaceAll("\\s+", " ");
        Map<String, String> texts = new TreeMap<>();
        String sentence = sentence(paragraph);
        texts.put("sentence", plain(sentence));
        texts.put("details", unlinked(paragraph.substring(Math.min(sentence.length(), paragraph.length()))));
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(comment);
        while (parameter.find()) {
            parameters.put(parameter.group(1), plain(parameter.group(2)));
        }
        for (RecordComponentElement component : type.getRecordComponents()) {
            String name = component.getSimpleName().toString();
            String text = parameters.get(name);
            texts.put("argument." + name, text == null ? inherited(type.asType(), name) : text);
        }
        try (Writer file = processingEnv
                .getFiler()
                .createResource(
                        StandardLocation.CLASS_OUTPUT,
                        "",
                        Help.resource(type.getQualifiedName().toString()),
                        type)
                .openWriter()) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                file.write(text.getKey() + "=" + text.getValue().replace("\\", "\\\\") + "\n");
            }
        }
    }

    /// Returns the first sentence of the method that a component implements.
    private String inherited(TypeMirror type, String method) {
        List<TypeMirror> above = new ArrayList<>(processingEnv.getTypeUtils().directSupertypes(type));
        for (TypeMirror parent : above) {
            Element element = ((DeclaredType) parent).asElement();
            for (ExecutableElement inherited : ElementFilter.methodsIn(element.getEnclosedElements())) {
                if (inherited.getSimpleName().contentEquals(method)
                        && inherited.getParameters().isEmpty()) {
                    return plain(sentence(comment(inherited).strip().replaceAll("\\s+", " ")));
                }
            }
            String text = inherited(parent, method);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private String comment(Element element) {
        String comment = processingEnv.getElementUtils().getDocComment(element);
        return comment == null ? "" : comment;
    }

    /// Returns the first sentence of a paragraph, including its final punctuation.
    private static String sentence(String paragraph) {
        Matcher sentence = SENTENCE.matcher(paragraph);
        return sentence.lookingAt() ? sentence.group() : "";
    }

    /// Returns text without Markdown, and with a full stop in place of a final colon.
    private static String plain(String text) {
        return unlinked(text).replace("`", "").replaceAll(":$", ".");
    }

    /// Returns text without links.
    private static String unlinked(String text) {
        return text.replaceAll("\\[([^]]+)]\\([^)]*\\)", "$1")
                .replaceAll("\\[([A-Z]\\w*)]", "$1")
                .replaceAll("\\[[\\w.]*#(\\w+)(?:\\([^)]*\\))?]", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
