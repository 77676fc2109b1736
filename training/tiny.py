"""Made-up data in the shape of the real: tones and noises, a teacher of random weights, texts that name them. For tiny.sh.

    python3 tiny.py --out DATA
"""
import argparse
import csv
import json
import shutil
from pathlib import Path

import numpy as np
import torch

from audio.frontend import LogMel
from audio.labels import AUDIOSET_NAMES, CLASSES
from captions.check import GENRES, make_record, read_classes
from text.corpus import PARTS_OF_SPEECH
from text.embed import LAYERS, MOST_TOKENS, WIDTH, MiniLm
from text.tokenizer import build_tokenizer
from text.tower import TextTower, save_tower

KINDS = {'low tone': 110, 'high tone': 1760, 'noise': 0, 'pulse': 2}
CHUNK_SAMPLES = 144000
TEACHER_TAGS = {'jamendo': 6, 'mtat': 6, 'msd': 6}
AUDIOSET_TAGS = 521
VOCABULARY = 200
SONGS, LONGEST_SECONDS = 4, 100


def sound(kind, random):
    """18 s of one kind, int16."""
    t = np.arange(2 * CHUNK_SAMPLES) / 16000
    pitch = KINDS[kind] * random.uniform(0.8, 1.25)
    wave = {'noise': lambda: random.normal(size=len(t)), 'pulse': lambda: np.sign(np.sin(2 * np.pi * pitch * t)) * random.normal(size=len(t))}
    signal = wave.get(kind, lambda: np.sin(2 * np.pi * pitch * t))() * random.uniform(0.05, 0.3) + random.normal(size=len(t)) * 0.002
    return (np.clip(signal, -1, 1) * 32767).astype(np.int16)


def teach(pcm, weights):
    """A teacher of random weights: three-second means of the log-mel, projected."""
    chunks = torch.from_numpy(pcm.astype(np.float32) / 32768).view(-1, CHUNK_SAMPLES)
    mel = LogMel()(chunks).view(len(chunks), 64, 3, -1).mean(3).transpose(1, 2).numpy()
    said = {name: (mel @ weight).astype(np.float16) for name, weight in weights.items()}
    return dict(said, starts=np.arange(len(chunks), dtype=np.int32) * CHUNK_SAMPLES)


def write_audio(out, random):
    sizes = dict(TEACHER_TAGS, yamnet=AUDIOSET_TAGS, features=600)
    weights = {name: random.normal(size=(64, size)) * 0.1 for name, size in sizes.items()}
    with (out / 'tracks.jsonl').open('w') as tracks:
        for n in range(48):
            kind = list(KINDS)[n % len(KINDS)]
            name, pcm = f'tiny-{n}', sound(kind, random)
            np.save(out / 'pcm' / f'{name}.npy', pcm)
            np.savez(out / 'teach' / f'{name}.npz', **teach(pcm, weights))
            tracks.write(json.dumps({'id': name, 'set': 'tiny', 'path': f'{name}.wav', 'genre': kind, 'seconds': 18.0, 'instrument': None,
                                     'split': 'train' if n < 40 else 'validation'}) + '\n')


def write_songs(out, random):
    """Songs that are composed and not played: their truth, and noise of their length."""
    classes = read_classes(Path(__file__).parent / 'instruments.json')
    (out / 'rendered' / 'pcm').mkdir(parents=True, exist_ok=True)
    with (out / 'rendered' / 'songs.jsonl').open('w') as songs:
        for n in range(SONGS):
            record = make_record('rock', GENRES, random, classes)
            while record['durationSeconds'] >= LONGEST_SECONDS:
                record = make_record('rock', GENRES, random, classes)
            seconds = CHUNK_SAMPLES / 16000
            starts = np.arange(0, record['durationSeconds'] - seconds, seconds)
            plays = lambda spans, start: any(a < start + seconds and b > start for a, b in spans)
            chunks = [{'start': float(start), 'classes': [name for name, spans in record['activity'].items() if plays(spans, start)]} for start in starts]
            np.save(out / 'rendered' / 'pcm' / f'song-{n}.npy', (random.normal(size=int(record['durationSeconds'] * 16000)) * 3000).astype(np.int16))
            songs.write(json.dumps(record | {'id': f'song-{n}', 'chunks': chunks, 'split': 'train'}) + '\n')


def write_class_map(out):
    """AudioSet's list of classes as far as the labels ask for them."""
    names = list(AUDIOSET_NAMES.values()) + [f'class {n}' for n in range(AUDIOSET_TAGS - len(AUDIOSET_NAMES))]
    with (out / 'yamnet_class_map.csv').open('w', newline='') as file:
        rows = csv.writer(file)
        rows.writerow(['index', 'mid', 'display_name'])
        rows.writerows([n, '', name] for n, name in enumerate(names))


