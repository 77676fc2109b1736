"""Measures the committed model with the product's own `collap eval`, and writes the figures into its card and the card's README.

    python3 evaluate.py --model ../models/collap-mini --audio-root AUDIO --cache CACHE

AUDIO holds the folders that the manifests of training/validation name (packages, voices, phil).
"""
import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CAUSAL = ['--text-variant', 'causal']
TASKS = {
    'recordings': ('retrieval', 'recordings.jsonl', []),
    'recordingsCausal': ('retrieval', 'recordings.jsonl', CAUSAL),
    'recordings40': ('retrieval', 'recordings-40.jsonl', []),
    'recordingsProse': ('retrieval', 'recordings-prose.jsonl', []),
    'recordingsProseCausal': ('retrieval', 'recordings-prose.jsonl', CAUSAL),
    'recordingsWritten': ('retrieval', 'recordings-written.jsonl', []),
    'recordingsMarkup': ('retrieval', 'recordings-markup.jsonl', []),
    'recordingsShort': ('retrieval', 'recordings-short.jsonl', []),
    'long': ('retrieval', 'long.jsonl', []),
    'longCausal': ('retrieval', 'long.jsonl', CAUSAL),
    'long40': ('retrieval', 'long-40.jsonl', []),
    'prose': ('retrieval', 'prose.jsonl', []),
    'proseCausal': ('retrieval', 'prose.jsonl', CAUSAL),
    'proseWritten': ('retrieval', 'prose-written.jsonl', []),
    'grooves': ('retrieval', 'grooves.jsonl', []),
    'groovesCausal': ('retrieval', 'grooves.jsonl', CAUSAL),
    'voices': ('retrieval', 'voices.jsonl', []),
    'voicesCausal': ('retrieval', 'voices.jsonl', CAUSAL),
    'voicesAmong': ('retrieval', 'voices-among.jsonl', []),
    'choices': ('choice', 'choices.jsonl', []),
    'order': ('choice', 'order.jsonl', []),
    'instruments': ('classify', 'instruments.jsonl', ['--prompt', 'solo {label}']),
    'gmInstruments': ('classify', 'gm-instruments.jsonl', ['--prompt', 'solo {label}']),
    'genres': ('classify', 'genres.jsonl', []),
    'tags': ('tags', 'tags.jsonl', []),
    'tagsCausal': ('tags', 'tags.jsonl', CAUSAL),
}
GROUPS = {'voices-among.jsonl': 'held back'}  # of the texts that count, where a manifest has others for their songs' sake
# The score without one of its parts, on the captions of recordings and of rendered songs: changes of the card's fusion.
ABLATIONS = {
    'NoAttention': {'attentionTemperature': 1e6, 'orderWeight': 0.0},  # every sentence hears the mean of the clips
    'NoOrder': {'orderWeight': 0.0},
    'SongOnly': {'globalWeight': 1.0, 'orderWeight': 0.0},  # whole description against whole song
}
TITLES = {
    'recordings': 'Recordings of unseen packages, captions by teachers kept back', 'recordingsCausal': 'the same, causal text encoder',
    'recordings40': 'the same recordings, 40 tokens of the captions, sentences shuffled',
    'recordingsProse': 'the same recordings, their captions told anew in free prose by language models', 'recordingsProseCausal': 'the same, causal text encoder',
    'recordingsWritten': 'the same prose as Markdown, fields, JSON, YAML, tables, tags or timelines', 'proseWritten': 'the same prose as Markdown, fields, JSON, YAML, tables, tags or timelines',
    'recordingsMarkup': 'every second of these recordings, the prose as XML or HTML',
    'recordingsShort': 'the same recordings, their captions told anew in about fifty words, as annotators, catalogues, listeners and people with a request would',
    'long': 'Rendered songs in a soundfont and styles not trained on, exact long captions', 'longCausal': 'the same, causal text encoder',
    'long40': 'the same songs, 40 tokens of the captions, sentences shuffled',
    'prose': 'Rendered songs, descriptions in free prose by a language model shown their facts only', 'proseCausal': 'the same, causal text encoder',
    'grooves': 'Songs accompanied by grooves of mma not trained on, in a soundfont not trained on, in free prose; a third of it names neither genre nor instruments',
    'groovesCausal': 'the same, causal text encoder',
    'voices': 'Songs with voices, by the prompts they were made from', 'voicesCausal': 'the same, causal text encoder',
    'voicesAmong': 'the same prompts among all 39 songs with voices, 31 of which training heard',
    'choices': 'One attribute right or wrong', 'order': 'Told in order, or reversed or exchanged',
    'instruments': 'Solo instruments (real phrases), prompt "solo {label}"',
    'gmInstruments': 'General MIDI instruments in a soundfont not trained on, prompt "solo {label}"',
    'genres': 'Genre of recordings whose genre is certain, prompt "{label} music"',
    'tags': 'Recordings of unseen packages by single tags, those that a teacher is surest of', 'tagsCausal': 'the same, causal text encoder',
}
TITLES |= {name + kind: f'{TITLES[name]}: {words}' for name in ('recordings', 'long') for kind, words in
           (('NoAttention', 'no temporal attention'), ('NoOrder', 'no order'), ('SongOnly', 'whole song against whole description only'))}


