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
OPENINGS = ('What we have here is {genre}, with a good deal of {second} in it.', '{Genre} through and through; {second} is never far away.',
            'Somewhere between {genre} and {second}.')
TOUCHES = ('A touch of {third} comes through as well, and some would file it under {fourth}.', 'One could also think of {third}, or of {fourth}.')
FEELINGS = ('It comes across as {moods}.', 'The feeling it leaves is {moods}.', '{Moods}: that is how it strikes one.')
CASTS = ('You can make out {sounds}.', 'On stage: {sounds}.', 'Its colours come from {sounds}.')
STRETCHES = (('To begin with', 'At the outset', 'The opening stretch:'), ('Around the middle', 'Halfway in', 'The central stretch:'), ('Towards the end', 'To close', 'The last stretch:'))
HOLDS = ('{when} it is {genre} that one hears, {mood}, carried by {sounds}.', '{when} {sounds} stand out, in a {genre} manner, {mood} in tone.')
LEAST_STRETCH_WINDOWS = 2


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


def enumerate_words(words):
    return words[0] if len(words) == 1 else ', '.join(words[:-1]) + ' and ' + words[-1]


def caption(windows, mean, deviation, names, random):
    """windows: logits (n, 100) over time. Standardised, so that what is special about the recording is said: of the whole, then of its thirds."""
    scores = (windows - mean) / deviation
    whole = scores.mean(0)
    genres, moods, sounds = best(whole, names, GENRES, 4), best(whole, names, MOODS, 3), best(whole, names, SOUNDS, 5)
    feeling = enumerate_words(moods)
    sentences = [random.choice(OPENINGS).format(genre=genres[0], Genre=genres[0].capitalize(), second=genres[1]),
                 random.choice(FEELINGS).format(moods=feeling, Moods=feeling.capitalize()), random.choice(CASTS).format(sounds=enumerate_words(sounds)),
                 random.choice(TOUCHES).format(third=genres[2], fourth=genres[3])]
    if len(scores) >= 3 * LEAST_STRETCH_WINDOWS:
        for part, openings in zip(np.array_split(scores, 3), STRETCHES):
            heard = part.mean(0)
            sentences.append(random.choice(HOLDS).format(when=random.choice(openings), genre=best(heard, names, GENRES, 1)[0],
                                                         mood=best(heard, names, MOODS, 1)[0], sounds=enumerate_words(best(heard, names, SOUNDS, 2))))
    return ' '.join(sentences)


def where(track):
    """The file's path below the folder that holds all packages."""
    return track['path'] if track['path'].startswith(track['set'] + '/') else f"{track['set']}/{track['path']}"


def main():
    parser = argparse.ArgumentParser()
    for name in ('data', 'weights', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    names = names_of(options.data, options.weights)
    quiet = set(json.loads((options.data / 'music_score.json').read_text())['skip'])
    rows = []
    for line in (options.data / 'tracks.jsonl').open():
        track = json.loads(line)
        path = options.data / 'heldback' / f"{track['id']}.npz"
        if track['split'] == 'validation' and track['id'] not in quiet and track['set'] not in ('phil', 'voices') and track['seconds'] >= LEAST_SECONDS and path.exists():
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
