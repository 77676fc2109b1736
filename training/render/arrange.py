"""A song of a genre: its band, the chords and melodies of each kind of section, and the notes."""
import numpy as np
from accompany import ROLLED_DRUMS, comping, drumming
from drums import beat, hand
from forms import ENERGY, plan
from genres import GENRES
from instruments import PLAYING
from melody import melody
from notation import swing
from scene import PROGRESSIONS
from song import Song
from staging import ENDINGS, OPENINGS, draw, lineup, stage
from textures import bass, pad
from theory import Key, numeral

VOLUMES = {'lead': 108, 'chords': 92, 'pad': 80, 'bass': 106, 'drums': 110}
STRAIGHT = 0.5


def choose(rng, choices, count):
    """`count` different options of a line of GENRES, or all it has."""
    return [str(option) for option in rng.permutation(choices.split(', ') if choices else [])[:count]]


class Band:
    """The players of one song by role (`bass 1`, `chords 2`, …), drawn from the genre, and the texture each plays."""

    def __init__(self, rng, song, genre, classes):
        self.rng, self.song, self.classes, self.parts, self.texture = rng, song, classes, {}, {}
        sections = [('bass', genre.bass, 1), ('chords', genre.chords, int(rng.integers(1, 3))), ('pad', genre.pads, 1),
                    ('lead', genre.leads, int(rng.integers(1, 3)))]
        for role, choices, count in sections:
            for i, option in enumerate(choose(rng, choices, count)):
                self.hire(f'{role} {i + 1}', *option.partition(':')[::2])
        if genre.drums in ROLLED_DRUMS:
            self.hire('drums 1', genre.drums, '')
        elif genre.drums:
            kit, volume = int(rng.choice(genre.kits)), int(rng.integers(92, 118))
            self.parts['drums 1'] = song.part('drums', kit, drums=True, volume=volume, reverb=20)
        if rng.random() < genre.percussion:
            volume = int(rng.integers(88, 112))
            self.parts['percussion 1'] = song.part('percussion', 1, drums=True, volume=volume, pan=88, reverb=25)

    def hire(self, role, name, texture):
        """A player of class `name` in one of its programs, placed in the mix."""
        kind, rng = role.split()[0], self.rng
        central = kind in ('bass', 'drums')
        self.texture[role] = texture
        self.parts[role] = self.song.part(
            name, int(rng.choice(self.classes[name])), volume=min(127, VOLUMES[kind] + int(rng.integers(-10, 11))),
            pan=64 if central else int(rng.integers(30, 98)), reverb=5 if kind == 'bass' else int(rng.integers(25, 90)),
            chorus=int(rng.choice([0, 0, 40])))


def progression(rng, genre, key, function):
    """Numerals of a section, one a bar: the genre's own where they fit the mode, else common ones."""
    kind = 'minor' if str(key).endswith('minor') else 'major'
    own = [p for p in genre.progressions.split('|') if p]
    fitting = [p for p in own if p.startswith(('i ', 'i7')) == (kind == 'minor') or p.startswith('ii')] or own
    contrast = function == 'bridge' and genre.form == 'pop'
    return str(rng.choice(PROGRESSIONS[kind] if contrast or not fitting else fitting)).split()


def material(rng, genre, key, function):
    """What all sections of one kind have in common: chords, the seeds of its melodies, and how dense they are."""
    low, high = genre.density
    density = int(rng.integers(low, high + 1)) + (1 if function == 'solo' and high < 3 else 0)
    chords = [numeral(name, key.tonic) for name in progression(rng, genre, key, function)]
    return {'chords': chords, 'seeds': [int(s) for s in rng.integers(1 << 30, size=3)], 'density': density}


