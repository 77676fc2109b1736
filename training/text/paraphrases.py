"""
Teaches a text encoder of the joint space what people say who do not name it: the texts of paraphrases/ move to where their plain wordings are,
all others stay.

    python3 -m text.paraphrases --text DATA/text --joint ../models/collap-mini --variant bidirectional --out RUN/pictures.pt

Writes a checkpoint for `song.train --joint`.
"""
import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from descent import blend, decay_at, go_towards, set_rate, take_step
from joint.modules import load_pair, pair_state
from joint.train import AVERAGE_DECAY, tokenise
from precision import autocast

PARAPHRASES = sorted(Path(__file__).parent.glob('paraphrases/*.txt'))
MOST_PARTS, MORE_CHANCE = 3, 0.5
KEEP_WEIGHT = 2.0
PLAIN_CHANCE = 0.25  # of a further part to be said plainly: a picture and a plain word often share a sentence
HELD_BACK = 20  # one in so many ways to say a thing is never shown, and tells how far what was learned carries
FRAMES = ('{}', '{}', 'it sounds like {}', 'think of {}', 'something like {}', 'it brings to mind {}', 'we hear {}', 'music for this: {}', 'as in {}',
          'the sort of thing one would call {}', '{}, that is the picture', 'imagine {}', 'the song has something of {}')


def read_paraphrases(paths=PARAPHRASES):
    """[(plain wording, a way to say it)] of files with a plain wording a line and the ways parted by semicolons."""
    lines = [line.split(' | ') for path in paths for line in path.read_text().splitlines() if line.strip() and not line.startswith('#')]
    return [(plain.strip(), way.strip()) for plain, ways in lines for way in ways.split(';')]


def frame(way, random):
    """A picture as part of a sentence; what is a sentence already stays one."""
    return way.rstrip('.') if way[0].isupper() and way.endswith('.') else str(random.choice(FRAMES)).format(way)


def odds_of(pairs):
    """Chance of every pair: with the root of its length, since a passage says more than a phrase, and there are fewer."""
    lengths = np.array([len(way.split()) for _, way in pairs]) ** 0.5
    return lengths / lengths.sum()


def draw_pairs(pairs, odds, count, random):
    """`count` texts and as many plain ones that mean the same: two lists of strings. `odds`: what `odds_of` gives."""
    texts, plains = [], []
    for _ in range(count):
        size = 1 + (random.random() < MORE_CHANCE) * int(random.integers(MOST_PARTS))
        drawn = [pairs[n] for n in random.choice(len(pairs), size, replace=False, p=odds)]
        parts = [plain if place and random.random() < PLAIN_CHANCE else frame(way, random) for place, (plain, way) in enumerate(drawn)]
        joined = '. '.join(part[0].upper() + part[1:] for part in parts) if random.random() < 0.6 else ', '.join(parts)
        texts.append(joined + ('.' if random.random() < 0.7 else ''))
        plains.append(', '.join(plain for plain, _ in drawn))
    return texts, plains


def other_texts(text_dir, split):
    """The texts of a split of texts.jsonl."""
    rows = (json.loads(line) for line in (text_dir / 'texts.jsonl').open())
    return [row['text'] for row in rows if row['split'] == split]


def report(encoder, begun, tokenizer, held_back, random):
    """Mean cosine of pictures held back with their plain wordings, and of the plain wordings with where they were."""
    texts, plains = draw_pairs(held_back, odds_of(held_back), 256, random)
    with torch.no_grad():
        anchors, said, plain = begun(*tokenise(tokenizer, plains)), encoder(*tokenise(tokenizer, texts)), encoder(*tokenise(tokenizer, plains))
    return {'pictures': round(float((said * anchors).sum(1).mean()), 4), 'plain': round(float((plain * anchors).sum(1).mean()), 4)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('text', 'joint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--variant', choices=('bidirectional', 'causal'), default='bidirectional')
    parser.add_argument('--steps', type=int, default=1200)
    parser.add_argument('--rate', type=float, default=3e-4)
    parser.add_argument('--pictures', type=int, default=64, help='a step')
    parser.add_argument('--others', type=int, default=64, help='texts a step that stay where they are')
    parser.add_argument('--towards', type=float, default=1.0, help='share of the way from where the encoder began to where training led it')
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    print(vars(options), flush=True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    tokenizer = Tokenizer.from_file(str(options.text / 'tokenizer.json'))
    encoder, head = load_pair(options.joint, options.variant)
    begun = copy.deepcopy(encoder).eval()
    average = copy.deepcopy(begun)
    paraphrases = read_paraphrases()
    shown, held_back = [pair for n, pair in enumerate(paraphrases) if n % HELD_BACK], paraphrases[::HELD_BACK]
    others, odds = other_texts(options.text, 'train'), odds_of(shown)
    optimiser = torch.optim.AdamW(encoder.parameters(), options.rate, weight_decay=0.01)
    encoder.train()
    for step in range(options.steps):
        set_rate(optimiser, step, options.steps, options.rate)
        texts, plains = draw_pairs(shown, odds, options.pictures, random)
        kept = [others[n] for n in random.choice(len(others), options.others)] + plains[:options.others // 4]
        with autocast():
            with torch.no_grad():
                anchors = torch.cat([begun(*tokenise(tokenizer, part)) for part in (plains, kept)])
            said = torch.cat([encoder(*tokenise(tokenizer, part)) for part in (texts, kept)])
        apart = 1 - (said.float() * anchors.float()).sum(1)
        loss = apart[:len(texts)].mean() + KEEP_WEIGHT * apart[len(texts):].mean()
        take_step(optimiser, loss, encoder.parameters())
        blend(average, encoder, decay_at(step, AVERAGE_DECAY))
        if (step + 1) % 100 == 0:
            print(json.dumps({'step': step + 1, 'shown': round(1 - float(apart[:len(texts)].mean()), 4), 'kept': round(1 - float(apart[len(texts):].mean()), 4),
                              **report(average, begun, tokenizer, held_back, np.random.default_rng(0))}), flush=True)
    go_towards(average, begun, options.towards)
    torch.save(pair_state(average, head, options), options.out)


if __name__ == '__main__':
    main()
