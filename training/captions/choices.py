"""Forced choices: a description and the same with one attribute exchanged for one that clearly does not hold. Frames of validation only."""
from .facts import say_tempo
from .grammar import enumerate_words, fill, pick
from .names import GENRES, INSTRUMENTS

FAMILIES = {
    'heavy': 'metal, punk, hard rock, doom metal, rock', 'club': 'house, techno, trance, drum and bass, dubstep, breakbeat', 'classical': 'orchestral, baroque, chamber, string quartet, sacred, solo piano, epic, a cappella',
    'folk': 'folk, country, bluegrass, celtic, medieval, solo guitar', 'jazz': 'jazz, big band, bossa nova, lounge, blues, ragtime', 'quiet': 'ambient, new age', 'beats': 'hip hop, hip-hop, trap, lo-fi, reggaeton, funk',
    'sunny': 'reggae, ska, latin, samba, calypso', 'retro': 'chiptune, synthwave', 'pop': 'pop, ballad, disco, soul'}
WRONG = {  # a genre of another family that nobody would confuse with it
    'heavy': 'chamber music, new age, bossa nova, harp music', 'club': 'country, chamber music, bluegrass, church music', 'classical': 'techno, punk, hip hop, reggae', 'folk': 'techno, heavy metal, dubstep, hip hop',
    'jazz': 'heavy metal, trance, chiptune, dubstep', 'quiet': 'punk, polka, heavy metal, samba', 'beats': 'baroque, bluegrass, church music, waltz', 'sunny': 'heavy metal, church music, dark ambient, techno',
    'retro': 'country, chamber music, gospel, flamenco', 'pop': 'heavy metal, baroque, dark ambient, bagpipe march'}
KEYS, BOWED, BLOWN, PLUCKED, LOUD, MADE = ({'piano', 'electric piano', 'harpsichord', 'organ', 'vibraphone', 'glockenspiel', 'marimba'}, {'violin', 'viola', 'cello', 'double bass', 'strings'},
    {'trumpet', 'trombone', 'tuba', 'french horn', 'brass section', 'saxophone', 'oboe', 'clarinet', 'flute', 'recorder', 'bassoon', 'pan flute', 'bagpipes', 'harmonica', 'accordion'},
    {'acoustic guitar', 'harp', 'banjo', 'koto', 'sitar', 'dulcimer', 'kalimba'}, {'distorted guitar'}, {'synth lead', 'synth pad', 'synth bass'})
OTHERS = ((KEYS, 'distorted guitar, violin, trumpet, banjo'), (BOWED, 'distorted guitar, saxophone, synth lead, banjo'), (BLOWN, 'distorted guitar, piano, banjo, synth bass'),
          (PLUCKED, 'distorted guitar, trumpet, organ, synth lead'), (LOUD, 'harp, flute, piano, choir'), (MADE, 'violin, acoustic guitar, trumpet, accordion'))
OPPOSITE = {
    'calm peaceful meditative soothing gentle relaxing serene delicate tender Mellow': 'aggressive, frantic, angry', 'aggressive intense heavy rebellious raw crushing energetic driving party': 'calm, soothing, sleepy',
    'dark menacing brooding ominous eerie tense mysterious sad melancholic solemn': 'cheerful, sunny, playful', 'cheerful joyful sunny playful festive carefree happy merry bouncy jaunty fun': 'sad, gloomy, menacing',
    'epic heroic majestic powerful cinematic film': 'silly, tiny, playful', 'relaxed laid-back easygoing cozy sleepy smooth intimate': 'frantic, furious, epic', 'euphoric uplifting soaring danceable glamorous': 'gloomy, mournful, sleepy',
    'elegant graceful formal ornate refined': 'brutal, filthy, raging'}
FRAMES = {
    'genre': ['Filed under {x}, and rightly so.', 'Any shop would put it with the {x}.', 'By kind it is {x}.'], 'instrument': ['Carried mainly by the {x}.', 'The ear follows the {x}.', 'Its chief player: {x}.'],
    'mood': ['Its temper may be called {x}.', 'One word for its mood: {x}.', 'As a mood: {x}.'], 'tempo': ['As to speed: {x}.', 'The metronome says {x}.', 'Dancers would find it {x}.'], 'voice': ['About singing: {x}.', 'At the microphone: {x}.', 'Who sings? {x}.']}
