"""
The reader that a text encoder learns from: a public sentence encoder, frozen, and a small network from its embeddings to the joint space.

It is fitted on what the encoder of JOINT makes of the texts of texts.jsonl, and on the pairs of paraphrases/, whose pictures belong where their plain
wordings are. The sentence encoder has read a billion sentences, so it carries what the pairs teach to words that they do not have.

    python3 -m text.reader --text DATA/text --minilm MINILM --wordnet WORDNET --joint ../models/collap-mini --out READER
    python3 -m song.train --text-only --reader READER/reader.pt --minilm MINILM … --out READER/grounded.pt      # on songs: without it, long descriptions lose

Writes READER/reader.pt, and for text.imitate texts.json (all these texts, and texts without an answer) and embeddings.npy (n, 384) float16.
What is embedded already is not embedded again.
"""
import argparse
import copy
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from descent import blend, decay_at, set_rate, take_step
from joint.modules import load_pair
from joint.train import read_by_length, tokenise
from precision import autocast

from .bridge import normalise
from .corpus import read_asked, read_prose_parts, read_wordnet
from .embed import MiniLm
from .paraphrases import HELD_BACK, draw_pairs, odds_of, read_paraphrases

HIDDEN, DROPOUT, SCALE = 1024, 0.3, 20.0  # components of a unit vector in 384 dimensions are about a twentieth
BATCH, RATE, AVERAGE_DECAY = 256, 1e-3, 0.99
NETWORKS = 3  # whose answers are averaged
TOGETHER = 24000  # draws of several ways in a row


def ready_for(text, minilm=None):
    """A function from texts to what a text encoder takes: token ids and mask by the tokenizer in `text`, or, for a reader, sentence embeddings by MINILM."""
    if minilm:
        sentences = MiniLm(minilm)
        return lambda texts: (sentences.tensor(texts),)
    tokenizer = Tokenizer.from_file(str(text / 'tokenizer.json'))
    return lambda texts: tokenise(tokenizer, texts)


class Encoder:
    """Texts to vectors of the joint space (n, D) by a text encoder; every text is encoded once."""

    def __init__(self, text, joint, variant='bidirectional'):
        self.ready = ready_for(text)
        self.encoder = load_pair(joint, variant)[0].eval()

    @torch.no_grad()
    def __call__(self, texts):
        once = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        with autocast():
            vectors = read_by_length(list(once), lambda part: self.encoder(*self.ready(part)).float())
        return vectors.numpy()[[once[text] for text in texts]]


class Reader(torch.nn.Module):
    """Sentence embeddings (n, 384) to unit-norm vectors of the joint space (n, D): the mean of what several networks say."""

    def __init__(self, networks):
        super().__init__()
        self.networks = torch.nn.ModuleList(networks)

    def forward(self, embeddings):
        return F.normalize(sum(F.normalize(network(embeddings * SCALE), dim=-1) for network in self.networks), dim=-1)


def load_reader(path):
    """The reader of a file of `save_reader`, ready for inference."""
    stored = torch.load(path)
    reader = Reader([build_network(stored['size']) for _ in range(stored['networks'])])
    reader.load_state_dict(stored['state'])
    return reader.eval()


def save_reader(reader, path):
    torch.save({'state': reader.state_dict(), 'networks': len(reader.networks), 'size': reader.networks[0][-1].out_features}, path)


@torch.no_grad()
def read_all(reader, embeddings):
    """Vectors (n, D) of many sentence embeddings (n, 384), as arrays."""
    return reader(torch.from_numpy(embeddings.astype(np.float32))).numpy()


def build_network(size):
    layers = torch.nn
    return layers.Sequential(layers.Linear(384, HIDDEN), layers.GELU(), layers.Dropout(DROPOUT), layers.Linear(HIDDEN, HIDDEN), layers.GELU(),
                             layers.Dropout(DROPOUT), layers.Linear(HIDDEN, size))


