package gradus.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;

/// DJL on PyTorch: its `Trainer` and `ArrayDataset`, the loop written out as `EasyTrain` has it.
final class Djl implements Training {
    private final Model model;
    private final Trainer trainer;
    private final ArrayDataset dataset;
    private Iterator<Batch> batches = Collections.emptyIterator();

    private Djl(Workload workload, int threads) {
        // Read when the engine starts. DJL has no other way.
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        model = Model.newInstance(workload.name(), "PyTorch");
        model.setBlock(network(workload));
        trainer = model.newTrainer(new DefaultTrainingConfig(
                        workload.oneUnit() ? Loss.sigmoidBinaryCrossEntropyLoss() : Loss.softmaxCrossEntropyLoss())
                .optOptimizer(optimizer(workload)));
        trainer.initialize(new Shape(workload.batchSize(), workload.inputs()));
        dataset = dataset(workload, model.getNDManager());
    }

    public static void main(String[] arguments) {
        new Peer("djl", Djl::new).run(arguments);
    }

    private static Block network(Workload workload) {
        SequentialBlock chain = new SequentialBlock();
        for (int units : workload.hidden()) {
            chain.add(Linear.builder().setUnits(units).build());
            if (workload.normalizeAndDrop()) {
                chain.add(BatchNorm.builder()
                        .optEpsilon(Workload.NORMALIZATION_EPSILON)
                        .optMomentum(Workload.NORMALIZATION_MOMENTUM)
                        .build());
            }
            chain.add(workload.tanh() ? Activation.tanhBlock() : Activation.reluBlock());
            if (workload.normalizeAndDrop()) {
                chain.add(Dropout.builder().optRate(Workload.DROP_RATE).build());
            }
        }
        return chain.add(Linear.builder().setUnits(workload.outputs()).build());
    }

    private static Optimizer optimizer(Workload workload) {
        Tracker rate = Tracker.fixed(workload.learningRate());
        return workload.adam()
                ? Optimizer.adam().optLearningRateTracker(rate).build()
                : Optimizer.sgd().setLearningRateTracker(rate).build();
    }

    private static ArrayDataset dataset(Workload workload, NDManager manager) {
        int[] classes = workload.classes();
        NDArray targets;
        if (workload.oneUnit()) {
            float[] column = new float[classes.length];
            for (int row = 0; row < column.length; row++) {
                column[row] = classes[row];
            }
            targets = manager.create(column, new Shape(column.length, 1));
        } else {
            long[] column = new long[classes.length];
            for (int row = 0; row < column.length; row++) {
                column[row] = classes[row];
            }
            targets = manager.create(column);
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(workload.values(), new Shape(workload.rows(), workload.inputs())))
                .optLabels(targets)
                .setSampling(workload.batchSize(), true, true)
                .build();
    }

    @Override
    public double step() {
        if (!batches.hasNext()) {
            batches = epoch();
        }
        try (Batch batch = batches.next()) {
            NDArray loss;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList outputs = trainer.forward(batch.getData(), batch.getLabels());
                loss = trainer.getLoss().evaluate(batch.getLabels(), outputs);
                collector.backward(loss);
            }
            trainer.step();
            return loss.getFloat();
        }
    }

    private Iterator<Batch> epoch() {
        try {
            return trainer.iterateDataset(dataset).iterator();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (TranslateException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
