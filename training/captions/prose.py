"""Descriptions of training songs in free prose: prose.jsonl, {"id", "seconds", "text"}.

Language models wrote them, without templates: those of rendered songs from their exact truth, those of recordings from what the training
teachers heard over time and from their titles. None was shown the validation songs or their texts.
"""
import json
from collections import defaultdict
from pathlib import Path

from text.sentences import split_sentences

from .rendered import Sentence

PROSE = Path(__file__).parent / 'prose.jsonl'
SAME_SECONDS = 0.6  # a song of the same name but of another length is another song


def read_prose(path=PROSE):
    """{id: [(seconds of the song, text), …]}"""
    told = defaultdict(list)
    for row in map(json.loads, path.open()):
        told[row['id']].append((row['seconds'], row['text']))
    return told


def prose_of(told, song, seconds):
    """The texts of a song of this length."""
    return [text for length, text in told.get(song, []) if abs(length - seconds) <= SAME_SECONDS]


def compose_prose_caption(texts, random):
    """One of the texts as a story, now and then only some of its sentences: [Sentence]."""
    sentences = split_sentences(texts[random.integers(len(texts))])
    if random.random() < 0.3:
        first = int(random.integers(len(sentences)))
        sentences = sentences[first:first + 1 + int(random.integers(len(sentences)))]
    return [Sentence(sentence, None, None, 'global') for sentence in sentences]
