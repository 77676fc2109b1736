"""How listeners name instruments, genres and parts of a song. Training captions take their words from here.

Instruments: `+` before a plural, `*` before a noun without an article; the first name is the plainest.
"""
from .grammar import enumerate_words, pick

INSTRUMENTS = {
    'piano': 'piano, acoustic piano, grand piano', 'electric piano': 'electric piano, Rhodes piano, e-piano',
    'harpsichord': 'harpsichord', 'glockenspiel': 'glockenspiel, celesta, +bell-like mallets', 'vibraphone': 'vibraphone, +vibes',
    'marimba': 'marimba, xylophone, +wooden mallets', 'bells': '+tubular bells, +chimes, +bells', 'dulcimer': 'dulcimer, hammered dulcimer, cimbalom',
    'organ': 'organ, +organ chords, +organ keys', 'accordion': 'accordion, squeezebox', 'harmonica': 'harmonica, blues harp',
    'acoustic guitar': 'acoustic guitar, unplugged guitar, classical guitar', 'electric guitar': 'electric guitar, clean electric guitar, clean guitar',
    'distorted guitar': 'distorted guitar, distorted electric guitar, overdriven guitar, +heavy guitars',
    'acoustic bass': 'upright bass, acoustic bass, double bass', 'bass guitar': 'bass guitar, electric bass, bassline',
    'synth bass': 'synth bass, synthesizer bass, electronic bassline', 'violin': 'violin, fiddle, solo violin', 'viola': 'viola', 'cello': 'cello, solo cello',
    'double bass': 'double bass, contrabass, bowed bass', 'strings': '+strings, string section, string ensemble, +orchestral strings',
    'pizzicato strings': '+pizzicato strings, +plucked strings', 'harp': 'harp', 'timpani': '+timpani, +kettledrums',
    'choir': 'choir, wordless choir, vocal ensemble', 'trumpet': 'trumpet', 'trombone': 'trombone', 'tuba': 'tuba',
    'french horn': 'French horn, horn', 'brass section': 'brass section, horn section, *brass', 'saxophone': 'saxophone, sax',
    'oboe': 'oboe', 'cor anglais': 'cor anglais, English horn', 'bassoon': 'bassoon', 'clarinet': 'clarinet', 'flute': 'flute',
    'recorder': 'recorder, tin whistle, whistle', 'pan flute': 'pan flute, +panpipes', 'synth lead': 'synth lead, lead synth, synthesizer melody, synthesizer',
    'synth pad': 'synth pad, +synth pads, synthesizer pad', 'sitar': 'sitar', 'banjo': 'banjo', 'koto': 'koto', 'kalimba': 'kalimba, thumb piano',
    'bagpipes': '+bagpipes', 'steel drums': '+steel drums, +steel pans', 'taiko': '+taiko drums, +big war drums, +huge drums',
    'percussion': '*percussion, *hand percussion, +congas and shakers', 'drums': '+drums, drum kit, +acoustic drums, drum beat'}
ELECTRONIC_DRUMS = '+drums, drum machine, +electronic drums, *programmed percussion, electronic beat'
ELECTRONIC = {'house', 'techno', 'trance', 'hip-hop', 'trap', 'drum and bass', 'dubstep', 'breakbeat', 'reggaeton', 'lo-fi', 'chiptune', 'synthwave'}

