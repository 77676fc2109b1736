"""Forms: which sections a song has, how long they are, and how intense each kind is. Real songs' forms come from a folder of annotations."""
import csv
import io
import re
import tarfile

FORMS = {  # in brackets how many times eight bars (four where bars are long)
    'pop': ['intro(1) verse(2) chorus(2) verse(2) chorus(2) bridge(2) chorus(2) outro(1)',
            'intro(1) verse(2) prechorus(1) chorus(2) verse(2) prechorus(1) chorus(2) outro(1)',
            'intro(2) verse(2) verse(2) chorus(2) instrumental(2) verse(2) chorus(4) outro(1)',
            'verse(4) chorus(2) verse(2) chorus(2) solo(2) chorus(2) outro(2)'],
    'dance': ['intro(4) verse(4) bridge(2) chorus(4) verse(2) bridge(2) chorus(4) outro(2)',
              'intro(2) verse(4) prechorus(1) chorus(4) break(4) prechorus(1) chorus(4) outro(4)'],
    'aaba': ['intro(1) verse(2) verse(2) bridge(2) verse(2) solo(4) verse(2) outro(1)',
             'verse(4) verse(4) bridge(4) verse(4) outro(1)', 'intro(1) verse(4) bridge(4) solo(4) verse(4)'],
    'twelve': ['intro(1) verse(3) verse(3) solo(3) solo(3) verse(3) outro(1)', 'verse(3) verse(3) solo(3) verse(3)'],
    'through': ['intro(2) verse(3) instrumental(2) chorus(3) outro(2)', 'intro(1) verse(2) instrumental(2) verse(2) chorus(2) outro(1)',
                'verse(3) instrumental(2) chorus(3) bridge(2) chorus(2) outro(1)']}
ENERGY = {'intro': 0.3, 'verse': 0.5, 'prechorus': 0.65, 'chorus': 0.9, 'bridge': 0.35, 'break': 0.25, 'instrumental': 0.6, 'solo': 0.75,
          'outro': 0.3}
BARS, LONG_BARS = 4, 8
SHORT_BAR_SECONDS = 1.7
REAL_SHARE = 0.7
TARGET_SECONDS = (75, 200)
KINDS = [('prechorus', 'prechorus'), ('chorus', 'chorus'), ('verse', 'verse'), ('intro', 'intro'), ('bridge', 'bridge'), ('outro', 'outro'),
         ('break|quiet|transition|slow', 'break'), ('solo|gtr', 'solo'), ('inst|riff', 'instrumental')]
FOLLOWED = {'dance': ('Dance/Electronic',), 'hip-hop': ('Hip-Hop',), 'trap': ('Hip-Hop',), 'lo-fi': ('Hip-Hop',), 'country': ('Country',),
            'metal': ('Metal', 'Prog'), 'soul': ('R&B',), 'funk': ('Funk/Disco',), 'disco': ('Funk/Disco',), 'reggaeton': ('Reggaeton',),
            'rock': ('Rock', 'Alternative', 'Classic Rock', 'Grunge'), 'hard rock': ('Rock', 'Metal', 'Grunge', 'Classic Rock')}


def kind_of(label):
    """Our name of an annotated label, or None."""
    return next((kind for pattern, kind in KINDS if re.search(pattern, label)), None)


def read_real_forms(path):
    """Forms of the Harmonix set (the .tar.xz with metadata.csv and segments/): {genre: [[(function, bars)]]}; neighbours of one kind are kept apart."""
    forms = {}
    with tarfile.open(path) as archive:
        songs = {row['File']: row for row in csv.DictReader(io.TextIOWrapper(archive.extractfile('dataset/metadata.csv'), 'utf-8'))}
        for member in archive:
            song = songs.get(member.name.rsplit('/')[-1][:-4])
            if not member.name.endswith('.txt') or not song:
                continue
            lines = [line.split(None, 1) for line in archive.extractfile(member).read().decode().splitlines() if line.strip()]
            times, labels = [float(line[0]) for line in lines], [line[1] for line in lines]
            bar_seconds = 240 / float(song['BPM'])
            form = [(kind_of(label), round((after - start) / bar_seconds)) for start, after, label in zip(times, times[1:], labels)]
            form = [(kind, bars) for kind, bars in form if kind and bars >= 2]
            if len(form) >= 4:
                forms.setdefault(song['Genre'], []).append(form)
    return forms


def plan_real(rng, name, form, real, bar_seconds):
    """A real song's sections, shortened in proportion to a length drawn from TARGET_SECONDS; bars are even."""
    groups = [g for g in FOLLOWED.get(name, FOLLOWED.get(form, ('Pop', 'Pop-Rock', 'Indie Rock'))) if g in real]
    pool = [song for group in groups for song in real[group]]
    song = pool[int(rng.integers(len(pool)))]
    scale = min(1, rng.uniform(*TARGET_SECONDS) / (sum(bars for _, bars in song) * bar_seconds))
    return [(kind, max(2, 2 * round(bars * scale / 2))) for kind, bars in song]


def plan(rng, form, bar_seconds, name='', real=None):
    """(function, bars) of every section of one of the forms; more bars where a bar is short."""
    if real and form in ('pop', 'dance') and rng.random() < REAL_SHARE:
        return plan_real(rng, name, form, real, bar_seconds)
    unit = LONG_BARS if bar_seconds < SHORT_BAR_SECONDS and form not in ('twelve', 'dance') else BARS
    words = str(rng.choice(FORMS[form])).split()
    return [(word[:-3], int(word[-2]) * unit) for word in words]
