"""models/: files that attack whoever loads them, and models/index.tsv: file, and what its error must say.

Run with h5py and numpy. Every file is made from a good one, a Dense(2) on 3 inputs, by one change. Paths and addresses
in them lead to nothing. Nothing here is random: the files are the same each time.
"""

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import h5py
import numpy as np

OUT = Path(__file__).resolve().parent / "models"
OUT.mkdir(exist_ok=True)
for old in OUT.iterdir():
    old.unlink()
KERNEL, BIAS = np.arange(6, dtype="float32").reshape(3, 2), np.zeros(2, "float32")
INDEX = []


def entry(name, expected):
    assert "\t" not in expected
    INDEX.append(f"{name}\t{expected}")
    return OUT / name


# ---- HDF5


def h5(fill, libver=None):
    memory = io.BytesIO()
    with h5py.File(memory, "w", libver=libver) as file:
        fill(file)
    return memory.getvalue()


def weights(kernel=None, more=None, libver=None):
    def fill(file):
        group = file.create_group("layers/dense/vars")
        group["1"] = BIAS
        if kernel is None:
            group["0"] = KERNEL
        else:
            kernel(group)
        if more is not None:
            more(file)

    return h5(fill, libver)


GOOD = weights()


def virtual(group):
    layout = h5py.VirtualLayout((3, 2), "float32")
    layout[:] = h5py.VirtualSource("secret.h5", "x", (3, 2))
    group.create_virtual_dataset("0", layout)


def many_cycles(file):
    for i in range(8):
        file[f"up{i}"] = file["layers"]
        file[f"layers/up{i}"] = file["/"]


WEIGHTS = {
    "external_link": (lambda g: g.__setitem__("0", h5py.ExternalLink("secret.h5", "/x")), None, "links are not followed"),
    "soft_link": (lambda g: g.__setitem__("0", h5py.SoftLink("/layers/dense/vars/1")), None, "links are not followed"),
    "dangling_link": (lambda g: g.__setitem__("0", h5py.SoftLink("/nowhere")), None, "links are not followed"),
    "external_storage": (
        lambda g: g.create_dataset("0", (3, 2), "float32", external=[("secret.bin", 0, 24)]),
        None,
        "External Data Files",
    ),
    "virtual": (virtual, None, "cannot be read"),
    "shape_bomb": (lambda g: g.create_dataset("0", (1 << 30, 1 << 30), "float32", chunks=(1, 1)), None, "is stored in chunks"),
    "unused_shape_bomb": (None, lambda f: f.create_dataset("optimizer/vars/0", (1 << 40,), "float32", chunks=(1,)), ""),
    "compressed_bomb": (
        lambda g: g.create_dataset("0", data=np.zeros((1 << 20, 8), "float32"), compression="gzip", chunks=(1 << 16, 8)),
        None,
        "is stored in chunks",
    ),
    "cycle": (None, lambda f: f["layers"].__setitem__("up", f["/"]), "nested more than 32 levels"),
    "many_cycles": (None, many_cycles, "nested more than 32 levels"),
    "deep_groups": (None, lambda f: f.create_group("/".join("g" * 60)), "nested more than 32 levels"),
    "text_for_numbers": (lambda g: g.create_dataset("0", data=np.full((3, 2), b"x")), None, "must be numbers"),
    "compound": (
        lambda g: g.create_dataset("0", data=np.zeros((3, 2), [("a", "f4"), ("b", "f4")])),
        None,
        "must be numbers",
    ),
    "transposed": (lambda g: g.create_dataset("0", data=KERNEL.T), None, "must have shape [3, 2], got [2, 3]"),
    "missing": (lambda g: None, None, 'layer "dense" needs 2 parameters'),
    "group_for_dataset": (lambda g: g.create_group("0"), None, 'layer "dense" needs 2 parameters'),
}
for name, (kernel, more, expected) in WEIGHTS.items():
    if expected:
        entry(f"{name}.weights.h5", expected).write_bytes(
            weights(kernel, more, "latest" if name == "virtual" else None)
        )
