"""Descriptions of training songs in free prose: prose.jsonl, {"id", "seconds", "sentences", "spans"}; a span is [start, end] in seconds, or null.

Language models wrote them, without templates: those of rendered songs from their exact truth, those of recordings from what the training
teachers heard over time and from their titles. None was shown the validation songs or their texts.
"""
import json
from collections import defaultdict
from pathlib import Path

from .rendered import Sentence

PROSE = Path(__file__).parent / 'prose.jsonl'
SAME_SECONDS = 0.6  # a song of the same name but of another length is another song
PART_CHANCE = 0.3  # that only some of the sentences are told


def read_prose(path=PROSE):
    """{id: [(seconds of the song, [Sentence]), …]}"""
    told = defaultdict(list)
    for row in map(json.loads, path.open()):
        story = [Sentence(text, *(span or (None, None)), 'event' if span else 'global') for text, span in zip(row['sentences'], row['spans'])]
        told[row['id']].append((row['seconds'], story))
    return told


def prose_of(told, song, seconds):
    """The stories of a song of this length."""
    return [story for length, story in told.get(song, []) if abs(length - seconds) <= SAME_SECONDS]


def compose_prose_caption(stories, random):
    """One of the stories, now and then only some of its sentences: [Sentence]."""
    story = stories[random.integers(len(stories))]
    if random.random() < PART_CHANCE:
        first = int(random.integers(len(story)))
        story = story[first:first + 1 + int(random.integers(len(story)))]
    return story
