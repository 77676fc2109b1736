"""Who plays when: openings, entries, breakdowns and endings, so that a song has events that can be told with their times.

A cast is {role: (first bar, bar after the last)} of one section. Roles are those of `arrange.Band`.
"""
import numpy as np

LEADS = {'verse': ['lead 1'], 'prechorus': [], 'solo': ['lead 2'], 'chorus': ['lead 1', 'lead 2'], 'instrumental': ['lead 2']}
RHYTHM = ('drums', 'percussion', 'bass')
OPENINGS = {'plain': .3, 'alone': .25, 'building': .25, 'rhythm': .1, 'full': .1}
ENDINGS = {'plain': .3, 'alone': .2, 'dwindling': .2, 'full': .1, 'fade': .2}
GROWTH_SHARE, LATE_ENTRY_SHARE, DROP_OUT_SHARE = 0.5, 0.2, 0.12
STEP_BARS = (2, 4)


def draw(rng, odds):
    return str(rng.choice(list(odds), p=list(odds.values())))


def is_rhythm(role):
    return role.startswith(RHYTHM)


def alone(rng, roles):
    """One role that can stand alone."""
    able = [r for r in roles if r.startswith(('chords', 'lead'))] or roles
    return [able[int(rng.integers(len(able)))]]


def lineup(rng, roles, function, energy):
    """The roles that play in a kind of section: few at the ends, no rhythm in most bridges, pads and second chords where it is loud."""
    rhythm = [r for r in roles if is_rhythm(r)]
    first = [r for r in roles if r == 'chords 1'] or roles[:1]
    if function in ('intro', 'outro'):
        extra = [r for r in roles if r not in first and rng.random() < .35]
        return list(dict.fromkeys(first + extra)) if rng.random() < .8 else rhythm or first
    if function == 'break':
        return alone(rng, roles) if rng.random() < .5 else rhythm[:int(rng.integers(1, 3))] or first
    if function == 'bridge':
        quiet = rng.random() < .6
        return [r for r in roles if r != 'lead 1' and not (quiet and r in rhythm)] or first
    leads = [r for r in LEADS[function] if r in roles] or [r for r in roles if r == 'lead 1']
    others = [r for r in roles if r == 'chords 1' or r == 'chords 2' and energy > .6 or r.startswith('pad') and energy > .55]
    return list(dict.fromkeys(rhythm + leads + others))


def stagger(rng, roles, bars, leaving=False):
    """Roles that enter (or leave) one after another at equal steps."""
    order = [roles[i] for i in rng.permutation(len(roles))]
    order.sort(key=lambda r: r.startswith('drums'))  # drums rather late than early
    step = max(1, bars // len(order))
    return {role: (0, bars - step * n) if leaving else (step * n, bars) for n, role in enumerate(order[:bars])}


def grow(rng, cast, roles):
    """A repeated section has a player more, sometimes a player less."""
    absent = [r for r in roles if r not in cast]
    if absent and rng.random() < GROWTH_SHARE:
        return cast + [absent[int(rng.integers(len(absent)))]]
    return cast[:-1] if len(cast) > 2 and rng.random() < .15 else cast


def stage(rng, roles, cast, bars, count, first, last, opening, ending):
    """The cast of one section with the bars in which each role plays; `count` how often this kind was heard before."""
    cast = grow(rng, cast, roles) if count else cast
    if first and opening != 'plain':
        cast = {'alone': lambda: alone(rng, roles), 'full': lambda: list(roles), 'building': lambda: list(roles)[:5],
                'rhythm': lambda: [r for r in roles if is_rhythm(r)] or cast}[opening]()
        if opening == 'building' and len(cast) > 1 and bars >= 4:
            return stagger(rng, cast, bars)
    if last and ending in ('alone', 'dwindling', 'full'):
        cast = alone(rng, roles) if ending == 'alone' else list(roles)
        if ending == 'dwindling' and len(cast) > 1 and bars >= 4:
            return stagger(rng, cast, bars, leaving=True)
    timed = {role: (0, bars) for role in cast}
    if len(cast) > 1 and bars >= 8 and not (first or last):
        who = cast[int(rng.integers(len(cast)))]
        if rng.random() < LATE_ENTRY_SHARE:
            timed[who] = (bars // 2, bars)
        elif rng.random() < DROP_OUT_SHARE:
            timed[who] = (0, bars // 2)
    return timed