entry("empty.weights.h5", "it is not an HDF5 file").write_bytes(b"")
entry("signature_only.weights.h5", "it is not an HDF5 file").write_bytes(GOOD[:8])
entry("truncated.weights.h5", "").write_bytes(GOOD[: len(GOOD) // 2])
INDEX[-1] += "the file"
entry("zeroed_header.weights.h5", "the file").write_bytes(GOOD[:8] + bytes(88) + GOOD[96:])

# ---- .keras

INPUT = {"class_name": "InputLayer", "config": {"batch_shape": [None, 3], "name": "x"}}
DENSE = {"class_name": "Dense", "config": {"name": "dense", "units": 2}}


def model(*layers, **more):
    return {"class_name": "Sequential", "config": {"name": "m", "layers": list(layers)}, **more}


def archive(members, method=zipfile.ZIP_STORED):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as zip_file:
        for name, content in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            zip_file.writestr(info, content)
    return memory.getvalue()


def text(config):
    return config if isinstance(config, str) else json.dumps(config)


def keras(name, config, expected, weights_file=GOOD):
    content = archive([("config.json", text(config)), ("model.weights.h5", weights_file)])
    entry(f"{name}.keras", expected).write_bytes(content)


def layer(class_name, module="keras.layers", name="evil", **config):
    return {"module": module, "class_name": class_name, "config": {"name": name, **config}}


NO_LAYER = 'layer "evil": no layer is named '
keras("lambda", model(INPUT, layer("Lambda", function={"class_name": "__lambda__", "config": {"code": "4wEAAAA="}})), NO_LAYER + '"Lambda"')
keras("custom_module", model(INPUT, layer("Popen", "subprocess", args="id")), NO_LAYER + '"Popen"')
keras("java_class", model(INPUT, layer("java.lang.ProcessBuilder", "java.lang")), NO_LAYER + '"java.lang.ProcessBuilder"')
keras("own_java_class", model(INPUT, layer("gradus.keras.Archive")), NO_LAYER + '"gradus.keras.Archive"')
keras(
    "function_by_name",
    model(INPUT, {"module": "os", "class_name": "function", "config": "system", "registered_name": "system"}),
    'no layer is named "function"',
)
keras(
    "activation_function",
    model(INPUT, layer("Dense", units=2, activation={"module": "os", "class_name": "function", "config": "system"})),
    'no activation is named "system"',
)
keras(
    "gadget_get_file",
    model(INPUT, layer("Dense", units=2, kernel_initializer={"module": "keras.utils", "class_name": "get_file", "config": {}})),
    'no initializer is named "get_file"',
)
keras(
    "unsafe_switch",
    model(
        INPUT,
        layer("Dense", units=2, bias_initializer={"module": "keras.config", "class_name": "function", "config": "enable_unsafe_deserialization"}),
    ),
    'no initializer is named "enable_unsafe_deserialization"',
)
keras("unsafe_switch_as_model", {"module": "keras.config", "class_name": "enable_unsafe_deserialization", "config": {}}, "only Sequential and Functional")
keras("torch_module", model(INPUT, layer("TorchModuleWrapper", module="keras.layers", name="evil") | {"config": {"name": "evil", "module": "gASV"}}), NO_LAYER + '"TorchModuleWrapper"')
keras("string_lookup_path", model(INPUT, layer("StringLookup", vocabulary="/etc/passwd")), "files outside of the model are not read")
keras("string_lookup_url", model(INPUT, layer("StringLookup", vocabulary="http://127.0.0.1:9/x")), "files outside of the model are not read")
keras("saved_model_layer", model(INPUT, layer("TFSMLayer", filepath="/tmp/evil")), NO_LAYER + '"TFSMLayer"')
keras("layer_name_leads_up", model(INPUT, layer("Dense", name="../../evil", units=2)), 'a layer name must have 1 to 1000 characters and no "/"')
keras("input_name_leads_up", model({"class_name": "InputLayer", "config": {"batch_shape": [None, 3], "name": "../x"}}, DENSE), 'a layer name must have 1 to 1000 characters and no "/"')
keras("block_name_leads_up", model(INPUT, {**model(INPUT, DENSE), "config": {**model(INPUT, DENSE)["config"], "name": "../m"}}), 'a layer name must have 1 to 1000 characters and no "/"')
keras("huge_name", model(INPUT, layer("Dense", name="n" * 60_000, units=2)), "a layer name must have 1 to 1000 characters")
keras("huge_class_name", model(INPUT, layer("C" * 60_000)), "no layer is named")
keras("control_characters", model(INPUT, layer("\x1b[2J\r\n")), 'no layer is named "?[2J??"')
keras("control_characters_in_name", model(INPUT, layer("Dense", name="\x1b[2Jx", units=2)), 'no "/" or control characters, got "?[2Jx"')
keras("units_bomb", model(INPUT, layer("Dense", units=500_000_000)), "bytes of parameters, the weights file has")
keras("input_bomb", model({"class_name": "InputLayer", "config": {"batch_shape": [None, 2_000_000_000]}}, DENSE), "Shape must have at most")
keras("shape_overflow", model({"class_name": "InputLayer", "config": {"batch_shape": [None, 65536, 65536]}}, layer("Flatten"), DENSE), "")
INDEX[-1] += "shape_overflow.keras"
keras("negative_units", model(INPUT, layer("Dense", units=-2)), "Dense.units must be at least 1")
keras("wrong_type", model(INPUT, layer("Dense", units={"a": [1]})), "units must be a whole number")
keras("units_as_text", model(INPUT, layer("Dense", units="2")), "units must be a whole number")
keras("layers_are_text", {"class_name": "Sequential", "config": {"layers": "abc"}}, "the model has no layers")
keras("many_layers", model(INPUT, *[{"class_name": "Dense", "config": {"units": 1}}] * 5000), "more than 4096 layers")
nest = model(INPUT, DENSE)
for _ in range(20):
    nest = model(INPUT, {**nest, "config": {**nest["config"], "name": "n"}})
keras("deep_models", nest, "nested")
keras("deep_json", "[" * 100_000 + "]" * 100_000, "Document nesting depth")
keras("deep_objects", '{"a":' * 200 + "1" + "}" * 200, "Document nesting depth")
keras("duplicate_key", '{"class_name":"Sequential","class_name":"Functional","config":{}}', "Duplicate Object property")
keras("huge_number", '{"class_name":' + "9" * 100_000 + "}", "Number value length")
keras("huge_exponent", text(model(INPUT, layer("Dense", units=2))).replace('"units": 2', '"units": 1e999999999'), "units must be a whole number")
keras("not_json", "import os", "is not JSON")
keras("python_pickle", "\x80\x04\x95", "is not JSON")
tensor = lambda name: {"class_name": "__keras_tensor__", "config": {"shape": [None, 2], "dtype": "float32", "keras_history": [name, 0, 0]}}
node = lambda name: [{"args": [tensor(name)], "kwargs": {}}]
graph = lambda layers, ends: {"class_name": "Functional", "config": {"name": "f", "layers": layers, "input_layers": [["x", 0, 0]], "output_layers": ends}}
keras(
    "cyclic_graph",
    graph([{**INPUT, "name": "x", "inbound_nodes": []}, {**layer("Dense", name="a", units=2), "inbound_nodes": node("b")}, {**layer("Dense", name="b", units=2), "inbound_nodes": node("a")}], [["b", 0, 0]]),
    "the graph has a cycle",
)
keras(
    "self_reference",
    graph([{**INPUT, "name": "x", "inbound_nodes": []}, {**layer("Dense", name="a", units=2), "inbound_nodes": node("a")}], [["a", 0, 0]]),
    "the graph has a cycle",
)
keras(
    "call_by_keyword",
    graph([{**INPUT, "name": "x", "inbound_nodes": []}, {**layer("Dense", name="a", units=2), "inbound_nodes": [{"args": [tensor("x")], "kwargs": {"path": "/etc/passwd"}}]}], [["a", 0, 0]]),
    "which Gradus cannot do",
)
keras("loss_by_module", model(INPUT, DENSE, compile_config={"loss": {"module": "os", "class_name": "function", "config": "system"}}), 'no loss is named "system"')
keras("optimizer_by_module", model(INPUT, DENSE, compile_config={"loss": "mse", "optimizer": {"module": "os", "class_name": "Popen", "config": {}}}), 'no optimizer is named "Popen"')
keras("metric_by_module", model(INPUT, DENSE, compile_config={"loss": "mse", "metrics": [{"module": "os", "class_name": "Popen", "config": {}}]}), 'no metric is named "Popen"')
keras("external_weights", model(INPUT, DENSE), "links are not followed", weights(WEIGHTS["external_link"][0]))
keras("weights_are_pickle", model(INPUT, DENSE), "it is not an HDF5 file", b"\x80\x04\x95" * 100)

# ---- zip archives

CONFIG = text(model(INPUT, DENSE))
MEMBERS = [("config.json", CONFIG), ("model.weights.h5", GOOD)]


def zipped(name, content, expected):
    entry(f"{name}.keras", expected).write_bytes(content)


ELSEWHERE = "a member has a name that leads elsewhere"
zipped("zip_slip", archive([*MEMBERS, ("../../evil.txt", "x")]), ELSEWHERE)
zipped("zip_slip_absolute", archive([*MEMBERS, ("/tmp/evil.txt", "x")]), ELSEWHERE)
zipped("zip_slip_windows", archive([*MEMBERS, ("..\\evil.txt", "x")]), ELSEWHERE)
zipped("zip_slip_drive", archive([*MEMBERS, ("C:evil.txt", "x")]), ELSEWHERE)
zipped("zip_slip_middle", archive([*MEMBERS, ("assets/../../evil.txt", "x")]), ELSEWHERE)
zipped("zip_bomb", archive([("config.json", b" " * (32 << 20)), MEMBERS[1]], zipfile.ZIP_DEFLATED), "member config.json says it has")
zipped("zip_bomb_weights", archive([MEMBERS[0], ("model.weights.h5", bytes(48 << 20))], zipfile.ZIP_DEFLATED), "as a zip bomb does")
import warnings

warnings.simplefilter("ignore")
zipped("duplicate_members", archive([*MEMBERS, ("config.json", CONFIG)]), "two members are named config.json")
zipped("many_members", archive([*MEMBERS, *[(f"assets/{i}", "x") for i in range(1100)]]), "at most 1024 members")
zipped("long_member_name", archive([*MEMBERS, ("n" * 1000, "x")]), "a member's name has 1000 bytes")
zipped("bzip2", archive(MEMBERS, zipfile.ZIP_BZIP2), "compressed by an unknown method")
good = archive(MEMBERS)
zipped("truncated_archive", good[: len(good) // 2], "it is not a zip archive")
zipped("no_archive", b"PK\x03\x04" + bytes(100), "it is not a zip archive")
flipped = bytearray(good)
flipped[good.index(b"Dense")] ^= 1
zipped("flipped_bit", bytes(flipped), "does not match its CRC-32")
lying = bytearray(archive(MEMBERS, zipfile.ZIP_DEFLATED))
central = lying.index(b"PK\x01\x02")
struct.pack_into("<I", lying, central + 24, 10)
zipped("size_understated", bytes(lying), "is longer than it says")
struct.pack_into("<I", lying, central + 24, 900_000)
zipped("size_overstated", bytes(lying), "ends early")
encrypted = bytearray(good)
encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
zipped("encrypted", bytes(encrypted), "is encrypted")
offset = bytearray(good)
struct.pack_into("<I", offset, offset.index(b"PK\x01\x02") + 42, 1 << 31)
zipped("offset_outside", bytes(offset), "it ends early")

# ---- whole models in .h5


def legacy(name, config, expected, layer_names=("dense",), weight_names=("kernel:0", "bias:0"), more=None):
    def fill(file):
        if config is not None:
            file.attrs["model_config"] = config if isinstance(config, (bytes, str)) else json.dumps(config)
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [n.encode() for n in layer_names]
        dense = group.create_group("dense")
        dense["kernel:0"], dense["bias:0"] = KERNEL, BIAS
        dense.attrs["weight_names"] = [n.encode() for n in weight_names]
        if more is not None:
            more(file)

    entry(f"{name}.h5", expected).write_bytes(h5(fill))


def replace(path, value):
    def more(file):
        del file[path]
        file[path] = value

    return more


legacy("legacy_lambda", model(INPUT, layer("Lambda", function=["4wEAAAA=", None, None])), NO_LAYER + '"Lambda"')
legacy("legacy_custom_class", model(INPUT, layer("os.system")), NO_LAYER + '"os.system"')
legacy("legacy_deep_json", "[" * 50_000, "Document nesting depth")
legacy("legacy_units_bomb", model(INPUT, layer("Dense", units=400_000_000)), "bytes of parameters, the weights file has")
legacy("legacy_names_lead_up", model(INPUT, DENSE), "the group /model_weights/../../layers must have", ("../../layers",))
legacy("legacy_weights_elsewhere", model(INPUT, DENSE), "there is no /model_weights/dense/../../secret", ("dense",), ("../../secret", "bias:0"))
legacy("legacy_external_link", model(INPUT, DENSE), "links are not followed", more=replace("model_weights/dense/kernel:0", h5py.ExternalLink("secret.h5", "/x")))
legacy("legacy_shape", model(INPUT, DENSE), "must have shape [3, 2], got [2, 3]", more=replace("model_weights/dense/kernel:0", KERNEL.T))
legacy("legacy_no_config", None, "it holds no model")
legacy("legacy_config_is_number", model(INPUT, DENSE), "must be text", more=lambda f: f.attrs.__setitem__("model_config", 7))
legacy("legacy_config_is_list", model(INPUT, DENSE), "must be one text", more=lambda f: f.attrs.__setitem__("model_config", [b"a", b"b"]))
legacy("legacy_too_few", model(INPUT, DENSE, layer("Dense", name="d2", units=2)), "it has 2 layers with weights, the file has 1")

# ---- safetensors


def safetensors(name, header, expected, data=bytes(32), length=None):
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    content = struct.pack("<Q", len(raw) if length is None else length) + raw + data
    entry(f"{name}.safetensors", expected).write_bytes(content)


META = {"__metadata__": {"config": CONFIG}}
K = lambda begin=0, end=24, shape=(3, 2), dtype="F32": {"dtype": dtype, "shape": list(shape), "data_offsets": [begin, end]}
B = lambda begin=24, end=32, shape=(2,), dtype="F32": K(begin, end, shape, dtype)
both = lambda k, b: {**META, "dense/kernel": k, "dense/bias": b}
safetensors("overlap", both(K(), B(16, 24)), "it overlaps another", bytes(24))
safetensors("same_bytes", both(K(shape=(2, 2), end=16), B(0, 16, (4,))), "it overlaps another", bytes(16))
safetensors("hole", both(K(), B(32, 40)), "there is a hole", bytes(40))
safetensors("late_start", both(K(8, 32), B(32, 40)), "there is a hole", bytes(40))
safetensors("trailing_bytes", both(K(), B()), "the tensors have 32 bytes, the file has 40", bytes(40))
safetensors("past_the_end", both(K(), B(24, 1 << 40, (1 << 38,))), "")
INDEX[-1] += "must have"
safetensors("shape_product_overflow", both(K(shape=(1 << 62, 4), end=0), B()), "a shape too large to be true")
safetensors("negative_offsets", both(K(-8, 16), B()), "must be whole numbers from 0")
safetensors("huge_offsets", both(K(end=10**30), B()), "must be whole numbers from 0")
safetensors("header_length_huge", META, "the header says it has", length=2**63)
safetensors("header_length_100_mb", META, "the file ends early", length=99_999_999)
safetensors("header_length_over_limit", META, "the header says it has 100000001 bytes", length=100_000_001)
safetensors("duplicate_tensor", b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', "Duplicate Object property", bytes(4))
safetensors("metadata_not_text", {"__metadata__": {"config": {"a": 1}}}, "the metadata must have a text", b"")
safetensors("header_no_object", b"[1]", "the header must start with {", b"")
safetensors("header_deep", b'{"a":' * 50_000, "Document nesting depth", b"")
safetensors("unknown_type", both(K(dtype="PICKLE"), B()), "is of an unknown type")
safetensors("lambda_config", {"__metadata__": {"config": text(model(INPUT, layer("Lambda")))}}, NO_LAYER + '"Lambda"', b"")

(OUT / "index.tsv").write_text("\n".join(INDEX) + "\n")
print(len(INDEX), "files,", sum(f.stat().st_size for f in OUT.iterdir()) // 1024, "kB")
