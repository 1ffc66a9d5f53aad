"""tensorboard.events: the bytes that TensorBoard's own writer makes of some events.

events.py           writes the file
events.py FOLDER    prints what TensorBoard finds in the event files of a folder
"""

import sys
from pathlib import Path

from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto import event_pb2, graph_pb2, summary_pb2
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

HERE = Path(__file__).resolve().parent


def summary(step, **value):
    return event_pb2.Event(wall_time=1.5, step=step, summary=summary_pb2.Summary(value=[summary_pb2.Summary.Value(**value)]))


def session(tag, **content):
    data = plugin_data_pb2.HParamsPluginData(**content)
    plugin = summary_pb2.SummaryMetadata.PluginData(plugin_name="hparams", content=data.SerializeToString())
    return summary(0, tag=tag, metadata=summary_pb2.SummaryMetadata(plugin_data=plugin))


def events():
    yield event_pb2.Event(wall_time=1.5, file_version="brain.Event:2")
    yield summary(0, tag="epoch_loss", simple_value=0.25)
    yield summary(300, tag="epoch_größe", simple_value=0.0)
    limits = [-1 + (i + 1) * (4 / 30) for i in range(29)] + [3.0]
    counts = [0.0] * 30
    counts[0], counts[7], counts[29] = 1.0, 2.0, 1.0
    histogram = summary_pb2.HistogramProto(min=-1, max=3, num=4, sum=2, sum_squares=10, bucket_limit=limits, bucket=counts)
    yield summary(2, tag="dense/kernel/histogram", histo=histogram)
    node = [
        graph_pb2.GraphDef().node.add(name="input", op="Input"),
        graph_pb2.GraphDef().node.add(name="dense", op="Dense", input=["input"]),
    ]
    yield event_pb2.Event(wall_time=1.5, graph_def=graph_pb2.GraphDef(node=node).SerializeToString())
    for name, value in {"rate": 0.125, "optimizer": "adam", "shuffle": True}.items():
        start = plugin_data_pb2.SessionStartInfo(start_time_secs=1.5)
        for kind, field in [(bool, "bool_value"), (float, "number_value"), (str, "string_value")]:
            if type(value) is kind:
                setattr(start.hparams[name], field, value)
        yield session("_hparams_/session_start_info", session_start_info=start)
    yield session("_hparams_/session_end_info", session_end_info=plugin_data_pb2.SessionEndInfo(status=1, end_time_secs=1.5))


def show(folder):
    for part in sorted(Path(folder).iterdir()):
        found = event_accumulator.EventAccumulator(str(part), size_guidance=dict.fromkeys(["scalars", "histograms"], 0)).Reload()
        tags = found.Tags()
        for tag in tags["scalars"]:
            print(part.name, tag, [(event.step, event.value) for event in found.Scalars(tag)])
        for tag in tags["histograms"]:
            values = [event.histogram_value for event in found.Histograms(tag)]
            print(part.name, tag, len(values), values[-1].num, values[-1].min, values[-1].max, sum(values[-1].bucket))
        if tags["graph"]:
            print(part.name, "graph", [(node.name, node.op, list(node.input)) for node in found.Graph().node])
        print(part.name, "hparams", sorted(found.SummaryMetadata(tag).plugin_data.plugin_name for tag in found.PluginTagToContent("hparams")) if "_hparams_/session_start_info" in found.summary_metadata else [])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        show(sys.argv[1])
    else:
        with (HERE / "tensorboard.events").open("wb") as file:
            writer = RecordWriter(file)
            for event in events():
                writer.write(event.SerializeToString())
