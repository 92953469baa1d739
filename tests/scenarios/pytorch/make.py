"""Makes the scenarios beside it with PyTorch, in float64: python3 tests/scenarios/pytorch/make.py

Each folder gets a scenario.json: a setup as Lamina takes it, the batches of each step, the loss of each batch before its
update, and the weights after the last one. Debian's python3-torch is enough (made with 1.13). The tests need no Python.

Where PyTorch's definitions are others than Lamina's, and how they were mapped:
- Weights: PyTorch keeps [units, inputs]; they are written down as [inputs, units].
- Mean squared error: Lamina's is 1/2N times the sum over examples and outputs; PyTorch's mean has neither the half nor
  the sum over outputs, so the sum is taken here and divided by 2N.
- Binary cross-entropy: Lamina adds up over the outputs and takes the mean over examples, so reduction='sum' over N.
- Cross-entropy on one-hot targets and on class indices is PyTorch's one function with either kind of target.
- Momentum and Nesterov: PyTorch's with dampening 0, which is Lamina's: v = m*v + g, w -= rate*v (or g + m*v). Its first
  velocity is the gradient itself, which is what a velocity of zero leads to as well.
- RMSProp: epsilon is added to the root, as PyTorch does; its `alpha` is Lamina's rho.
- Adam: the same. AdamW: decays weights and biases alike before the step, as PyTorch does for one group of parameters.
- L2: PyTorch's weight_decay of SGD, for a group of the weights only, because Lamina leaves the biases out. L1 is added to
  the loss.
- Clipping: PyTorch divides by the norm + 1e-6, Lamina by the norm; so it is done here by hand.
- Exponential and step schedule: PyTorch's schedulers, stepped once an epoch. Cosine: CosineAnnealingLR stepped once a
  batch, with T_max the steps after the warm-up. The warm-up is done here by hand.
- ELU: Lamina's slope is PyTorch's alpha. GELU: approximate='none'. Swish is SiLU.
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
here = pathlib.Path(__file__).parent

# The order in which Lamina takes 18 examples in its first three epochs when the seed is 1:
# Array.from(new Random(1, 'shuffle', epoch).permutation(18)), of core/tensor/random.ts.
ORDERS = [
    [8, 12, 9, 5, 16, 4, 6, 3, 1, 7, 11, 15, 0, 10, 14, 2, 13, 17],
    [16, 0, 3, 11, 13, 8, 6, 10, 12, 14, 9, 4, 17, 7, 2, 5, 1, 15],
    [9, 8, 4, 1, 13, 3, 14, 6, 12, 16, 5, 2, 15, 7, 17, 10, 0, 11],
]
COUNT = 18
BATCH_SIZE = 5
STEPS_PER_EPOCH = 4  # the last batch of an epoch is smaller
EPOCHS = len(ORDERS)

ACTIVATIONS = {
    "identity": lambda layer: torch.nn.Identity(),
    "sigmoid": lambda layer: torch.nn.Sigmoid(),
    "tanh": lambda layer: torch.nn.Tanh(),
    "relu": lambda layer: torch.nn.ReLU(),
    "leaky-relu": lambda layer: torch.nn.LeakyReLU(layer.get("slope", 0.01)),
    "elu": lambda layer: torch.nn.ELU(layer.get("slope", 1.0)),
    "softplus": lambda layer: torch.nn.Softplus(),
    "swish": lambda layer: torch.nn.SiLU(),
    "gelu": lambda layer: torch.nn.GELU(approximate="none"),
    "softmax": lambda layer: torch.nn.Softmax(dim=1),
}


def optimizer_for(settings, linears):
    name, rate = settings["name"], settings["learningRate"]
    everything = [p for linear in linears for p in (linear.weight, linear.bias)]
    if name == "sgd":
        return torch.optim.SGD(everything, rate)
    if name == "momentum":
        return torch.optim.SGD(everything, rate, momentum=settings["momentum"])
    if name == "nesterov":
        return torch.optim.SGD(everything, rate, momentum=settings["momentum"], nesterov=True)
    if name == "rmsprop":
        return torch.optim.RMSprop(everything, rate, alpha=settings["rho"], eps=settings["epsilon"])
    betas = (settings["beta1"], settings["beta2"])
    if name == "adam":
        return torch.optim.Adam(everything, rate, betas=betas, eps=settings["epsilon"])
    return torch.optim.AdamW(
        everything, rate, betas=betas, eps=settings["epsilon"], weight_decay=settings["weightDecay"]
    )


def loss_of(name, sums, outputs, inputs_of_loss):
    rows = sums.shape[0]
    if name == "mean-squared-error":
        return ((outputs - inputs_of_loss) ** 2).sum() / (2 * rows)
    if name == "binary-cross-entropy":
        lossy = torch.nn.functional.binary_cross_entropy_with_logits
        return lossy(sums, inputs_of_loss, reduction="sum") / rows
    return torch.nn.functional.cross_entropy(sums, inputs_of_loss)


def targets_of(loss, examples, batch, units):
    if "targets" in examples:
        return torch.tensor([examples["targets"][i] for i in batch])
    labels = torch.tensor([examples["labels"][i] for i in batch])
    if loss == "sparse-categorical-cross-entropy":
        return labels
    if units == 1:
        return labels.reshape(-1, 1).double()
    return torch.nn.functional.one_hot(labels, units).double()


def work(name, about, design, config, task="classes"):
    generator = torch.Generator().manual_seed(len(name))
    units = design["layers"][-1]["units"]
    inputs = torch.randint(0, 256, (COUNT, design["inputs"]), generator=generator).tolist()
    examples = {"inputs": inputs}
    if task == "classes":
        examples["labels"] = torch.randint(0, max(2, units), (COUNT,), generator=generator).tolist()
    else:
        examples["targets"] = (torch.rand((COUNT, units), generator=generator) * 4 - 2).float().tolist()

    linears, previous = [], design["inputs"]
    for layer in design["layers"]:
        linear = torch.nn.Linear(previous, layer["units"])
        for values in (linear.weight, linear.bias):
            fresh = (torch.rand(values.shape, generator=generator) - 0.5).float().double()
            values.data.copy_(fresh)
        linears.append(linear)
        previous = layer["units"]
    functions = [ACTIVATIONS[layer["activation"]](layer) for layer in design["layers"]]

    def parameters():
        return [v for linear in linears for v in linear.weight.t().flatten().tolist() + linear.bias.tolist()]

    before = parameters()
    optimizer = optimizer_for(config["optimizer"], linears)
    regularisation = config.get("regularisation", {})
    schedule = config.get("schedule", {"name": "constant"})
    warmup = round(config.get("warmupEpochs", 0) * STEPS_PER_EPOCH)
    base = config["optimizer"]["learningRate"]
    after_warmup = {
        "constant": lambda: None,
        "step": lambda: torch.optim.lr_scheduler.StepLR(optimizer, schedule["everyEpochs"], schedule["factor"]),
        "exponential": lambda: torch.optim.lr_scheduler.ExponentialLR(optimizer, schedule["factor"]),
        "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(
            optimizer, EPOCHS * STEPS_PER_EPOCH - warmup, base * schedule["finalFraction"]
        ),
    }[schedule["name"]]
    scheduler = None

    steps = []
    for step in range(EPOCHS * STEPS_PER_EPOCH):
        if step < warmup:
            for group in optimizer.param_groups:
                group["lr"] = base * (step + 1) / warmup
        elif step == warmup:
            for group in optimizer.param_groups:
                group["lr"] = base
            scheduler = after_warmup()
        else:
            whole_epoch = (step - warmup) % STEPS_PER_EPOCH == 0
            if scheduler is not None and (schedule["name"] == "cosine" or whole_epoch):
                scheduler.step()
        start = step % STEPS_PER_EPOCH * BATCH_SIZE
        batch = ORDERS[step // STEPS_PER_EPOCH][start : start + BATCH_SIZE]

        sums = torch.tensor([inputs[i] for i in batch]) / 255
        outputs = sums
        for linear, function in zip(linears, functions):
            sums = linear(outputs)
            outputs = function(sums)
        targets = targets_of(config["loss"], examples, batch, units)
        loss = loss_of(config["loss"], sums, outputs, targets)
        whole = loss
        for linear in linears:
            whole = whole + regularisation.get("l1", 0) * linear.weight.abs().sum()
            whole = whole + regularisation.get("l2", 0) / 2 * (linear.weight**2).sum()
        optimizer.zero_grad()
        whole.backward()
        if regularisation.get("clipNorm", 0) > 0:
            gradients = [p.grad for group in optimizer.param_groups for p in group["params"]]
            norm = torch.sqrt(sum((g**2).sum() for g in gradients))
            if norm > regularisation["clipNorm"]:
                for g in gradients:
                    g.mul_(regularisation["clipNorm"] / norm)
        optimizer.step()
        steps.append({"batch": batch, "loss": loss.item()})

    scenario = {
        "about": about,
        "madeWith": f"PyTorch {torch.__version__}",
        "design": design,
        "config": {**config, "batchSize": BATCH_SIZE, "epochs": EPOCHS, "trainPercent": 50, "seed": 1},
        "examples": examples,
        "before": before,
        "steps": steps,
        "after": parameters(),
    }
    folder = here / name
    folder.mkdir(exist_ok=True)
    (folder / "scenario.json").write_text(json.dumps(scenario) + "\n")


def design(inputs, *layers):
    return {"inputs": inputs, "layers": [{"units": u, "activation": a, **rest} for u, a, rest in layers]}


def classifier(activation="tanh", **settings):
    return design(6, (7, activation, settings), (3, "softmax", {}))


SGD = {"name": "sgd", "learningRate": 0.5}
OPTIMIZERS = {
    "sgd": SGD,
    "momentum": {"name": "momentum", "learningRate": 0.1, "momentum": 0.9},
    "nesterov": {"name": "nesterov", "learningRate": 0.1, "momentum": 0.8},
    "rmsprop": {"name": "rmsprop", "learningRate": 0.01, "rho": 0.9, "epsilon": 1e-8},
    "adam": {"name": "adam", "learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
    "adamw": {
        "name": "adamw",
        "learningRate": 0.02,
        "beta1": 0.8,
        "beta2": 0.99,
        "epsilon": 1e-6,
        "weightDecay": 0.1,
    },
}
CATEGORICAL = "categorical-cross-entropy"

for name, optimizer in OPTIMIZERS.items():
    work(name, f"{name}, classes by cross-entropy", classifier(), {"loss": CATEGORICAL, "optimizer": optimizer})

for activation in ("sigmoid", "relu", "leaky-relu", "elu", "softplus", "swish", "gelu"):
    config = {"loss": CATEGORICAL, "optimizer": OPTIMIZERS["momentum"]}
    slope = {"leaky-relu": {"slope": 0.2}, "elu": {"slope": 0.7}}.get(activation, {})
    work(f"through-{activation}", f"a hidden layer of {activation}", classifier(activation, **slope), config)

work(
    "sparse",
    "classes by their number",
    classifier("gelu"),
    {"loss": "sparse-categorical-cross-entropy", "optimizer": OPTIMIZERS["adam"]},
)
work(
    "binary",
    "two classes from a single output",
    design(6, (5, "relu", {}), (1, "sigmoid", {})),
    {"loss": "binary-cross-entropy", "optimizer": OPTIMIZERS["nesterov"]},
)
work(
    "binary-several",
    "several outputs that are each a yes or a no",
    design(6, (5, "tanh", {}), (3, "sigmoid", {})),
    {"loss": "binary-cross-entropy", "optimizer": OPTIMIZERS["rmsprop"]},
)
work(
    "regression",
    "three numbers to be predicted",
    design(6, (8, "swish", {}), (5, "elu", {}), (3, "identity", {})),
    {"loss": "mean-squared-error", "optimizer": OPTIMIZERS["adam"]},
    task="regression",
)
work(
    "squared-error-of-softmax",
    "softmax with its whole Jacobian",
    classifier("sigmoid"),
    {"loss": "mean-squared-error", "optimizer": SGD},
)
work(
    "penalties",
    "L1 and L2",
    classifier(),
    {"loss": CATEGORICAL, "optimizer": SGD, "regularisation": {"l1": 0.01, "l2": 0.1}},
)
work(
    "clipping",
    "a gradient that is too long at most steps, and its schedule in steps",
    classifier("relu"),
    {
        "loss": CATEGORICAL,
        "optimizer": OPTIMIZERS["momentum"],
        "regularisation": {"l2": 0.01, "clipNorm": 0.2},
        "schedule": {"name": "step", "everyEpochs": 2, "factor": 0.5},
    },
)
work(
    "exponential",
    "an exponential schedule",
    classifier(),
    {"loss": CATEGORICAL, "optimizer": SGD, "schedule": {"name": "exponential", "factor": 0.7}},
)
work(
    "cosine",
    "a warm-up of one and a half epochs, and then the cosine",
    classifier(),
    {
        "loss": CATEGORICAL,
        "optimizer": SGD,
        "warmupEpochs": 1.5,
        "schedule": {"name": "cosine", "finalFraction": 0.1},
    },
)