def fit_network(sets, steps, seed):
    """A network from embeddings to vectors, fitted on several sets of both; every batch has as much of each."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    sets = [(torch.from_numpy(given.astype(np.float32)) * SCALE, torch.from_numpy(wanted.astype(np.float32))) for given, wanted in sets]
    network = build_network(sets[0][1].shape[1])
    average = copy.deepcopy(network).eval()
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=0.05)
    for step in range(steps):
        set_rate(optimiser, step, steps, RATE)
        drawn = [torch.from_numpy(random.integers(len(given), size=BATCH)) for given, _ in sets]
        with autocast():
            said = network(torch.cat([given[rows] for rows, (given, _) in zip(drawn, sets)]))
        said = F.normalize(said.float(), dim=-1)
        loss = (1 - (said * torch.cat([wanted[rows] for rows, (_, wanted) in zip(drawn, sets)])).sum(1)).mean()
        take_step(optimiser, loss)
        blend(average, network, decay_at(step, AVERAGE_DECAY))
    return average


def embed_once(minilm, texts, folder):
    """Sentence embeddings of texts, (n, 384) float16; those that the folder holds are taken from there, and new ones are added to it."""
    names, values = folder / 'embedded.json', folder / 'embedded.npy'
    known = dict(zip(json.loads(names.read_text()), np.load(values))) if names.exists() else {}
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        with autocast():
            known |= zip(missing, MiniLm(minilm).embed(missing, report=True).astype(np.float16))
        np.save(values, np.stack(list(known.values()))), names.write_text(json.dumps(list(known)))
    return np.stack([known[text] for text in texts])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('text', 'minilm', 'wordnet', 'joint', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--words', type=int, default=60000, help='texts of WordNet')
    parser.add_argument('--steps', type=int, default=1300, help='of each network: after more of them, pairs held back agree less')
    parser.add_argument('--most', type=int, help='texts of every kind, to try the pipeline')
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    print(vars(options), flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    encode = Encoder(options.text, options.joint)
    rows = [json.loads(line) for line in (options.text / 'texts.jsonl').open()]
    train, known = np.array([row['split'] == 'train' for row in rows]), np.load(options.text / 'text_embeddings.npy')
    placed = encode([row['text'] for row in rows])
    pairs = read_paraphrases()[:options.most]
    shown, held_back = [pair for n, pair in enumerate(pairs) if n % HELD_BACK], pairs[::HELD_BACK]
    together, plains = draw_pairs(shown, odds_of(shown), min(TOGETHER, options.most or TOGETHER), np.random.default_rng(options.seed))
    ways = [way for _, way in shown] + together
    free = [text for kind in (read_asked(), read_prose_parts(), read_wordnet(options.wordnet, options.words, np.random.default_rng(options.seed))) for text in kind[:options.most]]
    texts = ways + free
    print('texts', len(rows), 'pairs', len(shown), 'together', len(together), 'without an answer', len(free), flush=True)
    embeddings = embed_once(options.minilm, texts + [way for _, way in held_back], options.out)
    embeddings, unseen = embeddings[:len(texts)], embeddings[len(texts):]
    answers = encode([plain for plain, _ in shown] + plains)
    sets = [(known[train], placed[train])] + [(embeddings[:len(shown)], answers[:len(shown)]), (embeddings[len(shown):len(ways)], answers[len(shown):])]
    reader = Reader([fit_network(sets, options.steps, options.seed + n) for n in range(NETWORKS)])
    save_reader(reader, options.out / 'reader.pt')
    wanted = encode([plain for plain, _ in held_back])
    said, own = read_all(reader, unseen), encode([way for _, way in held_back])
    agreement = lambda rows: round(float((rows * wanted).sum(1).mean()), 4)
    print('pairs held back: encoder', agreement(own), 'reader', agreement(said), 'both', agreement(normalise(said + own)), flush=True)
    texts, embeddings = [row['text'] for row, shown in zip(rows, train) if shown] + texts, np.concatenate([known[train], embeddings])
    np.save(options.out / 'embeddings.npy', embeddings.astype(np.float16)), (options.out / 'texts.json').write_text(json.dumps(texts))


if __name__ == '__main__':
    main()
