"""Songs accompanied by Musical MIDI Accompaniment (`mma`): its grooves are written by people, section by section; above them melodies of our own, or tunes of real songs.

`read_styles(library)` gives the styles of its library, for training and held back; `compose` a song of one, as `arrange.compose` does of a genre.
"""
import re
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable, NamedTuple

import mido
import numpy as np

from forms import ENERGY, plan
from genres import GENRES
from instruments import PLAYING
from melody import melody
from midi import DRUM_CHANNEL, Note
from scene import PROGRESSIONS, random_key
from song import Song
from theory import NAMES, QUALITIES, Key, numeral
from tunes import BEATS

FOLDERS = ('stdlib', 'alexis', 'pflib', 'casio')
TEMPO_LEEWAY = 1.1  # beyond what is usual in the genre
ANY_TEMPO_BPM = (76, 152)
HELD_EVERY = 6
HELD_KEYS = {54, 56, 58, *range(60, 82)}  # of the drum map: what a percussionist holds in the hand
ENDS = re.compile(r'(intro|end|fill|break|count)', re.I)
MMA_QUALITIES = {'maj7': 'M7', 'maj9': 'M9'}  # where mma says them otherwise
LEADS = 'flute, violin, saxophone, trumpet, clarinet, electric guitar, piano, synth lead, oboe, accordion, harmonica, vibraphone, strings, acoustic guitar, organ, recorder, cello, trombone'
LED = {'verse': 0.8, 'chorus': 0.9, 'solo': 1.0, 'instrumental': 0.6, 'prechorus': 0.5, 'bridge': 0.4}
GENRE_WORDS = {  # what the name of a style says of its genre, the first that fits
    'bossa': 'bossa nova', 'samba': 'samba', 'salsa|mambo|merengue|rhumba|chacha|bolero|son$|latin|afro-cuban|beguine|cuban': 'latin', 'calypso': 'calypso',
    'tango': 'tango', 'waltz': 'waltz', 'polka': 'polka', 'march': 'march', 'ragtime|charleston|dixie': 'ragtime', 'bigband': 'big band', 'bluegrass': 'bluegrass',
    'country|western|hillcountry|zydeco': 'country', 'folk': 'folk', 'gospel|spiritual': 'gospel', 'hymn': 'sacred', 'blues|boggie|boogie': 'blues',
    'jazz|swing|bebop|foxtrot|quickstep|evans|lfusion|fusion|softshoe|strut': 'jazz', 'ballad|serenade|lullaby': 'ballad', '50s|twist|jive': 'rock and roll',
    'metal': 'metal', 'ska': 'ska', 'reggae': 'reggae', 'disco': 'disco', 'funk': 'funk', 'soul|rb|r\\+b|rnb': 'soul', 'trance|rave': 'trance',
    'techno': 'techno', 'house|dance': 'house', 'hiphop|hip-hop': 'hip-hop', 'trip': 'lo-fi', 'ambient': 'ambient',
    'afro': 'african', 'rock|16beat|16shuffle': 'rock', 'showtune|broadway|lounge': 'lounge', 'pop|8beat|boneym|arpeggio': 'pop'}


@dataclass(frozen=True)
class Style:
    """A file of mma's library: the grooves for the body of a song, those for its ends, the quarters of a bar, the nearest of our genres, the range of tempi, and tunes of real songs to accompany, if any."""
    path: str
    body: tuple
    intros: tuple
    fills: tuple
    endings: tuple
    beats: int
    genre: str
    tempo_bpm: tuple
    tunes: tuple = ()


def genre_of(stem):
    return next((genre for words, genre in GENRE_WORDS.items() if re.search(words, stem)), None)


def tempo_of(genre):
    """Quarters a minute, slowest and fastest."""
    slowest, fastest = genre.tempo
    return genre.felt * slowest / TEMPO_LEEWAY, genre.felt * fastest * TEMPO_LEEWAY


def read_styles(library, any_tempo=False, folders=FOLDERS):
    """{`folder/stem`: Style} of all styles whose genre and metre are plain: those for training, and every HELD_EVERY-th, which is held back.

    `any_tempo` plays all of them at ANY_TEMPO_BPM.
    """
    styles = {}
    for path in sorted(path for folder in folders for path in (library / folder).glob('*.mma')):
        text = path.read_text('utf-8', 'replace')
        grooves = [name for name in re.findall(r'^\s*DefGroove\s+(\S+)', text, re.M)]
        metres = {int(beats) for beats in re.findall(r'^\s*Time\s+(\d)\b', text, re.M)} or {4}
        of = lambda word: tuple(name for name in grooves if word in name.lower())
        body = tuple(name for name in grooves if not ENDS.search(name))
        if body and len(metres) == 1 and genre_of(path.stem):
            name = f'{path.parent.name}/{path.stem}'
            styles[name] = Style(name, body, of('intro'), of('fill'), of('end'), metres.pop(), genre_of(path.stem), ANY_TEMPO_BPM if any_tempo else tempo_of(GENRES[genre_of(path.stem)]))
    held = list(styles)[HELD_EVERY - 1::HELD_EVERY]
    return {name: style for name, style in styles.items() if name not in held}, {name: styles[name] for name in held}


