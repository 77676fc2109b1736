"""When an instrument plays: of one song, the clips in which it is heard lie nearer to its name than those in which it is not.

Between songs an instrument comes with its genre and mood, and its name learns those, too; within a song nothing else changes with it. Legend: P = named casts, N = clips.
"""
import numpy as np
import torch

from captions.grammar import enumerate_words

FORMS = ('{}', 'music with {}', 'we hear {}', 'the sound of {}', '{} can be heard', 'here {} plays', 'a passage with {}', 'now {}')
CASTS, MOST_NAMED = 40, 3
ALONE_SHARE = 0.6  # of the casts, one instrument by itself


def varying_casts(library):
    """{song number: (clips (N), classes that play in some of them)} of the rendered songs in which some instrument comes or goes."""
    found = {}
    for number, ((clips, _), kind) in enumerate(zip(library.songs, library.kinds)):
        labels = library.corpus.labels[clips]
        varied = np.flatnonzero((labels == 1).any(0) & (labels == 0).any(0) & (labels >= 0).all(0))
        if kind == 'rendered' and len(varied):
            found[number] = clips, varied
    return found


def name_cast(names, random):
    return str(random.choice(FORMS)).format(enumerate_words(names))


def presence_loss(judge, hear, casts, corpus, random):
    """
    Cross-entropy of each clip in which all that is named plays against those of its song in which some of it does not; over CASTS draws from `casts`,
    nothing where there are none. `hear`: positions of clips (n) to their vectors (n, D).
    """
    rows, texts, presences = [], [], []
    for n in random.choice(len(casts), CASTS) if casts else ():
        clips, varied = casts[n]
        count = 1 if random.random() < ALONE_SHARE else min(len(varied), int(random.integers(2, MOST_NAMED + 1)))
        named = random.choice(varied, count, replace=False)
        present = (corpus.labels[clips][:, named] == 1).all(1)
        if present.any() and not present.all():
            rows.append(clips), presences.append(present), texts.append(name_cast(corpus.names_of(named, random), random))
    if not rows:
        return judge.scale * 0
    heard = hear(np.concatenate(rows))
    said, losses, first = judge.read(texts), [], 0
    for vector, present in zip(said, presences):
        near = heard[first:first + len(present)] @ vector * judge.scale
        first += len(present)
        playing = torch.from_numpy(present)
        silent = torch.logsumexp(near[~playing], 0)
        losses.append((torch.logaddexp(near[playing], silent) - near[playing]).mean())
    return torch.stack(losses).mean()