def measure(model, audio_root, cache, task, manifest, flags):
    """One run of the product; its report without the lists that a card has no room for."""
    command = ['node', str(HERE.parent / 'dist/cli/main.js'), 'eval', task, '--manifest', str(HERE / 'validation' / manifest), '--audio-root', str(audio_root),
               '--cache', str(cache), '--model', str(model), '--json', *flags]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 3):
        raise SystemExit(f'{" ".join(command)} failed: {run.stdout.decode()}')
    report = json.loads(run.stdout)
    if manifest in GROUPS:
        told = report['groups'][GROUPS[manifest]]
        report |= {**told, 'n': told['textToAudio']['n'], 'ci95': {}}
    kept = ('n', 'textToAudio', 'audioToText', 'accuracy', 'macroAccuracy', 'rocAuc', 'meanAveragePrecision', 'chance', 'tags', 'ci95')
    result = {key: round_all(report[key]) for key in kept if key in report} | {'skipped': len(report['skipped']), 'command': ' '.join(['collap', 'eval', task, '--manifest', f'training/validation/{manifest}', *flags])}
    if 'confusion' in report:
        result['classes'] = len(report['confusion'])
    shown = {'choice': ('n', 'accuracy'), 'tags': ('n', 'rocAuc', 'meanAveragePrecision', 'chance', 'tags')}.get(task)
    if shown:
        result['groups'] = {group: {key: round_all(part[key]) for key in shown} for group, part in report['groups'].items()}
    return result


def measure_ablations(model, audio_root, cache):
    """Retrieval with parts of the score left out: the same graphs under cards that differ in their fusion."""
    reports = {}
    for kind, change in ABLATIONS.items():
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / 'model'
            shutil.copytree(model, copy)
            card = json.loads((copy / 'model.json').read_text())
            card['fusion'] |= change
            (copy / 'model.json').write_text(json.dumps(card))
            for name in ('recordings', 'long'):
                report = measure(copy, audio_root, cache, *TASKS[name])
                reports[name + kind] = report | {'command': f"{report['command']} with fusion {json.dumps(change)} in a copy of the card"}
    return reports


