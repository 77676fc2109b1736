"""Writes the validation manifests: voices, solo instruments, genres, forced choices, order, alignment, long descriptions and their first 40 tokens.

    python3 -m captions.manifests --data DATA --weights WEIGHTS --rendered RENDERED --audio-root AUDIO --out validation

Needs recordings.jsonl of captions.heldback in OUT. AUDIO is the folder that holds packages, voices and phil; rendered songs and recordings
joined end to end are written there as rendered/<id>.wav and joined/<ids>.wav. Everything follows from SEED.
"""
import argparse
import collections
import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .chosen import where
from .choices import song_choices
from .heldback import write_captions
from .order import LEAST_SECONDS, cast_words, distinct_states, order_song
from .recording_choices import joined_orders, recording_choices, recording_orders, voice_choices
from .rendered import compose_caption, join
from .sound_files import read_songs, write_song
from .states import read_states
from text.sentences import split_sentences

LEAST_PHRASES = 7  # of an instrument, in both splits together
HELD_BACK, LEARNED = 'held back', 'learned from'  # groups of songs with voices: only eight were held back, and the others hide them
SHORT_TOKENS = 40
SEED = 11
HERE = ['A stretch for {words}.', 'What sounds is {words}.', 'The turn of {words}.', '{words}, and nothing else.', 'Those at work: {words}.']


class Desk:
    """What all manifests are made from, and where they go."""

    def __init__(self, options):
        self.options, self.random = options, np.random.default_rng(SEED)
        self.tracks = [json.loads(line) for line in (options.data / 'tracks.jsonl').open()]
        self.held = [track for track in self.tracks if track['split'] == 'validation']
        self.songs = sorted((song for song in read_songs(options.rendered) if song['split'] == 'validation'), key=lambda s: s['id'])
        self.genres = dict(line.rstrip('\n').split('\t') for line in (options.out / 'genres.tsv').open() if not line.startswith('#'))

    def write(self, name, rows):
        (self.options.out / name).write_text(''.join(json.dumps(row, ensure_ascii=False) + '\n' for row in rows))
        print(name, len(rows), dict(collections.Counter(row['group'] for row in rows if 'group' in row)))

    def genre_of(self, track):
        return self.genres.get(Path(track['path']).name)

    def audio(self, song):
        return write_song(self.options.rendered, self.options.audio_root, song['id'])


def write_known(desk):
    """What is known of the recordings themselves: prompts, instruments, genres."""
    phrases = collections.Counter(track['instrument'] for track in desk.tracks if track['set'] == 'phil')
    voices = [{'id': t['id'], 'audio': where(t), 'text': t['text'], 'group': HELD_BACK if t['split'] == 'validation' else LEARNED} for t in desk.tracks if t['set'] == 'voices']
    desk.write('voices-among.jsonl', voices)
    desk.write('voice-genres.jsonl', genres_asked_for(voices))
    desk.write('voices.jsonl', [{key: row[key] for key in ('id', 'audio', 'text')} for row in voices if row['group'] == HELD_BACK])
    desk.write('instruments.jsonl', [{'id': t['id'], 'audio': where(t), 'label': t['instrument'].split(', ')[-1]} for t in desk.held
                                     if t['set'] == 'phil' and phrases[t['instrument']] >= LEAST_PHRASES])
    desk.write('genres.jsonl', [{'id': t['id'], 'audio': where(t), 'label': desk.genre_of(t)} for t in desk.held if desk.genre_of(t) and t['set'] != 'phil'])


def genres_asked_for(voices):
    """The genre that the prompt of a song with a voice asks for above all: the first of voices.jsonl."""
    asked = {row['id']: row['genre'] for row in map(json.loads, Path(__file__).with_name('voices.jsonl').open())}
    return [{'id': row['id'], 'audio': row['audio'], 'label': asked[row['id']][0], 'group': row['group']} for row in voices if asked[row['id']]]


