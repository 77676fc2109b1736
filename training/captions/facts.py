"""Words for what is measured or set in a song: tempo, metre, key, length, moods, and where such music is heard."""
from .grammar import enumerate_words, pick

TEMPI = [(66, 'very slow, slow, dragging'), (84, 'slow, unhurried, leisurely'), (104, 'moderate, medium, walking, relaxed'), (126, 'medium, mid-tempo, steady, moderately fast'),
         (150, 'fast, upbeat, brisk, lively'), (999, 'very fast, rapid, high-speed, breakneck')]
METRES = {3: ('three-four time', 'waltz time', 'triple metre'), 2: ('six-eight time', 'lilting six-eight')}
NEIGHBOURS = {  # other words for the moods of render/genres.py
    'calm': 'calm, peaceful, quiet', 'dark': 'dark, gloomy, sombre', 'energetic': 'energetic, full of energy, powerful', 'joyful': 'joyful, happy, merry', 'cheerful': 'cheerful, happy, bright',
    'peaceful': 'peaceful, calm, soothing', 'aggressive': 'aggressive, angry, fierce', 'epic': 'epic, grand, monumental', 'relaxed': 'relaxed, laid-back, easy', 'nostalgic': 'nostalgic, wistful, sentimental',
    'romantic': 'romantic, loving', 'dramatic': 'dramatic, intense', 'playful': 'playful, fun, light-hearted', 'intimate': 'intimate, personal, close', 'uplifting': 'uplifting, inspiring, positive',
    'emotional': 'emotional, touching', 'tender': 'tender, soft, gentle', 'mysterious': 'mysterious, enigmatic', 'festive': 'festive, celebratory', 'majestic': 'majestic, noble, grand', 'driving': 'driving, propulsive',
    'hypnotic': 'hypnotic, trance-like, repetitive', 'soulful': 'soulful, heartfelt', 'meditative': 'meditative, contemplative', 'danceable': 'danceable, made for dancing', 'tense': 'tense, nervous', 'solemn': 'solemn, serious',
    'melancholic': 'melancholic, sad', 'eerie': 'eerie, spooky, scary', 'dreamy': 'dreamy, floating', 'sunny': 'sunny, summery', 'heavy': 'heavy, hard', 'gritty': 'gritty, rough', 'groovy': 'groovy, funky'}
USES = {
    'house techno trance disco dubstep breakbeat drum+and+bass': 'a nightclub, a dance floor, a rave, a DJ set', 'hip-hop trap lo-fi': 'a rapper to rhyme over, a street scene in a film, a late-night drive, studying',
    'rock punk hard+rock metal surf+rock rock+and+roll psychedelic+rock doom+metal': 'a live concert, a rock club, a road trip, a motorcycle ride', 'epic orchestral suspense': 'a film trailer, a fantasy film, a battle scene, a video game',
    'ambient new+age': 'meditation, a spa, yoga, falling asleep', 'baroque chamber string+quartet solo+piano sacred a+cappella': 'a concert hall, a church, a formal dinner, quiet reading', 'jazz bossa+nova lounge big+band blues': 'a jazz club, a cocktail bar, a hotel lobby, a smoky bar',
    'chiptune synthwave': 'an arcade game, a retro video game, an old console, a platform game', 'country bluegrass folk': 'a campfire, a barn dance, a country fair, a porch in the evening', 'celtic medieval polka waltz tango march': 'a folk festival, a dance hall, a village feast, a costume drama',
    'reggae calypso ska samba latin reggaeton african': 'a beach bar, a street carnival, a summer party, a holiday video', 'indian east+asian middle+eastern flamenco': 'a travel documentary, a traditional ceremony, a scene in a distant land, a tea house',
    'pop funk soul gospel ballad': 'the radio, a party, a love scene, a commercial'}
WIDE_DB, NARROW_DB = 9, 3


def say_tempo(bpm, random):
    return pick(random, next(words for limit, words in TEMPI if bpm < limit).split(', '))


def say_moods(moods, random, most=2):
    chosen = [moods[i] for i in random.permutation(len(moods))[:most]]
    words = list(dict.fromkeys(pick(random, NEIGHBOURS.get(mood, mood).split(', ')) for mood in chosen))
    return enumerate_words(words)


def say_length(seconds, random):
    minutes, rest = int(seconds) // 60, int(seconds) % 60
    if random.random() < .4:
        return f'{minutes}:{rest:02d}'
    half = round(seconds / 30) / 2
    words = {1: 'one minute', 1.5: 'a minute and a half', 2: 'two minutes', 2.5: 'two and a half minutes', 3: 'three minutes', 3.5: 'three and a half minutes', 4: 'four minutes'}
    return words.get(half, f'{minutes} minutes and {rest} seconds' if minutes > 1 else f'{int(seconds)} seconds')


def say_use(genre, random):
    for genres, uses in USES.items():
        if genre.replace(' ', '+') in genres.split():
            return pick(random, uses.split(', '))
    return None
