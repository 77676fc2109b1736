"""Puts tags into words: the ways in which people and prompt writers name genre, mood, instrument, voice and era.

Every function returns a list of {"text", "origin", "tags"}; `tags` are indices into the tag space.
"""
import numpy as np

from text.tagspace import JAMENDO_WORDS

LISTED = ["{0}, {1}", "{0} and {1}", "{0} with {1}", "{0} / {1}"]
ONE = {
    "genre": ["{g} music", "a {g} song", "this is a {g} track", "{g}", "the genre is {g}", "sounds like {g}",
              "a {g} tune", "typical {g}", "I want to hear {g}", "songs in the style of {g}"],
    "instrument": ["a solo {i}", "{i}", "the {i} plays the melody", "{i} solo", "music with {i}", "a song featuring {i}",
                   "you can hear {i}", "someone plays the {i}", "{i} in the foreground", "recording of a {i}",
                   "unaccompanied {i}", "{i} music", "gentle {i}", "a lively {i} tune", "{i} and {j}", "{i} over {j}",
                   "a duo of {i} and {j}", "{i} accompanied by {j}"],
    "mood": ["{m} music", "a {m} mood", "a {m} song", "it feels {m}", "something {m}", "{m} and {n}", "the mood is {m}",
             "{m} atmosphere", "music for a {m} moment"],
    "voice": ["{v}", "a song with {v}", "{v} over {i}", "{v} in a {g} song", "{m} {v}", "features {v}"],
    "energy": ["{e} {g}", "{e} {m} music", "a {e} {i} piece", "{e}", "{e} song with {i}"],
    "era": ["{y} {g}", "{y} music", "a song that sounds like the {y}", "{g} from the {y}", "{y} {g} with {v}"],
    "sound": ["{s}", "{g} with {s}", "{s} and {i}"],
}
MIXED = [
    "this song is a {m} {g} piece with {i} and {j}", "{m} {g} with {i}", "a {m} {g} song with {v} and {i}",
    "{e} {m} {g} with {i}", "{e} {i} piece", "{g} track featuring {i}, {j} and {v}", "a {m} and {n} {g} instrumental",
    "{i} and {j} play a {m} melody over {k}", "{v}, {i}, {j}, {m}", "{m} {i} melody with {j} in the background",
    "{y} {g} with {v}", "{y} style {g}, {m}, {i}", "a {e} {g} tune that would suit a {m} scene",
    "the track has {i}, {j} and {k}; it is {m} and {n}", "{m}, {n} {g} for a film", "a mix of {g} and {h} with {i}",
    "{v} sings over {i} in a {m} {g} song", "{e} {g}: {i}, {j}, {k}", "music that is {m}, with {i} and no {j}",
    "{g} without {i}", "{g} without vocals, {m}", "instrumental {g}, no singing, {i} and {j}", "no {i}, just {j}",
    "{m} {g} with no drums", "{i} only, without {j} or {k}", "{m} but {n} {g}", "less {m}, more {n}, {i}",
    "a {e} beat with {i} and {s}", "{g} meets {h}, {v}", "looking for {m} {g} with {i} for a video",
]
LISTS = ["{g}, {i}, {m}", "{g}, {i}, {v}, {m}, {n}", "{m}, {n}, {i}", "{g}, {h}, {m}", "{g}, {y}, {v}, {m}",
         "{e}, {g}, {i}, {j}, {m}", "{v}, {g}, {m}, {n}, {e}", "{g}, {i}, {j}, {k}", "{i}, {j}, {k}, {m}, {n}, {s}",
         "{g}, {h}, {v}, {i}, {j}, {m}, {n}, {e}", "{g}, {bpm}, {m}, {v}, {i}", "{g} {h} {m} {i}", "{v}, {m}",
         "{bpm}, {g}, {i}, {j}"]
