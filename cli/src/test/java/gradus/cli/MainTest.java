package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void help_namesEveryCommand() {
        Ran ran = Ran.of("--help");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("train", "evaluate", "predict", "summary", "datasets", "generate-completion")
                .contains("gradus train digits");
    }

    @Test
    void nothing_isWrongUse() {
        Ran ran = Ran.of();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("command").contains("gradus --help");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void version_saysWhatComputes() {
        Ran ran = Ran.of("--version");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("gradus 0.1.0", "kernels", "threads", "java");
        assertThat(Ran.of("train", "--version").out()).isEqualTo(ran.out());
    }

    @Test
    void completion_isAScriptForBash() {
        Ran ran = Ran.of("generate-completion");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("#!/usr/bin/env bash").contains("--optimizer", "serve");
    }

    @Test
    void datasets_areListedWithTheirSizes() {
        Ran ran = Ran.of("datasets");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern("digits +1,797 +64 +classification")
                .contains("spiral: two spirals");
    }

    /// Whatever is wrong, there is one sentence that says it, and no trace.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        trian digits                       | 2 | there is no command "trian"; did you mean train?
        train                              | 2 | Missing required parameter: 'DATA'
        train iris --epoch 3               | 2 | there is no option --epoch; did you mean --epochs?
        train iris wine                    | 2 | "wine" is unexpected
        train iris --seed abc              | 2 | --seed must be a whole number, got "abc"
        train iris --epochs 0              | 2 | --epochs must be at least 1, got 0
        train iris --threads 0             | 2 | --threads must be at least 1, got 0
        train iris --patience -1           | 2 | --patience must be at least 0, got -1
        train iris --batch 0               | 2 | --batch must be a number of rows from 1, or all, got "0"
        train iris --test 1                | 2 | --test must be a file, or a share in [0, 1), got 1
        train iris --task foo              | 2 | --task must be one of regression, binary, multiclass, multilabel
        train iris --head foo              | 2 | --head must be auto or none, got "foo"
        train iris --head none             | 2 | without a head, the layers must be given, the last one among them
        train iris --layers dens(8)        | 2 | no layer is named "dens"
        train iris --layers dense(8        | 2 | "dense(8" is missing a )
        train iris --layers dense(-1)      | 2 | Dense.units must be at least 1, got -1
        train iris --optimizer adam(lr=1)  | 2 | adam has no argument "lr"; it has learning_rate
        train iris --loss foo              | 2 | no loss is named "foo"
        train iris --loss mse --quiet      | 2 | MeanSquaredError with 3 outputs expects rows of 3
        train iris --schedule foo          | 2 | no schedule is named "foo"
        train iris --init foo              | 2 | no initializer is named "foo"
        train iris --bins 5                | 2 | bins are for a regression
        train diabetes --bins 1            | 2 | --bins must be at least 2, got 1
        train iris --class-weight foo      | 2 | --class-weight must be balanced, or weights by label as in
        train iris --class-weight setosa=x | 2 | the weight of class setosa must be a number, got "x"
        train iris --charset foo           | 2 | --charset must be an encoding, such as UTF-8
        train iris --missing foo           | 2 | --missing must be one of error, drop, mean, indicator, got "foo"
        train iris --from none.keras       | 1 | there is no file none.keras
        train iris --target nosuch         | 1 | iris has no column "nosuch". Its columns are
        train iris --drop nosuch           | 1 | iris has no column "nosuch"
        train digit                        | 1 | no data set is named "digit"; did you mean "digits"?
        train nosuch.csv                   | 1 | cannot read nosuch.csv: the file does not exist
        train spiral(noise=-1)             | 1 | spiral: noise must be from 0 to 10, got -1
        train iris --validation nofile.csv | 1 | cannot read nofile.csv: the file does not exist
        train iris --optimizer sgd(1e30) --quiet | 1 | the loss became NaN in epoch 1, batch 2; the first layer
        evaluate none.keras iris           | 1 | there is no file none.keras
        predict iris                       | 2 | Missing required parameter: 'DATA'
        summary pom.xml                    | 2 | pom.xml must end in .keras
        """)
    void badInput_isOneSentence(String line, int code, String sentence) {
        Ran ran = Ran.of((Object[]) line.split(" "));
        assertThat(ran.err()).startsWith("gradus: ").contains(sentence).doesNotContain("\tat ");
        assertThat(ran.err().lines().filter(text -> !text.startsWith("See: "))).hasSize(1);
        assertThat(ran.code()).isEqualTo(code);
    }

    @Test
    void debug_showsTheTrace() {
        Ran ran = Ran.of("train", "nosuch.csv", "--debug");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("DataException").contains("\tat gradus.");
    }

    @Test
    void aFileThatCannotBeUsed_isSaidWithItsLine() throws Exception {
        Path file = folder.resolve("my table.csv");
        Files.writeString(file, "a,b,y\n1,2,x\n2,3\n");
        assertThat(Ran.of("train", file, "--target", "y").err()).contains("line 3 has 2");
        Files.writeString(file, "");
        assertThat(Ran.of("train", file, "--target", "y").err()).endsWith("is empty\n");
        Files.writeString(file, "\n\n  \n\n");
        assertThat(Ran.of("train", file, "--target", "y").err()).endsWith("is empty\n");
        Files.writeString(file, "a,y\n1,x\n2,x\n3,x\n");
        assertThat(Ran.of("train", file, "--target", "y").err()).contains("has the one class \"x\" only");
        assertThat(Ran.of("train", file).err()).contains("Name it with --target. The columns are a, y");
    }

    @Test
    void anOutputThatCannotBeWritten_isSaidBeforeTraining() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Ran ran = Ran.of("train", "iris", "--out", file);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("is a file but must be a folder");
        assertThat(ran.out()).isEmpty();
    }
}