def round_all(value):
    if isinstance(value, dict):
        return {key: round_all(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [round_all(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


def interval(report, name):
    if 'ci95' not in report:
        return '–'
    low, high = report['ci95'][name]
    return f'{low:.2f}–{high:.2f}'


def tables(quality):
    """The card's tables in Markdown."""
    lines = ['| retrieval | n | direction | R@1 | R@5 | R@10 | median rank | MRR |', '|---|---|---|---|---|---|---|---|']
    for name, report in quality.items():
        if 'textToAudio' not in report:
            continue
        for direction, words in (('textToAudio', 'text → audio'), ('audioToText', 'audio → text')):
            r = report[direction]
            lines.append(f"| {TITLES[name]} | {report['n']} | {words} | {r['recall@1']:.2f} | {r['recall@5']:.2f} | {r['recall@10']:.2f} | {r['medianRank']:g} | {r['mrr']:.2f} |")
    lines += ['', '| choice | n | accuracy | 95 % interval | macro accuracy | chance |', '|---|---|---|---|---|---|']
    for name, report in quality.items():
        if 'accuracy' in report:
            macro = f"{report['macroAccuracy']:.2f}" if 'macroAccuracy' in report else '–'
            chance = report.get('chance') or 1 / report['classes']
            lines.append(f"| {TITLES[name]} | {report['n']} | {report['accuracy']:.2f} | {interval(report, 'accuracy')} | {macro} | {chance:.2f} |")
            lines += [f"| – {group} | {part['n']} | {part['accuracy']:.2f} | – | – | {chance:.2f} |" for group, part in report.get('groups', {}).items()]
    return '\n'.join(lines + tag_lines(quality) + teacher_lines(quality) + reliability_lines(quality))


def tag_lines(quality):
    """Zero-shot tagging, teacher by teacher."""
    reports = {name: report for name, report in quality.items() if 'rocAuc' in report}
    if not reports:
        return []
    lines = ['', '| zero-shot tagging | tags | ROC-AUC | 95 % interval | mAP | 95 % interval | mAP by chance |', '|---|---|---|---|---|---|---|']
    for name, report in reports.items():
        told = {TITLES[name]: report} | {f'– {group}': part for group, part in report['groups'].items()}
        lines += [f"| {title} | {part['tags']} | {part['rocAuc']:.2f} | {interval(part, 'rocAuc')} | {part['meanAveragePrecision']:.2f} | {interval(part, 'meanAveragePrecision')} | {part['chance']:.2f} |"
                  for title, part in told.items()]
    return lines


def teacher_lines(quality):
    """How closely the student hears what its teachers hear, as audio.correlate measured it."""
    if 'teachers' not in quality:
        return []
    titles = {'packages': 'Recordings of unseen packages', 'voices': 'Songs with voices held back'}
    levels = {'windows': 'windows of 3 s', 'recordings': 'whole recordings'}
    rows = {f'{titles[title]}, {levels[level]}': row for title in titles for level, row in quality['teachers'].get(title, {}).items()}
    names = [name for name in next(iter(rows.values())) if name != 'n']
    lines = ['', f"| correlation with the teachers | n | {' | '.join(names)} |", '|---|' + '---|' * (1 + len(names))]
    return lines + [f"| {title} | {row['n']} | {' | '.join(format(row[name], '.2f') for name in names)} |" for title, row in rows.items()]


def reliability_lines(quality):
    """What the probabilities of labels are worth, as calibrate_labels.py measured it."""
    if 'labels' not in quality:
        return []
    groups, certain = quality['labels']['groups'], quality['labels']['certain']
    ranges = [f"{b['from']:g}–{b['to']:g}" for b in next(iter(groups.values()))['bins']]
    lines = ['', f"| probability of a label: share that is true (n), songs not fitted on | n | calibration error | certain ({certain:g} or more) and true | held and certain | {' | '.join(ranges)} |",
             '|---|' + '---|' * (4 + len(ranges))]
    for group, report in groups.items():
        bins = ' | '.join(f"{b['true']:.2f} ({b['n']})" if b['n'] else '–' for b in report['bins'])
        sure = '–' if report['certainTrue'] is None else f"{report['certainTrue']:.2f}"
        lines.append(f"| {group} | {report['n']} | {report['calibrationError']:.3f} | {sure} | {report['certainFound']:.2f} | {bins} |")
    return lines


def write_tables(model, card):
    """Writes the card's tables into the README beside it."""
    readme = model / 'README.md'
    text = readme.read_text() if readme.exists() else f"# {card['name']}\n\n<!-- figures -->\n<!-- /figures -->\n"
    before, rest = text.split('<!-- figures -->', 1)
    after = rest.split('<!-- /figures -->', 1)[1]
    readme.write_text(f'{before}<!-- figures -->\n{tables(card["quality"])}\n<!-- /figures -->{after}')
    print(tables(card['quality']))


def main():
    parser = argparse.ArgumentParser()
    for name in ('model', 'audio-root', 'cache'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    card_path = options.model / 'model.json'
    card = json.loads(card_path.read_text())
    others = {name: card['quality'][name] for name in ('teachers', 'labels') if name in card['quality']}  # of audio.correlate and calibrate_labels.py
    card['quality'] = {name: measure(options.model, options.audio_root, options.cache, *task) for name, task in TASKS.items()
                       if 'causal' in card['text']['variants'] or 'causal' not in task[2]}
    card['quality'] |= measure_ablations(options.model, options.audio_root, options.cache) | others
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    write_tables(options.model, card)


if __name__ == '__main__':
    main()