def write_choices(desk, recordings, vocabulary):
    rows = []
    for song in desk.songs:
        rows += [{'id': f"{song['id']}-{entry['group']}", 'audio': desk.audio(song), **entry} for entry in song_choices(song, desk.random)]
    for track, _, thirds in recordings:
        rows += [{'id': f"{track['id']}-{entry['group']}", 'audio': where(track), **entry} for entry in recording_choices(thirds, vocabulary, desk.random)]
    for track in desk.held:
        if track['set'] == 'voices':
            rows += [{'id': f"{track['id']}-{entry['group']}-{n}", 'audio': where(track), **entry} for n, entry in enumerate(voice_choices(track, desk.genre_of(track), desk.random))]
    desk.write('choices.jsonl', sorted(rows, key=lambda row: row['group']))


def write_orders(desk, recordings, vocabulary):
    told = [(song['id'], desk.audio(song), 'rendered', order_song(song, desk.random)) for song in desk.songs]
    told += [(track['id'], where(track), 'recordings', recording_orders(thirds, vocabulary, desk.random)) for track, _, thirds in recordings]
    told += [(name, audio, 'joined recordings', found) for name, audio, found in joined_orders(recordings, vocabulary, desk.options.data, desk.options.audio_root, desk.random)]
    rows = [{'id': f'{name}-{kind}', 'audio': audio, 'texts': texts, 'answer': 0, 'group': f'{group}, {kind}'} for name, audio, group, found in told for kind, texts in found]
    desk.write('order.jsonl', rows)


def align_song(song, random):
    """(sentences, spans) of the states whose cast sounds only once in the song; None where there are fewer than two."""
    casts = [frozenset(state['instruments']) for state in read_states(song)]
    told = [state for state in distinct_states(song) if casts.count(frozenset(state['instruments'])) == 1 and state['end'] - state['start'] >= LEAST_SECONDS]
    if len(told) < 2:
        return None
    sentences = [HERE[int(random.integers(len(HERE)))].format(words=cast_words(state['instruments'])) for state in told]
    return [text[0].upper() + text[1:] for text in sentences], [[round(state['start'], 2), round(state['end'], 2)] for state in told]


def write_align(desk):
    told = [(song, align_song(song, desk.random)) for song in desk.songs]
    desk.write('align.jsonl', [{'id': song['id'], 'audio': desk.audio(song), 'sentences': found[0], 'spans': found[1]} for song, found in told if found])


def shorten(text, tokenizer, random):
    """The first SHORT_TOKENS tokens of the text with its sentences shuffled."""
    sentences = split_sentences(text)
    shuffled = ' '.join(sentences[i] for i in random.permutation(len(sentences)))
    offsets = tokenizer.encode(shuffled, add_special_tokens=False).offsets
    return shuffled if len(offsets) <= SHORT_TOKENS else shuffled[:offsets[SHORT_TOKENS - 1][1]]


def write_long(desk, tokenizer):
    """Long captions of rendered songs and of recordings, and the same cut to 40 tokens."""
    songs = [{'id': song['id'], 'audio': desk.audio(song), 'text': join(compose_caption(song, desk.random)), 'group': song['genre']} for song in desk.songs]
    recordings = [json.loads(line) for line in (desk.options.out / 'recordings.jsonl').open()]
    desk.write('long.jsonl', songs)
    for name, rows in (('long-40.jsonl', songs), ('recordings-40.jsonl', recordings)):
        desk.write(name, [dict(row, text=shorten(row['text'], tokenizer, desk.random)) for row in rows])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'weights', 'rendered', 'audio-root', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    desk = Desk(parser.parse_args())
    recordings, vocabulary = write_captions(desk.options.data, desk.options.weights)
    write_known(desk)
    write_choices(desk, recordings, vocabulary)
    write_orders(desk, recordings, vocabulary)
    write_align(desk)
    write_long(desk, Tokenizer.from_file(str(desk.options.data / 'text' / 'tokenizer.json')))


if __name__ == '__main__':
    main()
