"""The four networks of the comparison, with seeded He-initialised weights, and pictures for them."""
import copy
import functools

import torch
import torchvision

NAMES = ("alexnet", "vgg16", "resnet18", "resnet50")
MEAN, STD = (torch.tensor(v).view(1, 3, 1, 1) for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
LOW, HIGH = (0 - MEAN) / STD, (1 - MEAN) / STD


def network(name):
    """A torchvision classifier in evaluation mode; batch norms have lively statistics. Each call gives a fresh copy."""
    return copy.deepcopy(made(name))


@functools.lru_cache(maxsize=1)
def made(name, seed=3):
    model = getattr(torchvision.models, name)(weights=None).eval()
    generator = torch.Generator().manual_seed(seed)
    normal = lambda like: torch.randn(like.shape, generator=generator)
    uniform = lambda like: torch.rand(like.shape, generator=generator)
    for module in model.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            module.weight.data = normal(module.weight) * (2 / module.weight[0].numel()) ** 0.5
            if module.bias is not None:
                module.bias.data = normal(module.bias) * 0.05
        elif isinstance(module, torch.nn.BatchNorm2d):
            module.weight.data = 0.8 + 0.4 * uniform(module.weight)
            module.bias.data = normal(module.bias) * 0.1
            module.running_mean.data = normal(module.bias) * 0.1
            module.running_var.data = 0.7 + 0.6 * uniform(module.bias)
        elif isinstance(module, torch.nn.ReLU):
            module.inplace = False  # Captum cannot look behind an activation that overwrites its input
    return model.requires_grad_(False)


def folded(model):
    """A copy with batch norms merged into the convolutions before them, in float64, then rounded to float32 once: the
    network that all sides compute and that float64 judges (exporting merges too, with more roundings)."""
    result = copy.deepcopy(model).double()
    for parent in list(result.modules()):
        previous = None
        for name, child in parent.named_children():
            if isinstance(child, torch.nn.BatchNorm2d) and isinstance(previous, torch.nn.Conv2d):
                scale = child.weight / torch.sqrt(child.running_var + child.eps)
                bias = 0 if previous.bias is None else previous.bias
                previous.weight.data = previous.weight * scale.view(-1, 1, 1, 1)
                previous.bias = torch.nn.Parameter((bias - child.running_mean) * scale + child.bias, False)
                setattr(parent, name, torch.nn.Identity())
            previous = child
    return result.float()


def pictures(count, size=224, seed=3):
    """Seeded pictures with texture: no flat areas, hence few ties, ImageNet-normalised."""
    generator = torch.Generator().manual_seed(seed + 1000)
    coarse = torch.rand(count, 3, 14, 14, generator=generator)
    smooth = torch.nn.functional.interpolate(coarse, size=(size, size), mode="bilinear", align_corners=False)
    textured = (smooth + 0.15 * torch.randn(smooth.shape, generator=generator)).clamp(0, 1)
    return (textured - MEAN) / STD


def export(model, file, size=224):
    """Writes a model as ONNX with an open batch size."""
    torch.onnx.export(
        model,
        torch.zeros(1, 3, size, size),
        str(file),
        opset_version=13,
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}},
    )