UNSUNG, SUNG = ('nobody at all, instruments only', 'no one, it is instrumental'), ('a woman singing', 'a man singing', 'a rapper', 'a singer with lyrics')
FAST_BPM, SLOW_BPM = 140, 84
FASTER, SLOWER = ('fast and driving', 'very fast', 'hurried and quick'), ('slow and unhurried', 'very slow', 'slow and dragging')


def family_of(genre):
    return next((family for family, genres in FAMILIES.items() if genre in genres.split(', ')), None)


def wrong_genre(genre, random):
    family = family_of(genre)
    return family and pick(random, WRONG[family].split(', '))


def wrong_instrument(name, absent, random):
    """An instrument of another family among those that do not sound, in words."""
    options = next((others.split(', ') for family, others in OTHERS if name in family), [])
    options = [other for other in options if other in absent]
    return pick(random, options) if options else None


def wrong_mood(mood, random):
    return next((pick(random, wrong.split(', ')) for right, wrong in OPPOSITE.items() if mood in right.split()), None)


def frame(group, random):
    return pick(random, FRAMES[group])


def choice(group, right, wrong, kept, random):
    """Two texts with what is `kept` in both, the attribute first or last, and the place of the right one: {texts, answer, group}."""
    form, before, answer = frame(group, random), random.random() < .5, int(random.integers(2))
    texts = []
    for x in (right, wrong):
        said = fill(form, {'x': x.removeprefix('a ') if 'the {x}' in form else x}, random)
        texts.append(' '.join([said, *kept] if before else [*kept, said]))
    return {'texts': texts if answer == 0 else texts[::-1], 'answer': answer, 'group': group}


def plain(name):
    return INSTRUMENTS[name].split(', ')[0].lstrip('+*')


def kept_sentences(attributes, group, random, most=2):
    """Up to two sentences about the attributes that stay."""
    others = [g for g in attributes if g != group]
    chosen = [others[i] for i in random.permutation(len(others))[:int(random.integers(1, most + 1))]]
    return [fill(form, {'x': attributes[g].removeprefix('a ') if 'the {x}' in form else attributes[g]}, random)
            for g, form in ((g, frame(g, random)) for g in chosen)]


def song_attributes(song, random):
    """What is certain of a rendered song: {group: words}."""
    steady = sorted(song['activity'], key=lambda name: -sum(b - a for a, b in song['activity'][name]))
    leading = [name for name in steady if any(name in family for family, _ in OTHERS)] or steady
    return {'genre': GENRES[song['genre']].split(', ')[0], 'instrument': plain(leading[0]), 'mood': enumerate_words(song['moods'][:2]), 'tempo': say_tempo(song['tempoBpm'], random)}, leading


def song_choices(song, random):
    """Choices of a rendered validation song, one a group where the attribute is certain."""
    attributes, leading = song_attributes(song, random)
    absent = set(INSTRUMENTS) - set(song['activity'])
    wrong = {'genre': wrong_genre(song['genre'], random), 'instrument': wrong_instrument(leading[0], absent, random), 'mood': wrong_mood(song['moods'][0], random),
             'tempo': pick(random, SLOWER) if song['tempoBpm'] >= FAST_BPM else pick(random, FASTER) if song['tempoBpm'] <= SLOW_BPM else None}
    right = dict(attributes, mood=song['moods'][0], tempo=pick(random, FASTER if song['tempoBpm'] >= FAST_BPM else SLOWER))
    found = [choice(group, right[group], other, kept_sentences(attributes, group, random), random) for group, other in wrong.items() if other]
    if 'choir' not in song['activity']:
        found.append(choice('voice', pick(random, UNSUNG), pick(random, SUNG), kept_sentences(attributes, 'voice', random), random))
    return found