def write_text(out, random):
    tags = [{'source': source, 'index': n, 'name': f'{source} {n}', 'phrases': [f'{source} {n}'], 'patterns': []} for source, count in TEACHER_TAGS.items() for n in range(count)]
    tags += [{'source': 'instrument', 'index': n, 'name': name, 'phrases': [name], 'patterns': [name]} for n, name in enumerate(CLASSES)]
    (out / 'tagspace.json').write_text(json.dumps(tags))
    concepts = [f'genre | {kind} | j:jamendo {n}; m:msd {n}' for n, kind in enumerate(KINDS)]
    (out / 'lexicon.txt').write_text('\n'.join(concepts + ['mood | calm | t:mtat 4; m:msd 4', 'instrument | piano | j:jamendo 5; t:mtat 5']) + '\n')
    texts = [f'{adjective} {kind} {noun}' for kind in KINDS for adjective in ('a calm', 'a loud', 'this is a', 'one') for noun in ('song', 'piece', 'sound')]
    (out / 'texts.jsonl').write_text(''.join(json.dumps({'text': text, 'split': 'train'}) + '\n' for text in texts))
    np.save(out / 'targets.npy', random.normal(size=(len(texts), len(tags))).astype(np.float16))
    tokenizer = build_tokenizer(texts, VOCABULARY)
    tokenizer.save(str(out / 'tokenizer.json'))
    for variant in ('bidirectional', 'causal'):
        save_tower(TextTower(variant, len(tags), tokenizer.get_vocab_size(), width=24, layers=1, heads=2), out / f'text_{variant}.pt')


def write_sentence_encoder(out, random):
    """A sentence encoder of random weights in the form of the public one, with the tokenizer of the texts, and embeddings of the texts by it."""
    (out / 'minilm').mkdir(exist_ok=True)
    shutil.copy(out / 'tokenizer.json', out / 'minilm' / 'tokenizer.json')
    shapes = {'embeddings.word_embeddings': (200, WIDTH), 'embeddings.token_type_embeddings': (2, WIDTH), 'embeddings.position_embeddings': (MOST_TOKENS, WIDTH)}
    parts = {'attention.self.query': WIDTH, 'attention.self.key': WIDTH, 'attention.self.value': WIDTH, 'attention.output.dense': WIDTH, 'intermediate.dense': 4 * WIDTH}
    for layer in (f'encoder.layer.{n}' for n in range(LAYERS)):
        shapes |= {f'{layer}.{part}': (size, WIDTH) for part, size in parts.items()} | {f'{layer}.output.dense': (WIDTH, 4 * WIDTH)}
    tensors = {f'{name}.weight': random.normal(size=shape) * 0.05 for name, shape in shapes.items()}
    tensors |= {f'{name}.bias': np.zeros(shape[0]) for name, shape in shapes.items() if 'layer' in name}
    norms = ['embeddings'] + [f'encoder.layer.{n}.{part}' for n in range(LAYERS) for part in ('attention.output', 'output')]
    tensors |= {f'{name}.LayerNorm.{part}': np.full(WIDTH, float(part == 'weight')) for name in norms for part in ('weight', 'bias')}
    write_safetensors(out / 'minilm' / 'model.safetensors', tensors)
    texts = [json.loads(line)['text'] for line in (out / 'texts.jsonl').open()]
    np.save(out / 'text_embeddings.npy', MiniLm(out / 'minilm').embed(texts).astype(np.float16))


def write_safetensors(path, tensors):
    """Format: u64 header length, JSON header, raw little-endian data."""
    arrays, header, at = {name: np.ascontiguousarray(value, np.float32) for name, value in tensors.items()}, {}, 0
    for name, array in arrays.items():
        header[name] = {'dtype': 'F32', 'shape': array.shape, 'data_offsets': [at, at + array.nbytes]}
        at += array.nbytes
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, 'little') + head + b''.join(array.tobytes() for array in arrays.values()))


def write_wordnet(out):
    out.mkdir(exist_ok=True)
    for part in PARTS_OF_SPEECH:
        (out / f'data.{part}').write_text('  1 a licence\n00000001 00 n 02 low_tone 0 hum(p) 0 000 | a sound that is low; "the low tone of a ship"\n')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--out', type=Path, required=True)
    out = parser.parse_args().out
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    for folder in ('pcm', 'teach', 'text'):
        (out / folder).mkdir(parents=True, exist_ok=True)
    write_class_map(out)
    write_songs(out, np.random.default_rng(2))
    write_audio(out, random)
    write_text(out / 'text', random)
    write_sentence_encoder(out / 'text', random)
    write_wordnet(out / 'wordnet')
    rows = [{'id': f'tiny-{n}', 'audio': f'tiny-{n}.wav', 'text': f'This is a {list(KINDS)[n % 4]} sound. It stays the same.'} for n in range(40, 48)]
    (out / 'captions.jsonl').write_text(''.join(json.dumps(row) + '\n' for row in rows))


if __name__ == '__main__':
    main()
