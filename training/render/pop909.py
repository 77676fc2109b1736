"""POP909 in text form, as its human labellers had it: melodies that count in sixteenths, phrases that count in bars of four."""
import re

PHRASE = re.compile(r'([A-Za-z])(\d+)')


def read_notes(text):
    """Start (sixteenths), pitch and length (sixteenths) of every note of a melody; lines are a pitch, 0 for a rest, and a length."""
    at, notes = 0, []
    for line in text.splitlines():
        pitch, length = map(int, line.split())
        if pitch > 0:
            notes.append((at, pitch, length))
        at += length
    return notes


def read_phrases(text):
    """Letter and length in bars of every phrase of a labeller."""
    return [(letter, int(bars)) for letter, bars in PHRASE.findall(text)]
