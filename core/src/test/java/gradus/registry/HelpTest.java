package gradus.registry;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.optimizers.Adam;
import gradus.optimizers.UpdateOptions;
import org.junit.jupiter.api.Test;

class HelpTest {
    @Test
    void everyConcept_hasASentenceAndSaysWhatItsArgumentsAre() {
        for (Registry<?> registry : Registry.all()) {
            assertThat(registry.entries()).allSatisfy(entry -> {
                Help help = entry.help();
                assertComplete(entry.name(), help);
                assertThat(help.arguments().keySet())
                        .containsExactlyElementsOf(Config.of(entry.record()).keySet());
            });
        }
        assertComplete("UpdateOptions", Help.of(UpdateOptions.class));
    }

    private static void assertComplete(String name, Help help) {
        assertThat(help.sentence()).as(name).endsWith(".").doesNotContain("`", "[[", "](");
        help.arguments()
                .forEach((argument, text) -> assertThat(text)
                        .as("%s.%s must be described by @param, or by the method of its kind", name, argument)
                        .isNotEmpty());
    }

    @Test
    void texts_areThoseOfTheJavadoc() {
        Help help = Help.of(Adam.class);
        assertThat(help.sentence())
                .isEqualTo("Adaptive moments: momentum divided by the root of the mean square, both corrected for their"
                        + " bias towards zero.");
        assertThat(help.details())
                .startsWith("`m ← beta1·m + (1 - beta1)·g`, `v ← ")
                .endsWith("the largest `v` so far.");
        assertThat(help.arguments())
                .containsEntry("beta_1", "the fraction of the mean gradient that each update keeps, in [0, 1)")
                .containsEntry("learning_rate", "the learning rate or its schedule");
    }

    /// Compiled without the processor.
    ///
    /// @param size of nothing
    record Bare(int size) {}

    @Test
    void withoutTheProcessor_allTextsAreEmpty() {
        Help help = Help.of(Bare.class);
        assertThat(help.sentence()).isEmpty();
        assertThat(help.details()).isEmpty();
        assertThat(help.arguments()).containsEntry("size", "");
    }
}
