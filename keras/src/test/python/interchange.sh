#!/bin/sh
# Moves generated models from Keras to Gradus and back, and compares: interchange.sh FOLDER [COUNT]
# Needs Python with keras and torch or jax (KERAS_BACKEND), and module keras compiled with its tests.
set -e
folder=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
module=$(cd "$here/../../.." && pwd)
python=${PYTHON:-python3}
"$python" "$here/interchange.py" make "$folder" "${2:-120}"
cd "$module"
mvn -q -o dependency:build-classpath -Dmdep.outputFile="$folder/class-path" -Dmdep.includeScope=test
java --add-modules jdk.incubator.vector \
    -cp "target/test-classes:target/classes:../core/target/classes:$(cat "$folder/class-path")" \
    gradus.keras.Interchange "$folder"
"$python" "$here/interchange.py" check "$folder"