def give_tunes(styles, tunes):
    """The styles in the metre of the tunes, to accompany them."""
    return {name: replace(style, tunes=tunes) for name, style in styles.items() if style.beats == BEATS}


def symbol(chord):
    """A chord as mma writes it."""
    quality = next(name for name, intervals in QUALITIES.items() if tuple(intervals) == chord.intervals)
    return NAMES['major'][chord.root] + MMA_QUALITIES.get(quality, quality)


def bar_line(chords):
    """A bar as mma writes it: a chord on every beat, or on the first alone; a stroke holds the one before."""
    return ' '.join('/' if n and chord == chords[n - 1] else symbol(chord) for n, chord in enumerate(chords))


def sheet(rng, style, tempo, form, harmony):
    """The text for mma: a groove for each kind of section, fills before the next, an ending. `harmony`: the chords of every bar of the song."""
    lines, bar, grooves = [f'RndSeed {round(tempo * 10)}', f'Tempo {tempo}'], 1, {}
    use = lambda name: lines.append(f'Groove {style.path}:{name}')
    pick = lambda names: str(names[int(rng.integers(len(names)))])
    for number, (function, bars) in enumerate(form):
        opening = function == 'intro' and style.intros and rng.random() < 0.6
        groove = grooves.setdefault(function, pick(style.intros if opening else style.body))
        use(groove)
        for n in range(bars):
            if number == len(form) - 1 and n == max(0, bars - 2) and style.endings:
                use(pick(style.endings))
            elif n == bars - 1 and number < len(form) - 1 and style.fills and rng.random() < 0.6:
                use(pick(style.fills))
            lines.append(f'{bar} {bar_line(harmony[bar - 1])}')
            bar += 1
    return '\n'.join(lines) + '\n'


