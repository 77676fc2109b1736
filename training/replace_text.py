"""Puts newly trained text encoders into a released model folder; everything that listens stays as it is, so nothing else needs to be fitted again but the score and the labels.

    python3 replace_text.py --model ../models/collap-mini --text TEXT --joint bidirectional=text.pt causal=text-causal.pt --version 0.2.0 \\
        --golden ../test/fixtures/model-golden.json
"""
import argparse
import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from export import describe_files, describe_texts, export_text
from joint.modules import load_pair


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('model', 'text', 'golden'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--joint', nargs='+', required=True, help='VARIANT=FILE of song.train --text-only; the first becomes the default')
    parser.add_argument('--version', required=True)
    options = parser.parse_args()
    files = dict(entry.split('=', 1) for entry in options.joint)
    encoders = {variant: load_pair(path, variant)[0].eval() for variant, path in files.items()}
    for variant, encoder in encoders.items():
        export_text(encoder, options.model / f'text-{variant}.onnx')
    card_path = options.model / 'model.json'
    card = json.loads(card_path.read_text())
    card['version'], card['text']['default'], card['files'] = options.version, next(iter(files)), describe_files(options.model)
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    golden = json.loads(options.golden.read_text())
    golden |= describe_texts(encoders, Tokenizer.from_file(str(options.text / 'tokenizer.json')))
    options.golden.write_text(json.dumps(golden))
    print({name: entry['bytes'] for name, entry in card['files'].items()})


if __name__ == '__main__':
    torch.set_grad_enabled(False)
    main()
