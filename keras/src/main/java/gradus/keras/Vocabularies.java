package gradus.keras;

import gradus.layers.Layer;
import gradus.layers.LookupLayer;
import gradus.layers.OutputMode;
import gradus.training.Graph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The vocabularies of lookups, which a `.keras` file keeps as text: `assets/layers/string_lookup/vocabulary.txt`, a
/// token a line, in the group that the layer has in the weight file; weights of tokens are in the weight file. At most
/// 16 MiB each.
final class Vocabularies {
    /// For files without texts beside the model.
    static final Vocabularies NONE = new Vocabularies(null);

    private static final String FOLDER = "assets/";
    private static final String FILE = "/vocabulary.txt";
    private static final int MAX_BYTES = 16 << 20;
    private static final String WEIGHTS = "/vars/idf_weights";

    /// Where Python ends a line.
    private static final String LINE_ENDS = "\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]";

    private final @Nullable Archive archive;

    Vocabularies(@Nullable Archive archive) {
        this.archive = archive;
    }

    static String member(String group) {
        return FOLDER + group + FILE;
    }

    /// Whether a member of an archive is a vocabulary.
    static boolean isVocabulary(String member) {
        return member.startsWith(FOLDER) && member.endsWith(FILE) && member.length() > FOLDER.length() + FILE.length();
    }

    /// The group of the layer whose vocabulary a member is.
    static String group(String member) {
        return member.substring(FOLDER.length(), member.length() - FILE.length());
    }

    /// A vocabulary as text: how many lines, and the first of them.
    static String shown(Archive archive, String member) throws IOException {
        byte[] text = archive.read(member, MAX_BYTES);
        List<String> lines = text == null ? List.of() : lines(text, member);
        int most = Math.min(5, lines.size());
        return lines.size()
                + (lines.size() == 1 ? " token: " : " tokens: ")
                + String.join(", ", lines.subList(0, most))
                + (most < lines.size() ? ", …" : "");
    }

    /// A layer with its vocabulary; itself if it needs none, or if the file has none, since Keras saves layers that
    /// were not adapted.
    Layer complete(Layer layer, String group, String where) throws ModelFileException {
        if (!(layer instanceof LookupLayer lookup) || lookup.vocabularyLines() != null) {
            return layer;
        }
        byte[] text = read(member(group), MAX_BYTES);
        if (text == null) {
            return layer;
        }
        List<String> lines = lines(text, where + ": " + member(group));
        try {
            return lookup.withVocabulary(
                    lines, lookup.outputMode() == OutputMode.TF_IDF ? weights(group, lines.size(), where) : null);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(where + ": " + member(group) + ": " + e.getMessage(), e);
        }
    }

    /// The weight of each token, without those of a vector that is longer than the vocabulary.
    private List<Double> weights(String group, int count, String where) throws ModelFileException {
        byte[] file = read(KerasFormat.WEIGHTS, Integer.MAX_VALUE);
        if (file != null) {
            try (Hdf5Reader weights = new Hdf5Reader(KerasFormat.WEIGHTS, file)) {
                if (weights.has(group + WEIGHTS)) {
                    List<Double> values = new ArrayList<>();
                    for (float weight : weights.readAny(group + WEIGHTS)) {
                        values.add((double) weight);
                    }
                    return values.subList(0, Math.min(count, values.size()));
                }
            }
        }
        throw new ModelFileException(where + ": the file has no " + group + WEIGHTS);
    }

    private byte @Nullable [] read(String name, int limit) throws ModelFileException {
        try {
            return archive == null ? null : archive.read(name, limit);
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelFileException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> lines(byte[] text, String where) throws ModelFileException {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ModelFileException(where + " is not UTF-8", e);
        }
        // Without a limit, split drops empty lines at the end, as Keras does.
        return decoded.isEmpty() ? List.of() : List.of(decoded.split(LINE_ENDS));
    }

    /// Whether a vocabulary comes back from a text; else it is written into the JSON, as Keras does with a vocabulary
    /// that is an argument.
    static boolean isAsset(LookupLayer lookup) {
        List<String> lines = lookup.vocabularyLines();
        return lines != null
                && !lines.getLast().isEmpty()
                && lines.stream().allMatch(line -> line.split(LINE_ENDS, -1).length == 1)
                && lookup.withVocabulary(lines, lookup.weights()).vocabularySize() == lookup.vocabularySize();
    }

    /// Takes a vocabulary out of a layer's config; its length stays.
    static void leaveOut(LookupLayer lookup, ObjectNode config) {
        config.putNull("vocabulary");
        config.putNull("idf_weights");
        config.put("vocabulary_size", lookup.vocabularySize());
    }

    /// The texts of a graph, by the names of their members.
    static Map<String, byte[]> of(Graph graph, LayerGroups groups) {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        for (int layer : groups.order()) {
            if (graph.layers().get(layer).layer() instanceof LookupLayer lookup && isAsset(lookup)) {
                texts.put(member(groups.groups().get(layer)), text(lookup));
            }
        }
        return texts;
    }

    /// A vocabulary as text, a token a line.
    static byte[] text(LookupLayer lookup) {
        List<String> lines = lookup.vocabularyLines();
        return String.join("\n", lines == null ? List.of() : lines).getBytes(StandardCharsets.UTF_8);
    }

    /// Writes the weights of tokens, which Keras expects in the weight file in any case.
    static void writeWeights(Hdf5Writer writer, Graph graph, LayerGroups groups) {
        for (int layer : groups.order()) {
            List<Double> values =
                    graph.layers().get(layer).layer() instanceof LookupLayer lookup ? lookup.weights() : null;
            if (values != null) {
                float[] numbers = new float[values.size()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = values.get(i).floatValue();
                }
                writer.write(groups.groups().get(layer) + "/vars", "idf_weights", numbers);
            }
        }
    }
}
