"""Captions of training recordings out of what the training teachers say: the stand-in for CoLLAP's captioner.

Legend: T = teacher tags, z = standardised teacher outputs.
"""
import numpy as np

CANDIDATES, LEAST_Z = 14, 0.5
SYNONYMS = 6  # of a tag's words, the first ones are the plainest
LISTS = ('{}', '{} music', 'music with {}', 'this is {}', 'a track with {}', 'we hear {}', 'it has {}', 'the song features {}', 'a piece of {}',
         'there is {}', 'characterised by {}', 'listen for {}', 'it sounds like {}', 'prominent here: {}')


def speak(z, tags, random):
    """A text of one to five short sentences that names some of the recording's strongest tags, the strongest first more often."""
    order = [n for n in np.argsort(-z)[:CANDIDATES] if z[n] > LEAST_Z] or [int(z.argmax())]
    count = min(len(order), int(random.integers(2, 11)))
    odds = np.arange(len(order), 0, -1.0)
    chosen = [order[n] for n in random.choice(len(order), count, replace=False, p=odds / odds.sum())]
    words = list(dict.fromkeys(choose_word(tags[n], random) for n in chosen))
    sentences = []
    while words:
        size = int(random.integers(1, 5))
        part, words = words[:size], words[size:]
        joined = ', '.join(part) if random.random() < 0.4 or len(part) == 1 else ', '.join(part[:-1]) + ' and ' + part[-1]
        sentences.append(str(random.choice(LISTS)).format(joined))
    text = '. '.join(sentence[0].upper() + sentence[1:] if random.random() < 0.7 else sentence for sentence in sentences)
    return text + ('.' if random.random() < 0.7 else '')


def choose_word(tag, random):
    words = tag['patterns'][:SYNONYMS] or tag['phrases'][:1]
    return words[int(random.integers(len(words)))]