GENRES = {
    'rock': 'rock, rock music, guitar rock', 'pop': 'pop, pop music, mainstream pop', 'house': 'house, house music, club house', 'techno': 'techno, techno music, warehouse techno',
    'trance': 'trance, trance music, uplifting trance', 'hip-hop': 'hip hop, hip-hop, rap instrumental, boom bap', 'trap': 'trap, trap beat', 'drum and bass': 'drum and bass, drum & bass, jungle',
    'funk': 'funk, funk music', 'disco': 'disco, disco music', 'reggae': 'reggae, roots reggae', 'ska': 'ska, ska music', 'metal': 'metal, heavy metal',
    'punk': 'punk, punk rock', 'ballad': 'ballad, slow ballad, soft ballad', 'jazz': 'jazz, swing jazz, straight-ahead jazz', 'bossa nova': 'bossa nova, Brazilian bossa nova',
    'latin': 'Latin, Latin music, salsa', 'blues': 'blues, twelve-bar blues, blues music', 'country': 'country, country music', 'bluegrass': 'bluegrass, bluegrass music',
    'folk': 'folk, folk music, acoustic folk', 'celtic': 'Celtic, Irish folk, Celtic folk music, jig', 'waltz': 'waltz', 'tango': 'tango, Argentine tango', 'march': 'march, military march',
    'orchestral': 'orchestral, orchestral music, symphonic music', 'epic': 'epic, epic orchestral, trailer music, epic film music', 'baroque': 'baroque, baroque music, baroque classical',
    'chamber': 'chamber music, classical chamber music, classical', 'solo piano': 'solo piano, solo piano music, piano music', 'sacred': 'sacred music, church music, sacred choral music',
    'ambient': 'ambient, ambient music, atmospheric electronic', 'new age': 'new age, new age music', 'chiptune': 'chiptune, 8-bit video game music, chip music',
    'synthwave': 'synthwave, retro synth music', 'lounge': 'lounge, lounge music, easy listening', 'indian': 'Indian classical, Indian music, raga', 'east asian': 'East Asian, traditional East Asian music',
    'calypso': 'calypso, Caribbean music', 'polka': 'polka, polka music', 'african': 'African, African music, afrobeat', 'soul': 'soul, soul music, rhythm and blues', 'gospel': 'gospel, gospel music',
    'rock and roll': 'rock and roll, fifties rock and roll', 'surf rock': 'surf rock, surf music', 'hard rock': 'hard rock, classic hard rock', 'doom metal': 'doom metal, slow doom metal',
    'dubstep': 'dubstep, bass music', 'breakbeat': 'breakbeat, breaks', 'reggaeton': 'reggaeton, Latin urban', 'lo-fi': 'lo-fi hip hop, lo-fi beats, chillhop', 'samba': 'samba, Brazilian samba',
    'flamenco': 'flamenco, Spanish flamenco', 'middle eastern': 'Middle Eastern, Arabic music, Middle Eastern music', 'medieval': 'medieval, medieval music, early music', 'ragtime': 'ragtime, ragtime piano',
    'big band': 'big band, big band swing, swing', 'string quartet': 'string quartet, classical string quartet', 'solo guitar': 'solo guitar, solo acoustic guitar music', 'a cappella': 'a cappella, unaccompanied choral music',
    'brass band': 'brass band, brass band music', 'suspense': 'suspense, suspenseful film music, thriller soundtrack', 'psychedelic rock': 'psychedelic rock, psychedelic music'}
SONG_NOUNS = 'track, piece, song, tune, number, recording, composition'.split(', ')

PARTS = {
    'intro': 'intro, introduction, opening', 'verse': 'verse', 'prechorus': 'pre-chorus, build-up', 'chorus': 'chorus, refrain, hook', 'bridge': 'bridge, middle eight',
    'break': 'break, breakdown', 'instrumental': 'instrumental passage, interlude', 'solo': 'solo section, solo', 'outro': 'outro, ending, coda'}
DANCE_PARTS = PARTS | {'verse': 'main groove, groove', 'chorus': 'drop, climax', 'bridge': 'breakdown', 'prechorus': 'build-up, riser'}
CLASSICAL_PARTS = PARTS | {'verse': 'main theme, theme', 'chorus': 'climax, high point', 'bridge': 'contrasting section, quiet middle section'}
DANCE = {'house', 'techno', 'trance', 'drum and bass', 'dubstep', 'breakbeat'}
CLASSICAL = {'orchestral', 'epic', 'baroque', 'chamber', 'solo piano', 'sacred', 'ambient', 'new age', 'string quartet', 'suspense', 'a cappella', 'indian', 'east asian',
             'celtic', 'waltz', 'tango', 'march', 'medieval', 'brass band', 'ragtime', 'solo guitar', 'flamenco', 'middle eastern', 'polka'}


def parts_of(genre):
    """{function: names} as they are said in this genre."""
    return DANCE_PARTS if genre in DANCE else CLASSICAL_PARTS if genre in CLASSICAL else PARTS


def name_part(function, genre, random):
    return pick(random, parts_of(genre)[function].split(', '))


class Cast:
    """The names of a song's instruments, the same throughout one caption more often than not."""

    def __init__(self, instruments, genre, random):
        self.random, self.options = random, {}
        for name in instruments:
            words = ELECTRONIC_DRUMS if name == 'drums' and genre in ELECTRONIC else INSTRUMENTS[name]
            options = words.split(', ')
            self.options[name] = [options[0] if random.random() < .5 else pick(random, options)]
            if random.random() < .3:
                self.options[name].append(pick(random, options))

    def words(self, name):
        """(noun, is plural, takes an article)."""
        word = pick(self.random, self.options[name])
        return word.lstrip('+*'), word[0] == '+', word[0] not in '+*'

    def slots(self, names):
        """`the`, `some` (with indefinite articles) and `bare`: the names in a list, in three manners; and whether they are many."""
        words = [self.words(name) for name in names]
        slots = {'the': enumerate_words([f'the {word}' for word, _, _ in words]), 'bare': enumerate_words([word for word, _, _ in words]),
                 'some': enumerate_words([f'a {word}' if article else word for word, _, article in words])}
        return slots, len(words) > 1 or words[0][1]
