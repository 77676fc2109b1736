"""Times in words, each true of the time it is said of."""
from .grammar import expand, pick

NUMBERS = {10: 'ten', 15: 'fifteen', 20: 'twenty', 30: 'thirty', 40: 'forty', 45: 'forty-five', 50: 'fifty'}
CLOCK = ('at {clock}', 'around {clock}', '(right |)at the {clock} mark', 'at about {clock}', '(from|as of) {clock} (on|onwards)', 'once (we|you) reach {clock}', 'at {clock}')
NEXT = ('then', 'next', 'after that', 'later on', 'from there', 'afterwards', 'in the next stretch', 'soon after')


def clock(seconds):
    return f'{round(seconds) // 60}:{round(seconds) % 60:02d}'


def round_words(seconds):
    """Phrases for a time that lies near a round number."""
    if seconds < 8:
        return ['after a few seconds', 'almost at once']
    found = []
    for near, word in NUMBERS.items():
        if abs(seconds - near) <= max(1.5, near * .06):
            found += [f'after about {word} seconds', f'some {word} seconds in', f'roughly {near} seconds in']
    for minutes, word in ((1, 'a minute'), (1.5, 'a minute and a half'), (2, 'two minutes'), (2.5, 'two and a half minutes'), (3, 'three minutes')):
        if abs(seconds - minutes * 60) <= 5:
            found += [f'after about {word}', f'about {word} in', f'roughly {word} into the song', f'{word} in']
    return found


def place_words(share):
    """Phrases for a place in the song, as a share of it."""
    for low, high, words in ((.04, .15, 'early on|near the beginning'), (.28, .38, 'about a third of the way (in|through)|a third of the way (in|through)'),
                             (.46, .54, 'halfway through|(around|near) the middle|at the midpoint|around the halfway mark'),
                             (.62, .71, 'about two thirds of the way (in|through)'), (.72, .79, 'about three quarters of the way (in|through)'),
                             (.86, .97, 'near the end|towards the end|close to the end|in the closing part')):
        if low <= share <= high:
            return words.split('|') if '(' not in words else [f'({words})']
    return []


def tell_time(seconds, duration, random, vague=.25):
    """A phrase such as `at 1:10` or `after about a minute`; without a time in some cases."""
    if random.random() < vague:
        return pick(random, NEXT)
    options = round_words(seconds) + place_words(seconds / duration)
    if options and random.random() < .5:
        return expand(pick(random, options), random)
    return expand(pick(random, CLOCK), random).format(clock=clock(seconds))


def tell_span(start, end, random):
    """A phrase such as `from 0:40 to 1:02`."""
    return expand(pick(random, ('from {a} to {b}', 'between {a} and {b}', '(lasting |)from {a} until {b}', 'for about {n} seconds from {a}')), random).format(
        a=clock(start), b=clock(end), n=int(round((end - start) / 5) * 5) or 5)
