"""Captions of validation recordings, written from teachers that the student never learned from (the two FCN taggers).

    python3 -m captions.heldback --data DATA --weights WEIGHTS --out training/validation/recordings.jsonl

Wordings here are used nowhere in training. One line a recording: id, audio (relative to the packages' folder), text, group.
"""
import argparse
import json
from pathlib import Path

import numpy as np

LEAST_SECONDS = 40
GENRES = {
    'rock': 'rock', 'pop': 'pop', 'alternative': 'alternative', 'indie': 'indie', 'electronic': 'electronic', 'dance': 'dance', 'jazz': 'jazz',
    'metal': 'metal', 'chillout': 'chill-out', 'classic rock': 'classic rock', 'soul': 'soul', 'electronica': 'electronica', '80s': 'eighties',
    'folk': 'folk', 'punk': 'punk', 'blues': 'blues', 'hard rock': 'hard rock', 'ambient': 'ambient', 'experimental': 'experimental',
    'Hip-Hop': 'hip-hop', 'country': 'country', 'funk': 'funk', 'electro': 'electro', 'heavy metal': 'heavy metal', 'House': 'house',
    'Progressive rock': 'progressive rock', 'rnb': 'R&B', 'oldies': 'oldies', 'classical': 'classical', 'downtempo': 'downtempo',
    'hiphop': 'hip-hop', 'house': 'house', 'lounge': 'lounge', 'newage': 'new-age', 'orchestral': 'orchestral', 'popfolk': 'folk-pop',
    'reggae': 'reggae', 'soundtrack': 'cinematic', 'techno': 'techno', 'trance': 'trance', 'triphop': 'trip-hop', 'world': 'world',
    'easylistening': 'easy-listening', 'poprock': 'pop-rock',
}
MOODS = {
    'beautiful': 'beautiful', 'Mellow': 'mellow', 'chill': 'laid-back', 'party': 'festive', 'sexy': 'sultry', 'catchy': 'catchy', 'sad': 'sorrowful',
    'happy': 'cheerful', 'atmospheric': 'full of atmosphere', 'emotional': 'moving', 'energetic': 'driving', 'film': 'made for pictures',
    'relaxing': 'soothing',
}
SOUNDS = {
    'acoustic': 'unplugged instruments', 'guitar': 'guitar', 'acousticguitar': 'acoustic guitar', 'bass': 'a bass', 'computer': 'computer-made sounds',
    'drummachine': 'programmed drums', 'drums': 'a drum set', 'electricguitar': 'electric guitar', 'electricpiano': 'an electric piano',
    'keyboard': 'keys', 'piano': 'the piano', 'strings': 'strings', 'synthesizer': 'synthesisers', 'violin': 'violins', 'voice': 'somebody singing',
    'female vocalists': "a woman's voice", 'male vocalists': "a man's voice", 'instrumental': 'a purely instrumental line-up',
}
OPENINGS = ('What we have here is {genre}, {mood} in character.', '{Genre} through and through; the feeling is {mood}.',
            'Somewhere between {genre} and {second}, this comes across as {mood}.')
CASTS = ('You can make out {sounds}.', 'On stage: {sounds}.', 'Its colours come from {sounds}.')
TURNS = ('Early on it leans towards {first}, towards the end {last} takes over.', 'The start has more of {first}; later on there is more of {last}.')


def names_of(data, weights):
    """The output names of both held-back teachers, joined: Jamendo's without their category, then the Million Song Dataset's."""
    tags = json.loads((data / 'text' / 'tagspace.json').read_text())
    return [tag['name'].split('---')[-1] for tag in tags if tag['source'] == 'jamendo'] + (weights / 'msd_tags.txt').read_text().split('\n')[:50]


def best(scores, names, table, count):
    """The words of the highest scores whose names the table knows, without repeats."""
    words = []
    for index in np.argsort(-scores):
        word = table.get(names[index])
        if word and word not in words:
            words.append(word)
        if len(words) == count:
            break
    return words


def caption(windows, mean, deviation, names, random):
    """windows: logits (n, 100) over time. Standardised, so that what is special about the recording is said."""
    scores = (windows - mean) / deviation
    whole = scores.mean(0)
    genre, mood, sounds = best(whole, names, GENRES, 2), best(whole, names, MOODS, 2), best(whole, names, SOUNDS, 3)
    text = random.choice(OPENINGS).format(genre=genre[0], Genre=genre[0].capitalize(), second=genre[1], mood=' and '.join(mood))
    text += ' ' + random.choice(CASTS).format(sounds=', '.join(sounds[:-1]) + ' and ' + sounds[-1])
    third = max(1, len(scores) // 3)
    everything = SOUNDS | GENRES
    change = scores[-third:].mean(0) - scores[:third].mean(0)
    first, last = best(-change, names, everything, 1), best(change, names, everything, 1)
    if len(scores) > 2 and change.max() > 1.5 and first != last:
        text += ' ' + random.choice(TURNS).format(first=first[0], last=last[0])
    return text


def where(track):
    """The file's path below the folder that holds all packages."""
    return track['path'] if track['path'].startswith(track['set'] + '/') else f"{track['set']}/{track['path']}"


def main():
    parser = argparse.ArgumentParser()
    for name in ('data', 'weights', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    names = names_of(options.data, options.weights)
    rows = []
    for line in (options.data / 'tracks.jsonl').open():
        track = json.loads(line)
        path = options.data / 'heldback' / f"{track['id']}.npz"
        if track['split'] == 'validation' and track['set'] not in ('phil', 'voices') and track['seconds'] >= LEAST_SECONDS and path.exists():
            said = np.load(path)
            rows.append((track, np.concatenate([said['jamendo_fcn'], said['msd_fcn']], 1).astype(np.float32)))
    means = np.stack([windows.mean(0) for _, windows in rows])
    mean, deviation = means.mean(0), means.std(0) + 1e-3
    random = np.random.default_rng(5)
    with options.out.open('w') as out:
        for track, windows in rows:
            text = caption(windows, mean, deviation, names, random)
            out.write(json.dumps({'id': track['id'], 'audio': where(track), 'text': text, 'group': track['set']}) + '\n')
    print(len(rows), 'captions written to', options.out)


if __name__ == '__main__':
    main()
