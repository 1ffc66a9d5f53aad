#!/bin/sh
# Draws models of what came after dense chains, moves them through the command line and back, and prints a table of what
# agrees: concepts.sh FOLDER [COUNT]. Needs Python with keras, safetensors and tensorflow (PYTHON; PYTHONPATH for another
# version of Keras), and a command that starts Gradus (GRADUS, ./gradus if it is not set).
set -eu
if [ $# -lt 1 ]; then
    echo "concepts.sh FOLDER [COUNT]: give a folder for the models" >&2
    exit 2
fi
export KERAS_BACKEND="${KERAS_BACKEND:-tensorflow}" TF_CPP_MIN_LOG_LEVEL=3
here=$(cd "$(dirname "$0")" && pwd)
"${PYTHON:-python3}" "$here/concepts.py" "$1" "${2:-60}"
"${PYTHON:-python3}" "$here/command_line.py" "$1"
