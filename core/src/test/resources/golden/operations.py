"""operations.json: forward and backward of every operation of keras.ops that graphs may have."""

from common import grid, jax, keras, np, plain, use_float64, write

use_float64()
jnp = jax.numpy
rng = np.random.default_rng(8)
ROWS, COLUMNS = 5, 4

POSITIVE = {"Sqrt", "Rsqrt", "Log", "Log2", "Log10", "Reciprocal"}
SMALL = {"Arcsin", "Arccos"}
UNARY = """Negative Absolute Square Sqrt Rsqrt Reciprocal Expm1 Log Log1p Log2 Log10 Sin Cos Tan Arcsin Arccos Arctan Sinh
Cosh Erf Sign Floor Ceil Trunc Isnan Isinf Isfinite LogicalNot StopGradient""".split()
BINARY = """Add Subtract Multiply TrueDivide FloorDivide Mod Maximum Minimum Arctan2 Logaddexp Greater GreaterEqual Less
LessEqual Equal NotEqual LogicalAnd LogicalOr LogicalXor""".split()


def inputs(shape=(ROWS, COLUMNS), scale=1.5):
    """Odd multiples of 1/256: on no corner such as 0, 1/2 or 1."""
    return grid(rng, shape, scale) + 1 / 256


def operation(name, arguments):
    for module in (keras.src.ops.numpy, keras.src.ops.math, keras.src.ops.core):
        if hasattr(module, name):
            return getattr(module, name)(**arguments)
    raise KeyError(name)


def case(title, name, x, constants=None, **arguments):
    """`x` is a list of inputs; `constants` are operands by their names, at their places among the inputs."""
    constants = constants or {}
    op = operation(name, arguments)
    operands = {"Where": ["condition", "x1", "x2"]}.get(name, ["x1", "x2"])

    def compute(x):
        if name in ("Concatenate", "Stack"):
            y = op.call(x)
        elif name == "GetItem":
            y = op.call(x[0], constants["key"][0])
        elif constants:
            rest = iter(x)
            y = op.call(*(jnp.asarray(constants[o]) if o in constants else next(rest) for o in operands))
        else:
            y = op.call(*x)
        return jnp.asarray(y, "float64")

    x = [jnp.asarray(value) for value in x]
    y = compute(x)
    dy = grid(rng, y.shape)
    dx = jax.grad(lambda x: jnp.sum(compute(x) * dy))(x)
    config = {"class_name": name, **arguments}
    config |= {key: value[1] if key == "key" else plain(np.asarray(value)) for key, value in constants.items()}
    return {"name": title, "config": config, "inputs": x, "y": y, "dy": dy, "dx": dx}


def unary_cases():
    for name in UNARY:
        x = inputs(scale=0.25 if name in SMALL else 1.5)
        x = np.abs(x) + 0.25 if name in POSITIVE else np.abs(x) if name == "Log1p" else x
        yield case(name, name, [x])
    yield case("Sin/large", "Sin", [inputs(scale=1000)])
    yield case("Cos/large", "Cos", [inputs(scale=1000)])
    yield case("LogicalNot/some", "LogicalNot", [np.array([[1.0, 0, 0.5], [0, 0, -2]])])
    yield case("Clip", "Clip", [inputs()], x_min=-0.5, x_max=1.0)
    yield case("Round", "Round", [inputs()])
    yield case("Round/decimals", "Round", [inputs()], decimals=1)
    yield case("Round/halves", "Round", [np.array([[0.5, 1.5, 2.5], [-0.5, -1.5, -2.5]])])
    for dtype in ["int32", "bool", "float32"]:
        yield case(f"Cast/{dtype}", "Cast", [inputs(scale=3)], dtype=dtype)


def binary_cases():
    for name in BINARY:
        # Each on a grid of its own, so that there are no ties.
        a, b = inputs(), inputs() + 1 / 1024
        b = np.where(np.abs(b) < 0.25, b + 0.5, b)
        yield case(name, name, [a, b])
        yield case(f"{name}/constant", name, [a], {"x2": 0.75})
        yield case(f"{name}/constant_first", name, [b], {"x1": 1.5})
    equal = [np.array([[1.0, 2, 0]]), np.array([[1.0, 3, 0]])]
    for name in ["Equal", "NotEqual", "GreaterEqual", "LogicalAnd", "LogicalOr", "LogicalXor"]:
        yield case(f"{name}/some", name, equal)
    yield case("Power", "Power", [np.abs(inputs()) + 0.25, inputs()])
    yield case("Power/square", "Power", [inputs()], {"x2": 2})
    yield case("Power/cube", "Power", [inputs()], {"x2": 3})
    yield case("Power/root", "Power", [np.abs(inputs())], {"x2": 0.5})
    yield case("Power/negative", "Power", [inputs()], {"x2": -1})
    yield case("Power/constant_first", "Power", [inputs()], {"x1": 2})
    yield case("Multiply/vector", "Multiply", [inputs()], {"x2": grid(rng, (COLUMNS,))})
    yield case("Subtract/row", "Subtract", [inputs()], {"x1": grid(rng, (1, COLUMNS))})
    yield case("Add/matrix", "Add", [inputs((2, 3, 4))], {"x2": grid(rng, (3, 1))})
    yield case("Multiply/gate", "Multiply", [inputs(), inputs((ROWS, 1))])
    yield case("TrueDivide/gate", "TrueDivide", [inputs((ROWS, 1)), np.abs(inputs()) + 0.25])
    yield case("Add/both", "Add", [inputs((2, 3, 1)), inputs((2, 1, 4))])
    yield case("Maximum/both", "Maximum", [inputs((2, 3, 1)), inputs((2, 1, 4)) + 1 / 1024])
    condition = (inputs() > 0).astype("float64")
    yield case("Where", "Where", [condition, inputs(), inputs()])
    yield case("Where/constant", "Where", [condition, inputs()], {"x2": 0.5})
    yield case("Where/constants", "Where", [condition], {"x1": 1.0, "x2": [1.0, 2.0, 3.0, 4.0]})
    yield case("Where/broadcast", "Where", [condition[:, :1], inputs(), inputs((ROWS, 1))])
    yield case("Matmul", "Matmul", [inputs((3, 2, 4)), inputs((3, 4, 3))])
    yield case("Matmul/constant", "Matmul", [inputs()], {"x2": grid(rng, (COLUMNS, 3))})
    yield case("Matmul/constant_after", "Matmul", [inputs((3, 2, 4))], {"x2": grid(rng, (4, 3))})
    yield case("Matmul/constant_first", "Matmul", [inputs((3, 2, 4))], {"x1": grid(rng, (3, 2))})


