"""Measures the committed model with the product's own `collap eval`, and writes the figures into its card and the card's README.

    python3 evaluate.py --model ../models/collap-mini --audio-root AUDIO --cache CACHE

AUDIO holds the folders that the manifests of training/validation name (packages, voices, phil).
"""
import argparse
import json
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
TASKS = {
    'recordings': ('retrieval', 'recordings.jsonl', []),
    'recordingsCausal': ('retrieval', 'recordings.jsonl', ['--text-variant', 'causal']),
    'voices': ('retrieval', 'voices.jsonl', []),
    'voicesCausal': ('retrieval', 'voices.jsonl', ['--text-variant', 'causal']),
    'order': ('choice', 'order.jsonl', []),
    'instruments': ('classify', 'instruments.jsonl', ['--prompt', 'solo {label}']),
    'genres': ('classify', 'genres.jsonl', []),
}
TITLES = {
    'recordings': 'Recordings of unseen packages, captions by teachers kept back', 'recordingsCausal': 'the same, causal text encoder',
    'voices': 'Songs with voices, by the prompts they were made from', 'voicesCausal': 'the same, causal text encoder',
    'order': 'Rendered songs told forwards or backwards',
    'instruments': 'Solo instruments (real phrases), prompt "solo {label}"', 'genres': 'Genre of recordings whose genre is certain, prompt "{label} music"',
}


def measure(model, audio_root, cache, task, manifest, flags):
    """One run of the product; its report without the lists that a card has no room for."""
    command = ['node', str(HERE.parent / 'dist/cli/main.js'), 'eval', task, '--manifest', str(HERE / 'validation' / manifest), '--audio-root', str(audio_root),
               '--cache', str(cache), '--model', str(model), '--json', *flags]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 3):
        raise SystemExit(f'{" ".join(command)} failed: {run.stdout.decode()}')
    report = json.loads(run.stdout)
    kept = ('n', 'textToAudio', 'audioToText', 'accuracy', 'macroAccuracy', 'chance', 'ci95')
    result = {key: round_all(report[key]) for key in kept if key in report} | {'skipped': len(report['skipped']), 'command': ' '.join(['collap', 'eval', task, '--manifest', f'training/validation/{manifest}', *flags])}
    if 'confusion' in report:
        result['classes'] = len(report['confusion'])
    return result


def round_all(value):
    if isinstance(value, dict):
        return {key: round_all(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [round_all(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


def interval(report, name):
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
    return '\n'.join(lines)


def main():
    parser = argparse.ArgumentParser()
    for name in ('model', 'audio-root', 'cache'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    card_path = options.model / 'model.json'
    card = json.loads(card_path.read_text())
    card['quality'] = {name: measure(options.model, options.audio_root, options.cache, *task) for name, task in TASKS.items()
                       if 'causal' in card['text']['variants'] or 'causal' not in task[2]}
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    readme = options.model / 'README.md'
    text = readme.read_text() if readme.exists() else f"# {card['name']}\n\n<!-- figures -->\n<!-- /figures -->\n"
    before, rest = text.split('<!-- figures -->', 1)
    after = rest.split('<!-- /figures -->', 1)[1]
    readme.write_text(f'{before}<!-- figures -->\n{tables(card["quality"])}\n<!-- /figures -->{after}')
    print(tables(card['quality']))


if __name__ == '__main__':
    main()
