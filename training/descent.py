"""What every stage of training does at a step: the rate of its optimiser, the step itself, and weights averaged over steps and over networks."""
import math

import torch

MOST_GRADIENT = 1.0


def rate_at(step, steps, peak, warm_up=50):
    """Up to `peak` over `warm_up` steps, then down to zero along a cosine."""
    return peak * min(1, (step + 1) / warm_up) * 0.5 * (1 + math.cos(math.pi * step / steps))


def set_rate(optimiser, step, steps, peak, warm_up=50):
    """Gives the optimiser its rate at a step; a group with a `speed` learns so many times as fast."""
    for group in optimiser.param_groups:
        group['lr'] = rate_at(step, steps, peak, warm_up) * group.get('speed', 1.0)


def take_step(optimiser, loss, clipped=()):
    """One step down the gradient, whose norm over the parameters `clipped` is MOST_GRADIENT at most."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(clipped, MOST_GRADIENT)
    optimiser.step()


@torch.no_grad()
def blend(average, model, decay):
    """Moves the averaged weights a step towards the model's; running statistics are copied."""
    for kept, new in zip(average.parameters(), model.parameters()):
        kept.lerp_(new, 1 - decay)
    for kept, new in zip(average.buffers(), model.buffers()):
        kept.copy_(new)


def decay_at(step, slowest):
    """Of the average: quick at first, so that it does not hang on where training began."""
    return min(slowest, step / (step + 10))


@torch.no_grad()
def average_into(networks, shares):
    """Gives the first of networks with the same parameters the mean of all, each by its share. Source: Wortsman et al. 2022 (arXiv 2203.05482), soups."""
    for values in zip(*(network.parameters() for network in networks)):
        values[0].copy_(sum(share * value for share, value in zip(shares, values)))


@torch.no_grad()
def go_towards(learned, begun, share):
    """Weights a part of the way between two encoders. Source: Wortsman et al. 2022 (arXiv 2109.01903), what is new without losing what was known."""
    for new, old in zip(learned.parameters(), begun.parameters()):
        new.copy_(old.lerp(new, share))
