#!/bin/sh
# Makes every golden file anew. Takes a few minutes on two cores.
set -e
cd "$(dirname "$0")"
for family in optimizers made_of_optimizers activations losses layers layer_ranks categories schedules metrics initializers regularizers constraints operations batches curvature; do
    "${PYTHON:-python3}" "$family.py"
done
