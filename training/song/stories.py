"""Descriptions that are wrong in one respect: the hard negatives of the contrastive training.

A story is a list of `captions.rendered.Sentence`: text, start and end in seconds, None where a sentence is about the whole song.
"""
import re

SWAPS = (  # words of one group exclude those of another; a wrong story has one word exchanged
    (('fast', 'driving', 'energetic', 'lively', 'upbeat', 'aggressive'), ('slow', 'calm', 'relaxed', 'gentle', 'sleepy', 'peaceful')),
    (('happy', 'cheerful', 'joyful', 'playful', 'bright'), ('sad', 'melancholic', 'dark', 'ominous', 'sombre', 'gloomy')),
    (('loud', 'powerful', 'massive', 'intense'), ('quiet', 'soft', 'delicate', 'hushed')),
    (('rock', 'metal', 'punk', 'hard rock'), ('classical', 'ambient', 'jazz', 'baroque', 'orchestral')),
    (('techno', 'house', 'trance', 'electronic', 'dance', 'drum and bass'), ('folk', 'country', 'bluegrass', 'celtic', 'medieval', 'acoustic')),
    (('hip hop', 'rap', 'trap'), ('opera', 'choral', 'symphonic', 'new age')),
    (('piano', 'harpsichord', 'organ'), ('distorted guitar', 'banjo', 'synth lead', 'saxophone', 'accordion')),
    (('violin', 'cello', 'strings', 'string section', 'harp'), ('electric guitar', 'trumpet', 'synth bass', 'harmonica', 'steel drums')),
    (('flute', 'clarinet', 'oboe', 'bassoon', 'recorder'), ('drums', 'trombone', 'tuba', 'electric piano', 'sitar')),
    (('trumpet', 'trombone', 'brass', 'french horn', 'tuba'), ('flute', 'acoustic guitar', 'marimba', 'koto', 'synth pad')),
    (('acoustic guitar', 'banjo', 'ukulele'), ('church organ', 'synth pad', 'brass section', 'timpani')),
    (('distorted guitar', 'electric guitar', 'drums', 'drum kit'), ('harp', 'music box', 'choir', 'recorder', 'pizzicato strings')),
    (('synthesizer', 'synth lead', 'synth pad', 'synth bass'), ('fiddle', 'accordion', 'oboe', 'upright bass')),
    (('singing', 'vocals', 'singer', 'voice'), ('instrumental', 'guitar solo')),
)


def exchange_word(text, random):
    """The text with one word replaced by a word that excludes it; None where it has none of the words."""
    found = [(match, other) for left, right in SWAPS for words, other in ((left, right), (right, left))
             for word in words for match in re.finditer(rf'\b{re.escape(word)}\b', text, re.I)]
    if not found:
        return None
    match, other = found[random.integers(len(found))]
    return text[:match.start()] + str(random.choice(other)) + text[match.end():]


def wrong_word(story, others, random):
    """A sentence with one attribute exchanged."""
    order = random.permutation(len(story))
    for position in order:
        text = exchange_word(story[position].text, random)
        if text:
            return story[:position] + [story[position]._replace(text=text)] + story[position + 1:]
    return None


def foreign_sentence(story, others, random):
    """One sentence that is true of another song."""
    if not others:
        return None
    position = int(random.integers(len(story)))
    return story[:position] + [others[random.integers(len(others))]] + story[position + 1:]


def reordered(story, others, random):
    """The events told backwards, or two of them exchanged; sentences about the whole song stay where they are."""
    events = [n for n, sentence in enumerate(story) if sentence.start is not None]
    if len(events) < 2 or story[events[0]].start == story[events[-1]].start:
        return None
    places = list(reversed(events))
    if random.random() < 0.5:
        first, last = sorted(random.choice(len(events), 2, replace=False))
        if story[events[first]].start == story[events[last]].start:
            return None
        places = list(events)
        places[first], places[last] = places[last], places[first]
    wrong = list(story)
    for place, event in zip(events, places):
        wrong[place] = story[event]
    return wrong


WRONGS = (reordered, wrong_word, foreign_sentence)