PARTS = [
    "The song opens with {i}.", "It begins with a {m} {i} melody.", "After the intro, {i} and {j} enter.",
    "Then the {i} joins in.", "In the chorus {v} comes in over {i}.", "Halfway through, the {i} drops out.",
    "A {m} section with {i} follows.", "It builds up to a {e}, {m} climax with {i} and {j}.",
    "The bridge is {m}, with only {i}.", "In the end only the {i} is left.", "The {i} fades out.",
    "Later it turns into {e} {g}.", "The verse has {v} over {i} and {j}.", "A {i} solo takes over.",
    "Suddenly it becomes {m} and {e}.", "At 1:10 the {i} enters.", "Around two minutes in, {v} returns with {i}.",
    "The second half is {m} {g}.", "It closes with {m} {i}.", "From {m} it moves to {n}.",
    "The drop brings {i} and {j}.", "The texture thins out to {i} and {j}.", "The outro repeats the {i} theme.",
    "The first section is a {e} {g} groove.", "The {i} carries the melody while {j} keeps the rhythm.",
]
SLOTS = {"g": "genre", "h": "genre", "i": "instrument", "j": "instrument", "k": "instrument", "m": "mood", "n": "mood",
         "v": "voice", "e": "energy", "y": "era", "s": "sound"}
NAMED_TWICE = 0.7  # a concept's tags count as known positives from this weight on


def fill(template, lexicon, rng, fixed=None):
    """Fills the slots of a template with random phrases; returns the text and the known tags.

    @param fixed - {slot: concept index} for slots that are given.
    """
    chosen, words = [], {"bpm": f"{rng.randrange(60, 180)} {rng.choice(['bpm', 'BPM'])}"}
    for slot, kind in SLOTS.items():
        if "{" + slot + "}" not in template:
            continue
        options = [c for c, k in enumerate(lexicon.kinds) if k == kind and c not in chosen]
        concept = (fixed or {}).get(slot)
        concept = rng.choice(options) if concept is None else concept
        chosen.append(concept)
        phrases = lexicon.phrases[concept]
        words[slot] = phrases[0] if rng.random() < 0.3 else rng.choice(phrases)
    positive = [k for c in chosen for k in np.flatnonzero(lexicon.weights[c] >= NAMED_TWICE)]
    denied = any(word in template for word in ("no {", "without {", "less {", "or {"))
    text = template.format(**words)
    return text, [] if denied else sorted({int(k) for k in positive})


def dress(text, rng):
    """Capitals and full stop in half of the cases, as people write."""
    if rng.random() < 0.5:
        text = text[0].upper() + text[1:] + rng.choice(["", ".", "."])
    return text


def compose_prompts(lexicon, rng, count):
    """Prompts in many manners: every concept at least a dozen times, the rest mixed at random."""
    rows = []
    slot_of = {kind: slot for slot, kind in reversed(SLOTS.items())}
    for concept, kind in enumerate(lexicon.kinds):
        for template in ONE.get(kind, []):
            text, tags = fill(template, lexicon, rng, {slot_of[kind]: concept})
            rows.append({"text": dress(text, rng), "origin": "prompt", "tags": tags})
        for phrase in lexicon.phrases[concept] if kind != "neutral" else []:
            rows.append({"text": dress(phrase, rng), "origin": "prompt", "tags": []})
    while len(rows) < count:
        text, tags = fill(rng.choice(MIXED if rng.random() < 0.6 else LISTS), lexicon, rng)
        rows.append({"text": dress(text, rng), "origin": "prompt", "tags": tags})
    return rows


def compose_parts(lexicon, rng, count):
    """Sentences that tell of one part of a song."""
    filled = [fill(rng.choice(PARTS), lexicon, rng) for _ in range(count)]
    return [{"text": text[0].upper() + text[1:], "origin": "part", "tags": tags} for text, tags in filled]


def compose_jamendo(sets, tags, rng, count):
    """Jamendo tag sets in words: as lists and as one sentence."""
    rows = []
    for known in sets[:count]:
        kinds = {"genre": [], "instrument": [], "mood/theme": []}
        for k in known:
            kind, word = tags[k].name.split("---")
            kinds[kind].append(JAMENDO_WORDS.get(word, word))
        words = [w for group in kinds.values() for w in group]
        rng.shuffle(words)
        genre, played, mood = (" and ".join(group) for group in kinds.values())
        sentence = " ".join(filter(None, [mood, genre or "music", f"with {played}" if played else ""]))
        lead = rng.choice(["", "", "a song of ", "this is ", "the track is "])
        text = ", ".join(words[:8]) if rng.random() < 0.35 else lead + sentence
        rows.append({"text": dress(text, rng), "origin": "jamendo", "tags": known})
    return rows
