"""Which labels of `collap classify` hold for a validation song and which do not, gathered from the other validation manifests.

    python3 -m captions.labels --validation validation --out validation/labels.jsonl

Rendered songs have exact captions: an instrument that is not told is not there. Of recordings only those words count that the kept-back teachers leave no
doubt about (the choices). Of songs with voices, what their prompts ask for (voices.jsonl). What is kin to a label that holds is left open. One line a song:
{"id", "audio", "kind", "holds": {"genre": […]}, "not": {"genre": […]}}; of kind "songs learned from" are those whose prompts training heard.
"""
import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SOURCES = {'long': 'rendered songs', 'choices': 'songs', 'genres': 'songs', 'instruments': 'solo instruments', 'gm-instruments': 'solo instruments'}
# Instruments of orchestras and folk bands: a song with a singer, made from a prompt that does not ask for one, has none.
UNASKED = {'accordion', 'bagpipes', 'banjo', 'bassoon', 'cello', 'clarinet', 'double bass', 'french horn', 'harmonica', 'harp', 'harpsichord', 'oboe', 'sitar', 'trombone'}
SINGLE = {'genres': 'genre', 'instruments': 'instrument', 'gm-instruments': 'instrument'}  # manifests with one label a line


class Words:
    """The words of captions that stand for labels."""

    def __init__(self, table):
        self.kin = [set(names) for names in table.pop('kin')]
        self.table = table

    def label(self, group, word):
        plain = word.removeprefix('a ').strip(' .,')
        return next((label for label, words in self.table[group].items() if word in words or plain in words), None)

    def told(self, group, text):
        """Labels of a group that a text names."""
        return {label for label, words in self.table[group].items() if any(re.search(rf'(?<![\w-]){re.escape(word)}(?![\w-])', text) for word in words)}

    def denied(self, group, held):
        """All labels that are neither told nor kin to one that is."""
        near = {name for label in held for names in self.kin if label in names for name in names}
        return set(self.table[group]) - set(held) - near


def difference(right, wrong):
    """The words in which two texts differ."""
    a, b = right.split(), wrong.split()
    start = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    end = next((i for i, (x, y) in enumerate(zip(a[start:][::-1], b[start:][::-1])) if x != y), min(len(a), len(b)) - start)
    return ' '.join(a[start:len(a) - end]).strip(' .,'), ' '.join(b[start:len(b) - end]).strip(' .,')


def read(name, folder):
    return [json.loads(line) for line in (folder / f'{name}.jsonl').open()]


def gather(folder, words):
    """{audio: (kind, {group: held}, {group: denied})}"""
    kinds, held, denied = {}, defaultdict(lambda: defaultdict(set)), defaultdict(lambda: defaultdict(set))
    for source, kind in SOURCES.items():
        for row in read(source, folder):
            audio = row['audio']
            kinds.setdefault(audio, 'rendered songs' if audio.startswith('rendered/') else kind)
            if source == 'long':
                note_caption(row, words, held[audio], denied[audio])
            elif source == 'choices':
                note_choice(row, words, held[audio], denied[audio])
            else:
                note_single(SINGLE[source], words.label(SINGLE[source], row['label']), words, held[audio], denied[audio])
    return kinds, held, denied


def note_caption(row, words, held, denied):
    instruments = words.told('instrument', row['text'])
    if instruments:
        held['instrument'] |= instruments
        denied['instrument'] |= words.denied('instrument', instruments)
    note_single('genre', words.label('genre', row['group']), words, held, denied)


def note_single(group, label, words, held, denied):
    if label:
        held[group].add(label)
        denied[group] |= words.denied(group, [label])


def note_choice(row, words, held, denied):
    group = row['group']
    if group not in words.table:
        return
    right, wrong = difference(row['texts'][row['answer']], row['texts'][1 - row['answer']])
    for word, told in ((right, held), (wrong, denied)):
        if words.label(group, word):
            told[group].add(words.label(group, word))
    if group == 'voice':  # whoever sings, it is not instrumental; where nobody sings, nobody does
        denied[group] |= words.denied(group, held[group]) if 'instrumental' in held[group] else {'instrumental'}


def note_prompts(folder, words, kinds, held, denied):
    """What the prompts of songs with voices ask for."""
    asked = {row['id']: row for row in read('voices', HERE / 'captions')}
    for row in read('voices-among', folder):
        told, audio = asked[row['id']], row['audio']
        kinds.setdefault(audio, 'songs' if row['group'] == 'held back' else 'songs learned from')
        held[audio]['voice'] |= set(told['voice'])
        denied[audio]['voice'] |= set(told['notVoice'])
        held[audio]['instrument'] |= set(told['instrument'])
        if told['genre']:
            held[audio]['genre'] |= set(told['genre'])
            denied[audio]['genre'] |= words.denied('genre', told['genre'])
        if 'instrumental' in told['notVoice']:
            denied[audio]['instrument'] |= UNASKED - set(told['instrument'])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('validation', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    words = Words(json.loads((HERE / 'label_words.json').read_text()))
    kinds, held, denied = gather(options.validation, words)
    note_prompts(options.validation, words, kinds, held, denied)
    with options.out.open('w') as out:
        for audio, kind in kinds.items():
            holds = {group: sorted(labels - denied[audio][group]) for group, labels in held[audio].items()}
            never = {group: sorted(labels - held[audio][group]) for group, labels in denied[audio].items()}
            row = {'id': Path(audio).stem, 'audio': audio, 'kind': kind, 'holds': holds, 'not': never}
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
    print(len(kinds), 'songs written to', options.out)


if __name__ == '__main__':
    main()
