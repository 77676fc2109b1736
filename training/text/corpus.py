"""
Texts without an answer, for a text encoder to learn from what a larger reader makes of them: what people say about music (asked/), the training
songs' descriptions in free prose, and the words and definitions of WordNet 3.0.
"""
import re
from pathlib import Path

from captions.prose import read_prose

ASKED = sorted(Path(__file__).parent.glob('asked/*.txt'))
PARTS_OF_SPEECH = ('adj', 'adv', 'noun', 'verb')
NEIGHBOURS = 3  # sentences of a description that are also read together


def read_asked(paths=ASKED):
    """Everything in asked/: language models wrote it, each line on its own and without a template."""
    return [line.strip() for path in paths for line in path.read_text().splitlines() if line.strip() and not line.startswith('#')]


def read_prose_parts():
    """Sentences, neighbours, and whole descriptions."""
    stories = [[sentence.text for sentence in story] for songs in read_prose().values() for _, story in songs]
    together = [' '.join(story[first:first + NEIGHBOURS]) for story in stories for first in range(0, len(story), NEIGHBOURS)]
    return [text for story in stories for text in story] + together + [' '.join(story) for story in stories]


def read_wordnet(folder, count, random):
    """
    `count` of the words, definitions and examples of a folder of WordNet's data files, what has an example first: those are words in use.

    Format: wndb(5WN). A line is `offset file type words word id word id … | definition; "example"; …`.
    """
    plain, used = [], []
    for part in PARTS_OF_SPEECH:
        for line in (Path(folder) / f'data.{part}').open():
            if line.startswith(' '):
                continue
            head, gloss = line.strip().split(' | ', 1)
            fields = head.split()
            words = [re.sub(r'\(\w+\)$', '', fields[4 + 2 * n]).replace('_', ' ') for n in range(int(fields[3], 16))]
            definition, examples = gloss.split('; "')[0], re.findall(r'"([^"]+)"', gloss)
            (used if examples else plain).extend([f'{words[0]}: {definition}', *words, *examples])
    texts = [text for group in (used, plain) for text in random.permutation(sorted(set(group)))]
    return [str(text) for text in texts[:count]]
