package gradus.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gradus.regularizers.L2;
import gradus.regularizers.Regularizer;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RegistryTest {
    /// A registry of its own, so that other tests do not see what is registered here.
    private final Registry<Regularizer> registry =
            new Registry<>(Regularizer.class, "regularizer", "keras.regularizers").keras("L2", new L2());

    /// A regularizer of a user.
    ///
    /// @param amount of nothing
    record OwnDecay(double amount) implements Regularizer {
        @Override
        public double penalty(float[] values, int from, int to) {
            return 0;
        }

        @Override
        public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {}
    }

    @Test
    void everyKind_isThatOfItsConcepts() {
        for (Registry<?> registry : Registry.all()) {
            assertThat(registry.entries()).as(registry.kind()).isNotEmpty().allSatisfy(entry -> {
                assertThat(Registry.of(entry.type())).isSameAs(registry);
                assertThat(registry.get(entry.name())).isSameAs(entry);
                assertThat(registry.get(entry.registeredName())).isSameAs(entry);
                assertThat(registry.get(entry.notation())).isSameAs(entry);
                assertThat(entry.title()).doesNotContain("_");
            });
        }
        assertThat(Registry.of(String.class)).isNull();
    }

    @Test
    void titlesAndNotation_areSpelledAsOneWritesThem() {
        assertThat(Registry.OPTIMIZERS.entries().stream().map(Registry.Entry::title))
                .contains("SGD", "RMSprop", "Adam", "AdamW", "Nesterov momentum");
        assertThat(Registry.OPTIMIZERS.get("rm_sprop").notation()).isEqualTo("rmsprop");
        assertThat(Registry.LOSSES.get("kld").title()).isEqualTo("KL divergence");
        assertThat(Registry.LOSSES.get("mse").title()).isEqualTo("Mean squared error");
        assertThat(Registry.ACTIVATIONS.get("relu6").title()).isEqualTo("ReLU6");
        assertThat(Registry.ACTIVATIONS.get("leaky_relu").title()).isEqualTo("Leaky ReLU");
        assertThat(Registry.LAYERS.get("p_re_lu").notation()).isEqualTo("prelu");
        assertThat(Registry.LAYERS.get("RMSNormalization").title()).isEqualTo("RMS normalization");
        assertThat(Registry.REGULARIZERS.get("l1_l2").notation()).isEqualTo("l1l2");
    }

    @Test
    void aRegisteredConcept_isFoundByItsNames() {
        registry.register("acme", new OwnDecay(1), "decay");
        Registry.Entry<Regularizer> entry = registry.get("own_decay");
        assertThat(entry.registeredName()).isEqualTo("acme>OwnDecay");
        assertThat(entry.module()).isNull();
        assertThat(registry.get("acme>OwnDecay")).isEqualTo(entry);
        assertThat(registry.get("Decay")).isEqualTo(entry);
        assertThat(registry.of(new OwnDecay(2))).isEqualTo(entry);
        assertThat(registry.find("other>OwnDecay")).isNull();
        assertThat(registry.entries()).last().isEqualTo(entry);
    }

    @Test
    void aRegisteredConcept_isWrittenAndReadInNotation() {
        registry.register("acme", new OwnDecay(1));
        Regularizer decay = Notation.parse(registry, "own_decay(amount=3)");
        assertThat(decay).isEqualTo(new OwnDecay(3));
        assertThat(Notation.write(registry, decay)).isEqualTo("own_decay(amount=3)");
    }

    @Test
    void registeringAnEqualConceptAgain_doesNothing() {
        registry.register("acme", new OwnDecay(1));
        registry.register("acme", new OwnDecay(1));
        assertThat(registry.entries()).hasSize(2);
    }

    @Test
    void aNameThatIsTaken_isRefused_andNothingIsRegistered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register("acme", new OwnDecay(1), "l2"))
                .withMessage("acme>OwnDecay cannot be registered as regularizer \"l2\":"
                        + " the name is taken by gradus>L2 (gradus.regularizers.L2)");
        assertThat(registry.find("own_decay")).isNull();
        registry.register("acme", new OwnDecay(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register("other", new OwnDecay(1)))
                .withMessageContaining("the name is taken by acme>OwnDecay");
    }

    @Test
    void whatIsNotARecord_orHasABadOwner_isRefused() {
        Regularizer plain = new Regularizer() {
            @Override
            public double penalty(float[] values, int from, int to) {
                return 0;
            }

            @Override
            public void addGradient(float[] values, float[] gradients, int from, int to, float scale) {}
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register("acme", plain))
                .withMessageContaining("a regularizer must be a record to be registered, got gradus.registry.Registry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register("a>b", new OwnDecay(1)))
                .withMessageContaining("got \"a>b\"");
    }

    @Test
    void anUnknownName_saysHowToRegisterOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registry.CONSTRAINTS.get("acme>Box"))
                .withMessageStartingWith("no constraint is named \"acme>Box\"; there are MaxNorm, ")
                .withMessageEndingWith("see gradus.registry.ConceptProvider");
    }

    @Test
    void manyThreads_mayRegisterAndLookUp() throws Exception {
        Callable<Regularizer> task = () -> {
            registry.register("acme", new OwnDecay(1));
            return registry.get("own_decay").prototype();
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Regularizer> found : threads.invokeAll(Collections.nCopies(40, task))) {
                assertThat(found.get()).isEqualTo(new OwnDecay(1));
            }
        }
        assertThat(registry.entries()).hasSize(2);
    }
}
