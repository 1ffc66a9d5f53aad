package gradus.examples;

import gradus.data.Shape;
import gradus.initializers.Ones;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Layer;
import gradus.layers.ParameterSpec;
import gradus.layers.Pass;
import java.util.List;

/// A layer of one's own, with weights: `y = x·gate`, one number for each input, which shows what the network listens
/// to.
public record Gate() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return inputs.getFirst();
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of(ParameterSpec.trainable("gate", inputs.getFirst(), new Ones()));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding);
    }

    private record Bound(Binding binding) implements BoundLayer {
        @Override
        public void forward(Pass pass) {
            int width = binding.inputSize();
            for (int row = 0; row < pass.rows(); row++) {
                for (int i = 0; i < width; i++) {
                    binding.output()[row * width + i] =
                            binding.input()[row * width + i] * binding.parameters()[binding.offset(0) + i];
                }
            }
        }

        @Override
        public void backward(Pass pass) {
            int width = binding.inputSize();
            float[] wanted = binding.inputGradient();
            for (int i = 0; i < width; i++) {
                float sum = 0;
                for (int row = 0; row < pass.rows(); row++) {
                    sum += binding.outputGradient()[row * width + i] * binding.input()[row * width + i];
                }
                float before = binding.accumulate() ? binding.parameterGradients()[binding.offset(0) + i] : 0;
                binding.parameterGradients()[binding.offset(0) + i] = before + sum;
            }
            if (wanted != null) {
                for (int row = 0; row < pass.rows(); row++) {
                    for (int i = 0; i < width; i++) {
                        wanted[row * width + i] =
                                binding.outputGradient()[row * width + i] * binding.parameters()[binding.offset(0) + i];
                    }
                }
            }
        }
    }
}
