"""PyTorch's own example (pytorch/examples, mnist/main.py) with its defaults: the same network, loader,
normalisation, batches of 64, Adadelta at 1.0 falling by 0.7 an epoch, 14 epochs, on the processor.

    python pytorch_example.py MNIST_FOLDER STARTED [--target 0.99] [--epochs 14] [--seed 1]

STARTED is the time at which the process was started, in seconds since 1970. Prints the seconds since
then and the test accuracy after each epoch, and ends once the target is reached.
"""

import argparse
import tempfile

import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.optim.lr_scheduler import StepLR
from torchvision import datasets, transforms

import mnist


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, 1)
        self.conv2 = nn.Conv2d(32, 64, 3, 1)
        self.dropout1 = nn.Dropout(0.25)
        self.dropout2 = nn.Dropout(0.5)
        self.fc1 = nn.Linear(9216, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = self.dropout1(F.max_pool2d(x, 2))
        x = F.relu(self.fc1(torch.flatten(x, 1)))
        return F.log_softmax(self.fc2(self.dropout2(x)), dim=1)


def accuracy(model, loader):
    model.eval()
    correct = 0
    with torch.no_grad():
        for data, target in loader:
            correct += model(data).argmax(dim=1).eq(target).sum().item()
    return correct / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mnist")
    parser.add_argument("started", type=float)
    parser.add_argument("--target", type=float, default=0.99)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    transform = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    with tempfile.TemporaryDirectory() as folder:
        root = mnist.torchvision_root(arguments.mnist, folder)
        training = datasets.MNIST(root, train=True, transform=transform)
        test = datasets.MNIST(root, train=False, transform=transform)
    # As in the example, which shuffles on an accelerator only.
    training_loader = torch.utils.data.DataLoader(training, batch_size=64)
    test_loader = torch.utils.data.DataLoader(test, batch_size=1000)
    model = Net()
    optimizer = optim.Adadelta(model.parameters(), lr=1.0)
    scheduler = StepLR(optimizer, step_size=1, gamma=0.7)
    for _ in range(arguments.epochs):
        model.train()
        for data, target in training_loader:
            optimizer.zero_grad()
            loss = F.nll_loss(model(data), target)
            loss.backward()
            optimizer.step()
        reached = accuracy(model, test_loader)
        mnist.report(arguments.started, reached)
        if reached >= arguments.target:
            break
        scheduler.step()


if __name__ == "__main__":
    main()
