"""Checks captions on made-up songs: every genre is composed (not rendered) several times, and what is told of it is compared with its truth.

    python3 -m captions.check

Stops at the first sentence that is not true, not finished, or outside its song.
"""
import collections
import re
import sys
from pathlib import Path

import numpy as np

from . import forms, heldback_words, order, stretches
from .choices import song_choices
from .manifests import align_song
from .names import ELECTRONIC_DRUMS, INSTRUMENTS
from .order import order_song
from .rendered import LONG_WORDS, MEDIUM_WORDS, SHORT_WORDS, compose_caption, count_words, join
from .states import read_states

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'render'))
from arrange import compose  # noqa: E402  the modules of render/ are scripts beside one another
from genres import GENRES  # noqa: E402
from instruments import read_classes  # noqa: E402
from variants import VARIANTS  # noqa: E402

SONGS_PER_GENRE = 3
SPARE_WORDS = 30  # a sentence more than the budget


def make_record(name, genres, random, classes):
    """A song of the genre as songs.jsonl has it, every part heard wherever it plays."""
    song, moods = compose(random, name, classes, genres)
    truth = song.truth()
    activity = {}
    for section in truth['sections']:
        for part in section['instruments']:
            activity.setdefault(part, []).append([section['startSeconds'], section['endSeconds']])
    levels = [-30 + 12 * next(s['energy'] for s in truth['sections'] if s['endSeconds'] > t or s is truth['sections'][-1]) for t in np.arange(0, truth['durationSeconds'], 3)]
    return truth | {'moods': moods, 'opening': song.opening, 'ending': song.ending, 'beatsPerBar': round(song.beats / song.felt_beat), 'activity': activity, 'loudnessDb': levels}


def names_of(instrument):
    words = INSTRUMENTS[instrument] + (', ' + ELECTRONIC_DRUMS if instrument == 'drums' else '')
    return {word.lstrip('+*') for word in words.split(', ')}


def check_caption(record, sentences, words):
    """Spans lie in the song and in order, no form is left unfilled, no instrument is named that does not sound, and the length fits."""
    text, events = join(sentences), [s for s in sentences if s.role == 'event']
    assert not re.search(r'[{}~()|]', text), text
    assert all(s.start is None and s.end is None for s in sentences if s.role == 'global')
    assert all(0 <= s.start < s.end <= record['durationSeconds'] + .01 for s in events), events
    assert [s.start for s in events] == sorted(s.start for s in events), events
    assert words[0] <= count_words(text) + SPARE_WORDS and count_words(text) <= words[1] + SPARE_WORDS, (words, text)
    present = sorted(set().union(*(names_of(name) for name in record['activity'])), key=len, reverse=True)
    left = [re.sub('|'.join(rf'\b{re.escape(word)}\b' for word in present), '', s.text, flags=re.I) for s in events]
    absent = {word for name in set(INSTRUMENTS) - set(record['activity']) for word in names_of(name)}
    for text in left:
        told = [word for word in absent if re.search(rf'\b{re.escape(word)}\b', text)]
        assert not told, (told, text, sorted(record['activity']))


def check_events(record, sentences):
    """Instruments of a sentence that says `alone` are alone in its span."""
    states = read_states(record)
    for sentence in sentences:
        if sentence.role == 'event' and ' alone' in sentence.text:
            state = next(s for s in states if abs(s['start'] - sentence.start) < .02)
            assert len(state['instruments']) == 1, (sentence, state)


def check_manifest_parts(record, random):
    for _, texts in order_song(record, random):
        assert texts[0] != texts[1] and sorted(re.findall(r'\w+', texts[0])) == sorted(re.findall(r'\w+', texts[1])), texts
    for row in song_choices(record, random):
        assert row['texts'][0] != row['texts'][1] and row['answer'] in (0, 1), row
    told = align_song(record, random)
    assert told is None or len(told[0]) == len(told[1]) and all(a < b for a, b in told[1])


def all_forms(module):
    """Every string of a module's lists of forms."""
    found = []
    def collect(value):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            [collect(inner) for inner in value.values()]
        elif isinstance(value, (list, tuple)):
            [collect(inner) for inner in value]
    [collect(value) for name, value in vars(module).items() if name.isupper() and name != 'KINDS']
    return set(found)


def main():
    classes, lengths = read_classes(Path(__file__).resolve().parents[1] / 'instruments.json'), collections.Counter()
    for number, (name, genres) in enumerate([(g, GENRES) for g in GENRES] + [(g, VARIANTS) for g in VARIANTS]):
        for copy in range(SONGS_PER_GENRE):
            random = np.random.default_rng([number, copy])
            record = make_record(name, genres, random, classes)
            for words in (LONG_WORDS, MEDIUM_WORDS, SHORT_WORDS):
                sentences = compose_caption(record, random, words)
                check_caption(record, sentences, words)
                check_events(record, sentences)
                lengths[words] += 1
            check_manifest_parts(record, random)
    shared = (all_forms(forms) | all_forms(stretches)) & (all_forms(heldback_words) | all_forms(order))
    assert not shared, shared
    print('captions checked:', dict(lengths), 'training forms:', len(all_forms(forms) | all_forms(stretches)))


if __name__ == '__main__':
    main()
