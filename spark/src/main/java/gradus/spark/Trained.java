package gradus.spark;

import java.io.Serializable;
import java.util.Map;

/// What a shard has made of the state in one round.
///
/// @param shard its number
/// @param rows how many it has; its say in the mean
/// @param state the new state; the old one if the shard has no rows
/// @param logs loss and metrics of its epoch
record Trained(int shard, int rows, State state, Map<String, Double> logs) implements Serializable {}
