"""Choices and orders on real recordings where the kept-back teachers leave no doubt, and on the songs with voices by their prompts."""
import numpy as np

from .choices import SUNG, UNSUNG, choice, kept_sentences, wrong_genre
from .grammar import enumerate_words, pick
from .heldback import gather
from .order import orders
from .sound_files import write_joined

CERTAIN_Z, ABSENT_Z = .9, -.6
DIFFERENT_Z = 1.2  # how much more of a word one end of a recording has than the other
SOUNDS_APART = {  # sounds that nobody takes for one another
    'piano': 'electric guitar, a drum machine, violin', 'electric guitar': 'piano, violin, strings', 'strings': 'electric guitar, a drum machine, drums', 'violin': 'electric guitar, a drum machine, synthesizers',
    'acoustic guitar': 'synthesizers, a drum machine, computer sounds', 'synthesizers': 'acoustic guitar, violin, strings', 'a drum machine': 'violin, strings, acoustic guitar', 'drums': 'violin, strings, piano',
    'computer sounds': 'acoustic guitar, violin, strings', 'electric piano': 'electric guitar, violin', 'keyboards': 'electric guitar, violin', 'acoustic instruments': 'synthesizers, computer sounds, a drum machine', 'guitar': 'synthesizers, strings, piano'}
GENRES_APART = {
    'heavy metal': 'classical, ambient, folk', 'metal': 'classical, ambient, folk', 'hard rock': 'classical, ambient', 'punk': 'classical, ambient, new age', 'rock': 'classical, techno', 'classic rock': 'techno, ambient', 'classical': 'metal, techno, hip-hop, punk',
    'orchestral music': 'techno, punk, hip-hop', 'soundtrack': 'punk, funk, hip-hop', 'ambient': 'punk, metal, funk', 'new age': 'punk, metal, hip-hop', 'techno': 'folk, country, classical', 'trance': 'folk, country, classical', 'house': 'folk, country, classical',
    'hip-hop': 'classical, metal', 'jazz': 'metal, techno', 'blues': 'techno, trance', 'folk': 'techno, metal', 'country': 'techno, metal', 'electronic music': 'folk, country', 'electro': 'folk, country', 'electronica': 'country, punk', 'world music': 'techno, punk',
    'reggae': 'metal, classical', 'funk': 'classical, ambient', 'dance music': 'classical, folk', 'downtempo': 'punk, metal', 'trip-hop': 'classical, country', 'folk-pop': 'techno, metal', 'lounge': 'metal, punk', 'chill-out': 'metal, punk'}
MOODS_APART = {'energetic': 'calm, relaxing', 'relaxing': 'energetic, aggressive', 'happy': 'sad, menacing', 'sad': 'happy, in a party mood', 'mellow': 'energetic, aggressive', 'in a party mood': 'sad, relaxing', 'cinematic': 'silly, in a party mood',
               'emotional': 'silly, in a party mood', 'atmospheric': 'silly, in a party mood', 'catchy': 'formless and bleak', 'beautiful': 'ugly, aggressive', 'sexy': 'childish, aggressive'}
APART = {'genre': GENRES_APART, 'instrument': SOUNDS_APART, 'mood': MOODS_APART}
KIND = {'genre': 'genre', 'instrument': 'sound', 'mood': 'mood'}


def scores_by_word(scores, vocabulary):
    """{(kind, word): mean score}."""
    return {(kind, word): score for kind, word, score in gather(scores, vocabulary, 999, -99)}


def pick_wrong(group, word, scores, random):
    """A word far from `word` that the teachers deny, or one they do not know."""
    options = APART[group].get(word, '').split(', ')
    denied = [other for other in options if other and scores.get((KIND[group], other), ABSENT_Z - 1) < ABSENT_Z]
    return pick(random, denied) if denied else None


def recording_choices(thirds, vocabulary, random):
    """Choices of a recording from its standardised thirds (3, 100)."""
    scores = scores_by_word(thirds.mean(0), vocabulary)
    best = {group: max((entry for entry in scores.items() if entry[0][0] == kind), key=lambda e: e[1]) for group, kind in KIND.items()}
    attributes = {group: word for group, ((_, word), score) in best.items() if score > CERTAIN_Z}
    found = []
    for group, word in attributes.items():
        wrong = pick_wrong(group, word, scores, random)
        if wrong:
            found.append(choice(group, word, wrong, kept_sentences(attributes, group, random), random))
    sung = max(scores.get(('voice', word), 0) for word in ('a singing voice', 'a female singer', 'a male singer'))
    if scores.get(('voice', 'no singer, only instruments'), 0) > CERTAIN_Z and sung < 0 and attributes:
        found.append(choice('voice', pick(random, UNSUNG), pick(random, SUNG), kept_sentences(attributes, 'voice', random), random))
    return found


def voice_choices(track, genre, random):
    """Choices of a song with voices by its prompt: who sings, and its genre."""
    prompt, found = (track['text'] or '').lower(), []
    attributes = {'genre': genre} if genre else {}
    kept = lambda group: kept_sentences(attributes, group, random) if set(attributes) - {group} else []
    if 'instrumental' in track['id'].lower():
        found.append(choice('voice', pick(random, UNSUNG), pick(random, SUNG), kept('voice'), random))
    else:
        singer = 'a woman singing' if 'female' in prompt else 'a man singing' if 'male' in prompt else 'a rapper' if 'rap' in prompt or 'Rap' in track['id'] else 'a singer with lyrics'
        found += [choice('voice', singer, wrong, kept('voice'), random) for wrong in UNSUNG]
    if genre and wrong_genre(genre, random):
        found += [choice('genre', genre, wrong_genre(genre, random), [], random) for _ in range(2)]
    return found


def end_words(part, other, vocabulary):
    """What one third has clearly and the other has not."""
    lift = scores_by_word(part - other, vocabulary)
    here = scores_by_word(part, vocabulary)
    words = [word for (kind, word), rise in sorted(lift.items(), key=lambda e: -e[1]) if kind in ('sound', 'genre', 'mood') and rise > DIFFERENT_Z and here[kind, word] > 0]
    return words[:3]


def recording_orders(thirds, vocabulary, random):
    """Orders of a recording whose first and last third differ beyond doubt."""
    first, last = end_words(thirds[0], thirds[2], vocabulary), end_words(thirds[2], thirds[0], vocabulary)
    return orders([enumerate_words(first), enumerate_words(last)], random) if first and last else []


def strong_words(thirds, vocabulary):
    strong = gather(thirds.mean(0), vocabulary, 6, .8)
    return enumerate_words([word for kind, word, _ in strong if kind in ('genre', 'sound')][:3] or [strong[0][1]])


def joined_orders(rows, vocabulary, data, audio_root, random, count=40):
    """Recordings of two different manners joined end to end: [(id, audio, orders)]. `rows` are (track, text, thirds)."""
    profiles = np.stack([thirds.mean(0) for _, _, thirds in rows])
    norm = profiles / np.linalg.norm(profiles, axis=1, keepdims=True)
    found = []
    for at in random.permutation(len(rows)):
        other = int(np.argsort(norm @ norm[at])[int(random.integers(max(1, len(rows) // 10)))])  # one of the least alike
        first, second = rows[at], rows[other]
        words = [strong_words(first[2], vocabulary), strong_words(second[2], vocabulary)]
        if other != at and words[0] != words[1] and len(found) < count:
            audio = write_joined(data, audio_root, first[0], second[0])
            found.append((f"{first[0]['id']}+{second[0]['id']}", audio, orders(words, random)))
    return found