def perform(text):
    """What mma makes of a sheet: {(channel, program from 1): [Note]}, and {channel: {controller: value}} as they are first set."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, 'song.mma'), Path(folder, 'song.mid')
        source.write_text(text)
        done = subprocess.run(['mma', str(source), '-f', str(target)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode or not target.exists():
            return None
        file = mido.MidiFile(target)
    notes, controls = {}, {}
    for track in file.tracks:
        ticks, programs, sounding = 0, {}, {}
        for message in track:
            ticks += message.time
            beat = ticks / file.ticks_per_beat
            if message.type == 'program_change':
                programs[message.channel] = message.program + 1
            elif message.type == 'control_change':
                controls.setdefault(message.channel, {}).setdefault(message.control, message.value)
            elif message.type in ('note_on', 'note_off'):
                player = (message.channel, programs.get(message.channel, 1))
                before = sounding.pop((player, message.note), None)
                if before:
                    notes.setdefault(player, []).append(Note(before[0], max(0.05, beat - before[0]), message.note, before[1]))
                if message.type == 'note_on' and message.velocity:
                    sounding[player, message.note] = beat, message.velocity
    return notes, controls


def hire(song, played, controls, classes):
    """Parts of the song for what mma plays; sounds that belong to no class of ours are left out."""
    named = {program: name for name, programs in classes.items() if name != 'drums' for program in programs}
    for (channel, program), notes in played.items():
        mix = {'volume': min(127, controls.get(channel, {}).get(7, 100)), 'pan': controls.get(channel, {}).get(10, 64), 'reverb': 40}
        if channel != DRUM_CHANNEL:
            if program in named:
                song.part(named[program], program, **mix).notes = notes
            continue
        for name in ('drums', 'percussion'):
            own = [note for note in notes if (note.pitch in HELD_KEYS) == (name == 'percussion')]
            if own:
                song.part(name, program, drums=True, **mix).notes = own


def hire_leads(rng, song, classes):
    """One or two melody players."""
    options = [name for name in LEADS.split(', ') if name in classes]
    players = [str(name) for name in rng.choice(options, int(rng.integers(1, 3)), replace=False)]
    return [song.part(name, int(rng.choice(classes[name])), volume=int(rng.integers(98, 120)), pan=int(rng.integers(44, 84)), reverb=int(rng.integers(25, 90))) for name in players]


def lead(rng, song, classes, chords, form):
    """Melodies over the sections that have one, each with one of its own for every kind of section."""
    parts, cast, bar = hire_leads(rng, song, classes), {}, 0
    for function, bars in form:
        part, seed = cast.setdefault(function, (parts[int(rng.integers(len(parts)))] if rng.random() < LED.get(function, 0.2) else None, int(rng.integers(1 << 30))))
        if part:
            low, high, _ = PLAYING[part.name]
            bottom = int(np.clip(62, low, max(low, high - 17)))
            own = (chords[function] * bars)[:bars]
            beats = song.beats if song.beats in (2, 3, 4) else 3
            sung = melody(np.random.default_rng(seed), own, song.key, bottom, min(high, bottom + 17), beats, int(np.random.default_rng(seed).integers(0, 3)), velocity=92)
            stretch = song.beats / beats
            part.notes += [Note(bar * song.beats + note.start * stretch, note.length * stretch, note.pitch, note.velocity) for note in sung]
        bar += bars
    song.parts = [part for part in song.parts if part.notes]


def play_tune(rng, song, classes, tune):
    """The melody of a tune, its phrases of one kind by one player, in the octave that lies best for it."""
    parts, cast, beat = hire_leads(rng, song, classes), {}, 0
    for function, bars in tune.form:
        part = cast.setdefault(function, parts[int(rng.integers(len(parts)))])
        own = [note for note in tune.melody if beat <= note.start < beat + bars * BEATS]
        low, high, _ = PLAYING[part.name]
        if own:
            shift = 12 * round(((low + high) / 2 - np.median([note.pitch for note in own])) / 12)
            part.notes += [replace(note, pitch=note.pitch + shift) for note in own]
        beat += bars * BEATS
    song.parts = [part for part in song.parts if part.notes]


class Material(NamedTuple):
    """What a song is made of: `harmony` has the chords of every bar, `play_melody(song, classes)` hires who plays above."""
    key: Key
    tempo_bpm: float
    form: list
    harmony: list
    play_melody: Callable


def draw_tempo(rng, style):
    return round(float(rng.uniform(*style.tempo_bpm)), 1)


def devise(rng, style, real):
    """Key, form, chords and melodies of our own."""
    key, tempo = random_key(rng), draw_tempo(rng, style)
    kind = 'minor' if str(key).endswith('minor') else 'major'
    form = plan(rng, 'pop', style.beats * 60 / tempo, style.genre, real)
    chords = {function: [numeral(n, key.tonic) for n in str(rng.choice(PROGRESSIONS[kind])).split()] for function, _ in form}
    harmony = [[chords[function][n % len(chords[function])]] for function, bars in form for n in range(bars)]
    return Material(key, tempo, form, harmony, lambda song, classes: lead(rng, song, classes, chords, form))


def take_tune(rng, style):
    """A tune of a real song, in any key."""
    tune = style.tunes[int(rng.integers(len(style.tunes)))].transposed(int(rng.integers(-5, 7)))
    bars = [tune.chords[first:first + BEATS] for first in range(0, len(tune.chords), BEATS)]
    return Material(tune.key, draw_tempo(rng, style), list(tune.form), bars, lambda song, classes: play_tune(rng, song, classes, tune))


def compose(rng, name, classes, styles, real=None):
    """A song of the style `name`: (Song, mood words); tries again where mma refuses or the players do not fit on the channels."""
    style = styles[name]
    genre = GENRES[style.genre]
    while True:
        key, tempo, form, harmony, play_melody = take_tune(rng, style) if style.tunes else devise(rng, style, real)
        song = Song('', style.genre, tempo, key, style.beats, room=genre.room)
        heard = perform(sheet(rng, style, tempo, form, harmony))
        if not heard:
            continue
        hire(song, *heard, classes)
        play_melody(song, classes)
        if 1 <= len(song.parts) <= 15:
            break
    counts = {}
    for function, bars in form:
        counts[function] = counts.get(function, 0) + 1
        song.section(function if function in ('intro', 'outro') else f'{function} {counts[function]}', function, bars, ENERGY[function])
        section = song.sections[-1]
        section['parts'] = list(dict.fromkeys(p.name for p in song.parts if any(section['start'] - 0.1 <= n.start < section['end'] - 0.1 for n in p.notes)))
    end = song.end_beat + 2
    for part in song.parts:
        part.notes = [note for note in part.notes if note.start < end]
    moods = rng.choice(genre.moods.split(), int(rng.integers(1, 4)), replace=False)
    return song, [str(mood) for mood in moods]
