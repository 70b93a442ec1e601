"""Training throughput of PyTorch's ordinary Python loop, for comparison with Tenfold.

The same two networks, batch, threads and data as `TrainingThroughput` in Java: MNIST kept as one
byte tensor, a shuffled batch gathered by index and scaled by 255, forward, backward and step, in
fp32. Data loading is inside the time; building the network and the warm-up steps are not.

    python train_throughput.py classic|bn MNIST_FOLDER [--steps 150] [--batch 128] [--threads 2]

Prints one number: images a second.
"""

import argparse
import pathlib
import time

import numpy
import torch
from torch import nn


def classic():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(),
        nn.Conv2d(32, 64, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Dropout(0.25), nn.Flatten(),
        nn.Linear(64 * 12 * 12, 128), nn.ReLU(), nn.Dropout(0.5),
        nn.Linear(128, 10),
    )


def bn():
    layers, channels = [], 1
    for width in (32, 64, 128):
        for _ in range(2):
            layers += [nn.Conv2d(channels, width, 3, padding=1, bias=False),
                       nn.BatchNorm2d(width), nn.ReLU()]
            channels = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(128 * 3 * 3, 10))


def idx(folder, name, header):
    return torch.from_numpy(
        numpy.fromfile(pathlib.Path(folder) / name, dtype=numpy.uint8)[header:].copy())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("network", choices=["classic", "bn"])
    parser.add_argument("mnist")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    images = idx(arguments.mnist, "train-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28)
    labels = idx(arguments.mnist, "train-labels-idx1-ubyte", 8).long()
    if arguments.network == "classic":
        network = classic()
        optimiser = torch.optim.Adadelta(network.parameters(), lr=1.0)
    else:
        network = bn()
        optimiser = torch.optim.AdamW(network.parameters(), lr=0.001)
    loss_function = nn.CrossEntropyLoss()
    network.train()

    def epoch():
        order = torch.randperm(len(images))
        for start in range(0, len(images) - arguments.batch + 1, arguments.batch):
            chosen = order[start:start + arguments.batch]
            yield images[chosen].float() / 255, labels[chosen]

    def batches():
        while True:
            yield from epoch()

    warm_up = 20
    started = 0.0
    for step, (x, y) in enumerate(batches()):
        if step == warm_up:
            started = time.perf_counter()
        if step == warm_up + arguments.steps:
            break
        optimiser.zero_grad()
        loss = loss_function(network(x), y)
        loss.backward()
        optimiser.step()
    print(f"{arguments.steps * arguments.batch / (time.perf_counter() - started):.0f}")


if __name__ == "__main__":
    main()
