"""What makes a genre: tempo, modes, players and how each plays. One line a genre and player; drawn from by `arrange.py`."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Genre:
    """tempo: range in felt beats a minute. chords, bass, lead, pad: 'class:texture' choices; several chord players may be drawn.

    `beats` is the bar in quarters, `felt` the beat in quarters, `swing` the place of the second eighth in its beat (0.5 straight).
    """
    tempo: tuple
    modes: str
    form: str
    drums: str
    bass: str
    chords: str
    leads: str
    pads: str
    moods: str
    kits: tuple = (1, 9)
    percussion: float = 0.0
    beats: int = 4
    felt: float = 1.0
    swing: float = 0.5
    density: tuple = (1, 2)
    room: str = 'room'
    progressions: str = ''


TWELVE_BAR = 'I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7'
JAZZ = 'ii7 V7 Imaj7 vi7|Imaj7 vi7 ii7 V7|iii7 vi7 ii7 V7|Imaj7 IV7 iii7 vi7 ii7 V7 Imaj7 V7'
GENRES = {
    'rock': Genre((108, 148), 'major, minor, mixolydian', 'pop', 'rock', 'bass guitar:eighths',
        'electric guitar:strum, distorted guitar:power', 'distorted guitar, electric guitar, organ', 'organ, strings',
        'driving energetic confident', (1, 9, 17)),
    'pop': Genre((92, 128), 'major, minor', 'pop', 'pop', 'bass guitar:roots, synth bass:eighths',
        'piano:block, acoustic guitar:strum, electric piano:block', 'synth lead, flute, electric guitar, glockenspiel',
        'strings, synth pad', 'bright catchy uplifting', percussion=0.3),
    'house': Genre((118, 128), 'minor, dorian', 'dance', 'house', 'synth bass:offbeat, synth bass:octaves',
        'electric piano:stabs, piano:stabs, organ:offbeat', 'synth lead, vibraphone, saxophone', 'synth pad, strings',
        'groovy hypnotic nocturnal', (25, 26), 0.3),
    'techno': Genre((126, 140), 'minor, phrygian', 'dance', 'techno', 'synth bass:sixteenths', 'synth lead:arpeggio16', 'synth lead',
        'synth pad', 'dark driving mechanical', (25, 26), progressions='i i i i|i i bVI i|i bII i i'),
    'trance': Genre((132, 142), 'minor, major', 'dance', 'trance', 'synth bass:offbeat', 'synth lead:arpeggio16', 'synth lead',
        'synth pad, choir', 'euphoric uplifting soaring', (25,), room='hall'),
    'hip-hop': Genre((78, 98), 'minor, dorian', 'pop', 'hip-hop', 'synth bass:syncopated, bass guitar:roots',
        'electric piano:held, piano:block, vibraphone:held', 'trumpet, flute, synth lead', 'strings, synth pad', 'laid-back moody urban',
        (26, 1), swing=0.57),
    'trap': Genre((130, 150), 'minor, phrygian', 'pop', 'trap', 'synth bass:whole',
        'glockenspiel:arpeggio, piano:arpeggio, synth pad:pad', 'synth lead, flute', 'choir, strings', 'dark menacing brooding', (26,)),
    'drum and bass': Genre((168, 178), 'minor, dorian', 'dance', 'drum & bass', 'synth bass:roots, synth bass:whole',
        'electric piano:held, synth pad:pad', 'synth lead', 'synth pad', 'urgent fast futuristic', (25, 1)),
    'funk': Genre((98, 116), 'dorian, mixolydian', 'pop', 'funk', 'bass guitar:syncopated',
        'electric guitar:scratch, harpsichord:scratch', 'saxophone, trumpet', 'brass section, organ', 'funky tight playful', (1, 9), 0.5,
        progressions='i7 IV7 i7 IV7|i7 i7 IV7 IV7|I7 IV7 I7 V7'),
    'disco': Genre((112, 124), 'minor, major', 'pop', 'disco', 'bass guitar:octaves', 'electric guitar:scratch, piano:block',
        'strings, trumpet', 'strings, brass section', 'glamorous danceable joyful', percussion=0.5),
    'reggae': Genre((68, 84), 'major, minor', 'pop', 'reggae', 'bass guitar:dub', 'electric guitar:offbeat, organ:offbeat',
        'trombone, harmonica, saxophone', 'organ', 'relaxed sunny easygoing', percussion=0.4, progressions='I IV I V|i iv i v|I V vi IV'),
    'ska': Genre((148, 170), 'major', 'pop', 'country', 'bass guitar:walking', 'electric guitar:offbeat', 'trumpet, trombone, saxophone',
        'brass section, organ', 'cheerful bouncy energetic'),
    'metal': Genre((140, 184), 'minor, phrygian', 'pop', 'metal', 'bass guitar:eighths', 'distorted guitar:power', 'distorted guitar',
        'choir', 'aggressive heavy intense', (17,), progressions='i bVI bVII i|i bII i bVII|i i bVI v'),
    'punk': Genre((168, 196), 'major, minor', 'pop', 'punk', 'bass guitar:eighths', 'distorted guitar:power', 'distorted guitar', 'organ',
        'rebellious fast raw'),
    'ballad': Genre((60, 78), 'major, minor', 'pop', 'ballad', 'bass guitar:whole, acoustic bass:roots', 'piano:rolling, piano:arpeggio',
        'cello, saxophone, oboe, violin', 'strings', 'tender emotional slow', room='hall', density=(0, 1)),
    'jazz': Genre((104, 190), 'major, minor', 'aaba', 'swing', 'acoustic bass:walking', 'piano:comp, electric guitar:comp',
        'saxophone, trumpet, clarinet, vibraphone', 'brass section', 'sophisticated smoky swinging', (33, 41), swing=0.66, density=(2, 2),
        progressions=JAZZ),
    'bossa nova': Genre((118, 144), 'major, minor', 'aaba', 'bossa nova', 'acoustic bass:bossa', 'acoustic guitar:bossa',
        'flute, saxophone, piano, vibraphone', 'strings', 'breezy romantic relaxed', (41, 33), 0.6, progressions=JAZZ),
    'latin': Genre((96, 124), 'minor, major', 'pop', 'latin', 'acoustic bass:bossa, bass guitar:bossa',
        'piano:montuno, acoustic guitar:montuno', 'trumpet, flute, trombone', 'brass section', 'fiery festive sensual', percussion=1.0,
        progressions='i iv V7 i|i bVII bVI V7|I IV V7 IV'),
    'blues': Genre((68, 124), 'blues', 'twelve', 'blues', 'bass guitar:walking', 'electric guitar:block, piano:block, organ:held',
        'harmonica, electric guitar, saxophone', 'organ', 'gritty soulful weary', swing=0.66, progressions=TWELVE_BAR),
    'country': Genre((92, 128), 'major', 'pop', 'country', 'acoustic bass:roots', 'acoustic guitar:strum, banjo:arpeggio16',
        'violin, harmonica, electric guitar', 'organ', 'homely warm honest', progressions='I IV I V|I V IV I|I vi IV V'),
    'bluegrass': Genre((112, 140), 'major', 'aaba', '', 'acoustic bass:roots', 'banjo:arpeggio16, acoustic guitar:strum',
        'violin, harmonica, banjo', '', 'lively rustic cheerful', density=(2, 3), progressions='I I IV I|I IV I V|I I IV V'),
    'folk': Genre((84, 120), 'major, dorian', 'pop', 'folk', 'acoustic bass:roots', 'acoustic guitar:arpeggio, acoustic guitar:strum',
        'flute, violin, accordion, harmonica', 'strings, accordion', 'intimate warm nostalgic', percussion=0.3),
    'celtic': Genre((108, 122), 'dorian, major, mixolydian', 'aaba', 'jig', '', 'acoustic guitar:strum, harp:arpeggio',
        'recorder, violin, bagpipes', 'accordion', 'spirited rustic joyful', beats=3, felt=1.5, density=(3, 3),
        progressions='I bVII I V|i bVII i bVII|I IV I V'),
    'waltz': Genre((132, 180), 'major, minor', 'aaba', 'waltz', 'acoustic bass:oompah, double bass:oompah',
        'strings:waltz, accordion:waltz, piano:waltz', 'violin, clarinet, accordion', 'strings', 'elegant graceful nostalgic', (41,),
        beats=3, room='hall'),
    'tango': Genre((112, 128), 'minor', 'aaba', '', 'double bass:roots, acoustic bass:roots', 'piano:marcato', 'accordion, violin',
        'strings', 'passionate dramatic tense', progressions='i V7 V7 i|i iv i V7'),
    'march': Genre((104, 120), 'major', 'aaba', 'march', 'tuba:oompah', 'french horn:backbeat', 'trumpet, clarinet, flute',
        'brass section', 'proud military festive', (49, 1), density=(2, 2), room='hall'),
    'orchestral': Genre((66, 132), 'minor, major, lydian', 'through', 'timpani', 'double bass:roots, cello:eighths',
        'strings:pad, pizzicato strings:arpeggio, harp:arpeggio', 'french horn, oboe, flute, trumpet, violin, clarinet',
        'choir, brass section, strings', 'cinematic majestic dramatic', room='hall', density=(0, 2)),
    'epic': Genre((88, 140), 'minor', 'through', 'taiko', 'double bass:eighths, cello:eighths', 'strings:marcato, strings:eighth chords',
        'french horn, trumpet, violin', 'choir, brass section', 'epic heroic powerful', room='cathedral', density=(0, 1)),
    'baroque': Genre((76, 116), 'harmonic minor, major', 'aaba', '', 'cello:roots, cello:walking',
        'harpsichord:block, harpsichord:arpeggio', 'violin, oboe, flute, recorder', 'strings, organ', 'ornate elegant formal',
        density=(2, 3), room='hall', progressions='I V vi iii IV I IV V|i iv bVII bIII bVI iv V7 i'),
    'chamber': Genre((60, 112), 'major, minor', 'through', '', 'cello:roots, bassoon:roots',
        'piano:arpeggio, viola:tremolo, piano:alberti', 'violin, clarinet, cello, oboe, viola, french horn', 'strings',
        'reflective intimate classical', room='hall'),
    'solo piano': Genre((58, 120), 'major, minor, dorian', 'through', '', '', 'piano:rolling, piano:alberti, piano:arpeggio', 'piano', '',
        'introspective delicate calm', room='hall'),
    'sacred': Genre((58, 84), 'major, minor', 'through', '', 'organ:whole', 'organ:pad, organ:block', 'choir, organ', 'choir, bells',
        'solemn reverent spiritual', room='cathedral', density=(0, 0)),
    'ambient': Genre((54, 76), 'major, lydian, dorian', 'through', '', '', 'synth pad:pad', 'glockenspiel, pan flute, synth lead, harp',
        'synth pad, choir', 'meditative calm spacious', room='cathedral', density=(0, 0)),
    'new age': Genre((66, 88), 'major', 'through', '', '', 'harp:arpeggio, piano:arpeggio, kalimba:arpeggio',
        'pan flute, flute, cor anglais', 'synth pad, strings', 'peaceful soothing gentle', room='hall', density=(0, 1)),
    'chiptune': Genre((124, 168), 'major, minor', 'pop', 'chiptune', 'synth bass:octaves', 'synth lead:arpeggio16', 'synth lead', '',
        'playful retro hyper', (25,), density=(2, 3)),
    'synthwave': Genre((84, 118), 'minor', 'pop', 'pop', 'synth bass:eighths, synth bass:octaves', 'synth lead:arpeggio, synth pad:pad',
        'synth lead', 'synth pad', 'nostalgic neon cinematic', (25,)),
    'lounge': Genre((88, 112), 'major', 'aaba', 'bossa nova', 'acoustic bass:roots', 'electric piano:held, vibraphone:held',
        'saxophone, trumpet, vibraphone', 'strings', 'smooth mellow cozy', (41,), progressions=JAZZ),
    'indian': Genre((72, 112), 'hijaz, phrygian, mixolydian', 'through', '', '', 'sitar:drone', 'sitar, pan flute, bagpipes', 'dulcimer',
        'mystical meditative exotic', percussion=1.0, density=(2, 3), progressions='I I I I|i i i i'),
    'east asian': Genre((64, 100), 'major pentatonic, hirajoshi', 'through', '', '', 'koto:arpeggio, harp:arpeggio',
        'pan flute, koto, recorder', 'strings', 'serene delicate exotic', percussion=0.3, progressions='i i iv i|I vi I IV',
        density=(1, 2)),
    'calypso': Genre((104, 126), 'major', 'pop', 'latin', 'bass guitar:bossa', 'marimba:backbeat, acoustic guitar:strum', 'steel drums',
        'brass section', 'sunny carefree festive', percussion=1.0, progressions='I IV V I|I I V V|I IV I V'),
    'polka': Genre((112, 132), 'major', 'aaba', 'country', 'tuba:oompah', 'accordion:offbeat', 'accordion, clarinet, trumpet', '',
        'merry folksy bouncy', density=(2, 3), progressions='I I V V|I IV V I'),
    'african': Genre((98, 124), 'major', 'pop', 'folk', 'bass guitar:syncopated', 'kalimba:arpeggio, marimba:arpeggio16',
        'marimba, flute, electric guitar', 'choir', 'joyful rhythmic earthy', percussion=1.0, progressions='I IV V IV|I IV I V'),
}
