"""What the comparison is made with, on PyTorch: the plain network, its gradient, Zennit, Captum, and the procedure of
Li et al. written out. Each function returns a callable pictures -> (relevance or logits); making it is not timed."""
import torch
import torch.nn.functional as F

from networks import HIGH, LOW


def forward(model):
    def run(x):
        with torch.no_grad():
            return model(x)

    return run


def gradient(model):
    def run(x):
        x = x.detach().requires_grad_(True)
        logits = model(x)
        best = logits.argmax(1, keepdim=True)
        return torch.autograd.grad(logits.gather(1, best).sum(), x)[0]

    return run


def top_logit(logits):
    return logits.detach() * F.one_hot(logits.argmax(1), logits.shape[1])


def zennit(model, preset):
    """The composite of Zennit with the canonizers that its documentation names for torchvision's networks."""
    from zennit.attribution import Gradient
    from zennit.composites import EpsilonAlpha2Beta1, EpsilonGammaBox, EpsilonPlusFlat
    from zennit.torchvision import ResNetCanonizer, VGGCanonizer

    canonizers = [ResNetCanonizer() if hasattr(model, "layer4") else VGGCanonizer()]
    kind = next(model.parameters()).dtype
    composite = {
        "epsilon-plus-flat": lambda: EpsilonPlusFlat(canonizers=canonizers),
        "epsilon-alpha2-beta1": lambda: EpsilonAlpha2Beta1(canonizers=canonizers),
        "epsilon-gamma-box": lambda: EpsilonGammaBox(low=LOW.to(kind), high=HIGH.to(kind), canonizers=canonizers),
    }[preset]()
    attributor = Gradient(model, composite)
    attributor.__enter__()  # hooks stay for the life of the process: putting them in place is not timed
    return lambda x: attributor(x.detach().clone(), top_logit)[1].detach()


def captum(model, pictures):
    """Alpha 1 beta 0 without bias for convolutions, epsilon for the rest. The target is known before."""
    from captum.attr import LRP
    from captum.attr._utils.lrp_rules import Alpha1_Beta0_Rule

    for module in model.modules():
        if isinstance(module, torch.nn.Conv2d):
            module.rule = Alpha1_Beta0_Rule(set_bias_to_zero=True)
    explainer = LRP(model)
    target = model(pictures).argmax(1)
    return lambda x: explainer.attribute(x.detach().clone(), target=target).detach()


class Paper:
    """Li et al. 2019: convolution and pooling by x * gradient(R / z), dense layers by positive weights."""

    OFFSET = 1e-9

    def __init__(self, model):
        self.layers = [*model.features, model.avgpool, torch.nn.Flatten(), *model.classifier]

    def __call__(self, x):
        with torch.no_grad():
            steps = []
            for layer in self.layers:
                y, aside = self.forward(layer, x)
                steps.append((layer, x, y, aside))
                x = y
            relevance = top_logit(x)
            for layer, x, y, aside in reversed(steps):
                relevance = self.back(layer, x, y, aside, relevance)
            return relevance

    @staticmethod
    def forward(layer, x):
        if isinstance(layer, torch.nn.MaxPool2d):
            return F.max_pool2d(x, layer.kernel_size, layer.stride, layer.padding, return_indices=True)
        return layer(x), None

    def back(self, layer, x, y, aside, relevance):
        if isinstance(layer, torch.nn.Linear):
            positive = layer.weight.clamp(min=0)
            return x * ((relevance / (x @ positive.T + self.OFFSET)) @ positive)
        if isinstance(layer, torch.nn.Conv2d):
            share = relevance / (y + self.OFFSET)
            reach = [(n - 1) * s + k - 2 * p for n, s, k, p in zip(y.shape[2:], layer.stride, layer.kernel_size, layer.padding)]
            extra = [a - b for a, b in zip(x.shape[2:], reach)]
            return x * F.conv_transpose2d(share, layer.weight, None, layer.stride, layer.padding, extra)
        if isinstance(layer, torch.nn.MaxPool2d):
            # windows that overlap add up: un-pooling would overwrite
            share = (relevance / (y + self.OFFSET)).flatten(2)
            return x * torch.zeros_like(x).flatten(2).scatter_add_(2, aside.flatten(2), share).view_as(x)
        if isinstance(layer, torch.nn.Flatten):
            return relevance.view_as(x)
        if isinstance(layer, torch.nn.AdaptiveAvgPool2d):  # the identity at 224 x 224
            return x * relevance / (y + 1e-6)
        if isinstance(layer, (torch.nn.ReLU, torch.nn.Dropout)):
            return relevance
        raise TypeError(type(layer))
