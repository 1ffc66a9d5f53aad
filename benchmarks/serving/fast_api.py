"""What one writes in an afternoon: FastAPI around ONNX Runtime, with JSON, and raw floats. One process, as one core is
for the server; uvicorn with uvloop and httptools."""

import sys

import numpy
import onnxruntime
import uvicorn
from fastapi import FastAPI, Request, Response
from pydantic import BaseModel

app = FastAPI()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
folder = sys.argv[1]
sessions = {name: onnxruntime.InferenceSession(f"{folder}/{name}.onnx", options) for name in ("playground", "tabular", "wide")}


class Rows(BaseModel):
    instances: list[list[float]]


def run(name, rows):
    session = sessions[name]
    return session.run(None, {session.get_inputs()[0].name: rows})[0]


@app.post("/v1/models/{name}:predict")
def predict(name: str, rows: Rows):
    return {"predictions": run(name, numpy.array(rows.instances, numpy.float32)).tolist()}


@app.post("/raw/{name}")
async def raw(name: str, request: Request):
    row = numpy.frombuffer(await request.body(), numpy.float32)[None]
    return Response(run(name, row).tobytes(), media_type="application/octet-stream")


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error", access_log=False)
