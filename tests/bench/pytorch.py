"""PyTorch in the comparison of compare.ts: reads lines of JSON, answers each with a number (see contestant.ts)."""

import json
import sys
import time

import torch
import torch.nn.functional as functional

WARM_UP_SECONDS = 0.3


class Training:
    """The usual loop, without what only costs time: no modules, no data loader, SGD in one call for all parameters."""

    def __init__(self, examples, hidden, batch, optimizer, threads, **_):
        torch.set_num_threads(threads)
        torch.manual_seed(1)
        self.batch = batch
        with open(examples, "rb") as file:
            table = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
        self.count = len(table) // 785
        self.inputs = table[: self.count * 784].view(self.count, 784).float() / 255
        self.labels = table[self.count * 784 :].long()
        self.order = torch.randperm(self.count)
        self.at = 0
        sizes = [784, *hidden, 10]
        self.parameters = []
        for inputs, units in zip(sizes, sizes[1:]):
            limit = (6 / inputs) ** 0.5
            self.parameters.append(torch.empty(units, inputs).uniform_(-limit, limit).requires_grad_())
            self.parameters.append(torch.zeros(units).requires_grad_())
        self.adam = torch.optim.Adam(self.parameters, foreach=True) if optimizer == "adam" else None

    def step(self):
        chosen = self.order[self.at : self.at + self.batch]
        self.at = (self.at + self.batch) % (self.count - self.batch)
        outputs = self.inputs[chosen]
        for layer in range(0, len(self.parameters), 2):
            outputs = functional.linear(outputs, self.parameters[layer], self.parameters[layer + 1])
            if layer + 2 < len(self.parameters):
                outputs = functional.relu(outputs)
        loss = functional.cross_entropy(outputs, self.labels[chosen])
        gradients = torch.autograd.grad(loss, self.parameters)
        if self.adam is None:
            with torch.no_grad():
                torch._foreach_add_(self.parameters, gradients, alpha=-0.1)
        else:
            for parameter, gradient in zip(self.parameters, gradients):
                parameter.grad = gradient
            self.adam.step()

    def train(self, seconds):
        """Trains for so many seconds; returns examples a second."""
        start = time.perf_counter()
        trained = 0
        while time.perf_counter() - start < seconds:
            self.step()
            trained += self.batch
        return trained / (time.perf_counter() - start)


training = None
for line in sys.stdin:
    message = json.loads(line)
    if "seconds" in message:
        print(training.train(message["seconds"]), flush=True)
    else:
        training = Training(**message)
        print(training.train(WARM_UP_SECONDS), flush=True)