def reduction_cases():
    for name in ["Sum", "Mean", "Max", "Min", "Prod", "Var", "Std", "Logsumexp"]:
        yield case(name, name, [inputs()], axis=-1)
        yield case(f"{name}/keepdims", name, [inputs((2, 3, 4))], axis=1, keepdims=True)
        yield case(f"{name}/axes", name, [inputs((2, 3, 4, 2))], axis=[1, -1])
    ties = np.array([[1.0, 2, 2], [3, 3, 3]])
    yield case("Max/ties", "Max", [ties], axis=1)
    yield case("Min/ties", "Min", [ties], axis=1)


def shape_cases():
    cube = (2, 3, 4)
    s = slice
    for text, key in {
        ":, :3": (s(None), s(None, 3)),
        ":, 1:3": (s(None), s(1, 3)),
        ":, -2:": (s(None), s(-2, None)),
        ":, ::2": (s(None), s(None, None, 2)),
        ":, ::-1": (s(None), s(None, None, -1)),
        ":, 3:0:-2": (s(None), s(3, 0, -2)),
        ":, 1": (s(None), 1),
        ":, -1": (s(None), -1),
        ":, None": (s(None), None),
        "..., 0": (Ellipsis, 0),
        "..., None, 1:": (Ellipsis, None, s(1, None)),
        "...": (Ellipsis,),
        ":": (s(None),),
    }.items():
        yield case(f"GetItem/{text}", "GetItem", [inputs()], {"key": (key, text)})
        yield case(f"GetItem/cube {text}", "GetItem", [inputs((2, 4, 4))], {"key": (key, text)})
    yield case("GetItem/three", "GetItem", [inputs(cube)], {"key": ((s(None), 1, s(None, None, 3)), ":, 1, ::3")})
    yield case("GetItem/middle", "GetItem", [inputs((2, 3, 4, 2))], {"key": ((s(None), ..., 1), ":, ..., 1")})
    yield case("Reshape", "Reshape", [inputs()], newshape=[-1, 2, 2])
    yield case("Reshape/rest", "Reshape", [inputs(cube)], newshape=[-1, 6, 2])
    yield case("ExpandDims", "ExpandDims", [inputs()], axis=1)
    yield case("ExpandDims/last", "ExpandDims", [inputs()], axis=-1)
    yield case("Squeeze", "Squeeze", [inputs((2, 1, 4))], axis=1)
    yield case("Squeeze/last", "Squeeze", [inputs((2, 4, 1))], axis=-1)
    yield case("Squeeze/all", "Squeeze", [inputs((2, 1, 4, 1))])
    yield case("Transpose", "Transpose", [inputs(cube)], axes=[0, 2, 1])
    yield case("Transpose/three", "Transpose", [inputs((2, 3, 4, 2))], axes=[0, 3, 1, 2])
    yield case("Swapaxes", "Swapaxes", [inputs((2, 3, 4, 2))], axis1=1, axis2=-1)
    yield case("Moveaxis", "Moveaxis", [inputs((2, 3, 4, 2))], source=1, destination=-1)
    yield case("Moveaxis/two", "Moveaxis", [inputs((2, 3, 4, 2))], source=[1, 2], destination=[3, 1])
    yield case("Flip", "Flip", [inputs(cube)], axis=1)
    yield case("Roll", "Roll", [inputs(cube)], shift=1, axis=2)
    yield case("Roll/back", "Roll", [inputs(cube)], shift=-5, axis=1)
    yield case("Repeat", "Repeat", [inputs(cube)], repeats=2, axis=1)
    yield case("Concatenate", "Concatenate", [inputs(), inputs((ROWS, 2))], axis=-1)
    yield case("Concatenate/first", "Concatenate", [inputs((2, 3, 4)), inputs((2, 1, 4))], axis=1)
    yield case("Stack", "Stack", [inputs(), inputs(), inputs()], axis=1)
    yield case("Stack/last", "Stack", [inputs(), inputs()], axis=-1)


def argmax_cases():
    yield case("Argmax", "Argmax", [inputs()], axis=-1)
    yield case("Argmax/keepdims", "Argmax", [inputs((2, 3, 4))], axis=1, keepdims=True)
    yield case("Argmax/ties", "Argmax", [np.array([[1.0, 2, 2], [3, 3, 3]])], axis=1)


made = [c for group in [unary_cases, binary_cases, reduction_cases, shape_cases, argmax_cases] for c in group()]
write("operations.json", "dx is that of sum(y * dy), one array an input. GetItem's key is in Python's notation.", made)