def sing(rng, name, chords, song, genre, density, velocity):
    """A melody in an octave and a half of the instrument's compass, above the accompaniment where it can be."""
    low, high, _ = PLAYING[name]
    bottom = int(np.clip(64, low, max(low, high - 17)))
    legato = float(rng.choice([.85, .95, 1.0]))
    return melody(rng, chords, song.key, bottom, min(high, bottom + 17), song.beats, density, legato, velocity, jig=genre.felt == 1.5)


def play_role(song, band, genre, role, common, chords, energy):
    """Notes of one role in a section; the same seeds give a repeated section the same notes."""
    part, kind, bars, velocity = band.parts[role], role.split()[0], len(chords), int(50 + 56 * energy)
    rng, texture, beats = np.random.default_rng(common['seeds']), band.texture.get(role), song.beats
    if kind == 'drums':
        return drumming(rng, genre, bars, energy)
    if kind == 'percussion':
        return hand(rng, bars, velocity) if beats == 4 else beat(rng, 'jig', bars, velocity, fills=False, crash=False)
    if kind == 'bass':
        low, high, _ = PLAYING[part.name]
        return bass(rng, chords, low, min(high, 52), beats, texture, velocity + 6)
    if kind == 'chords':
        return comping(rng, texture, part.name, chords, beats, velocity - 8)
    if kind == 'pad':
        return pad(rng, chords, 62, beats, velocity - 14)
    return sing(np.random.default_rng(common['seeds'][int(role[-1])]), part.name, chords, song, genre, common['density'], velocity + 10)


def play_section(song, band, genre, cast, common, bars, energy):
    """Adds the notes of the current section; `cast` is {role: (first bar, bar after the last)}."""
    chords = (common['chords'] * bars)[:bars]
    for role, (first, after) in cast.items():
        part, notes = band.parts[role], play_role(song, band, genre, role, common, chords, energy)
        if genre.swing != STRAIGHT and not (part.drums and genre.drums in ('swing', 'blues', 'shuffle')):
            notes = swing(notes, genre.swing)  # those patterns are written in triplets
        if not part.drums:
            low, high, _ = PLAYING[part.name]
            notes = [n for n in notes if low - 7 <= n.pitch <= high + 7]
        song.add(part, [n for n in notes if first * song.beats - .1 <= n.start < after * song.beats - .1])


def fade(song):
    """The last section dies away."""
    section = song.sections[-1]
    for part in song.parts:
        song.swell(part, 0, section['end'] - section['start'], 127, 12)


def compose(rng, name, classes, genres=GENRES, real=None):
    """A song of the genre `name`: (Song, mood words). `real` are forms of real songs by `read_real_forms`."""
    genre = genres[name]
    key = Key(int(rng.integers(12)), choose(rng, genre.modes, 1)[0])
    tempo = round(float(rng.uniform(*genre.tempo)), 1)
    song = Song('', name, tempo * genre.felt, key, genre.beats, genre.felt, genre.room)
    band, kinds, counts = Band(rng, song, genre, classes), {}, {}
    opening, ending = draw(rng, OPENINGS), draw(rng, ENDINGS)
    form, roles = plan(rng, genre.form, song.seconds(song.beats), name, real), list(band.parts)
    for number, (function, bars) in enumerate(form):
        if function not in kinds:
            kinds[function] = material(rng, genre, key, function), lineup(rng, roles, function, ENERGY[function])
        count = counts.get(function, 0)
        counts[function] = count + 1
        energy = float(np.clip(ENERGY[function] + .05 * count + rng.normal(0, .05), .1, 1))
        label = function if function in ('intro', 'outro') else f'{function} {count + 1}'
        song.section(label, function, bars, round(energy, 2))
        common, cast = kinds[function]
        timed = stage(rng, roles, cast, bars, count, number == 0, number == len(form) - 1, opening, ending)
        play_section(song, band, genre, timed, common, bars, energy)
    song.opening, song.ending = opening, ending
    if ending == 'fade':
        fade(song)
    moods = rng.choice(genre.moods.split(), int(rng.integers(1, 4)), replace=False)
    return song, [str(mood) for mood in moods]
