#!/bin/sh
# Moves generated models from Keras to Gradus and back, in every file format, and compares: interchange.sh FOLDER [COUNT]
# Needs Python with keras, safetensors, and torch or jax (PYTHON, KERAS_BACKEND), Maven, and a JDK 25 (JAVA_HOME).
set -eu
if [ $# -lt 1 ]; then
    echo "interchange.sh FOLDER [COUNT]: give a folder for the models" >&2
    exit 2
fi
folder=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
python=${PYTHON:-python3}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
rm -f "$folder"/m*.keras "$folder"/m*.json "$folder"/m*.h5 "$folder"/m*.safetensors
"$python" "$here/interchange.py" make "$folder" "${2:-120}"
(cd "$root" && mvn -q -pl keras -am -DskipTests -Dspotless.check.skip test-compile dependency:build-classpath \
    -Dmdep.outputFile="$folder/class-path" -Dmdep.includeScope=test)
# Gradus may differ, too: what Keras then finds is worth knowing all the same.
status=0
"$java" --add-modules jdk.incubator.vector -cp "$root/keras/target/test-classes:$root/keras/target/classes:$(cat "$folder/class-path")" \
    gradus.keras.Interchange "$folder" || status=1
"$python" "$here/interchange.py" check "$folder" || status=1
exit $status
