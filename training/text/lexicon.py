"""Finds the words of lexicon.txt in a text and turns them into a profile over the tags, with negation.

K = number of tags, C = number of concepts (lines of lexicon.txt).
"""
import json
import re
from pathlib import Path

import numpy as np

from text.tagspace import INSTRUMENTS

LEXICON = Path(__file__).with_name("lexicon.txt")
SOURCES = {"j": "jamendo", "t": "mtat", "m": "msd", "a": "audioset", "i": "instrument"}
KEEP_S = {"blues", "keys", "always"}
NEGATIONS = {"no", "not", "without", "lacks", "lacking", "lack", "never", "minus", "none", "nor", "isn't", "doesn't",
             "don't", "aren't", "neither", "devoid", "absent", "excluding", "avoid", "zero"}
NOT_NEGATIONS = {"only", "just", "longer", "matter", "doubt", "too"}  # "not only", "no longer", ...
SCOPE_ENDS = {"but", "with", "while", "although", "instead", "rather", "then", "that", "which", "is", "are", "this"}
FRESH = {"a", "an", "the", "some", "it", "this", "only", "just", "with", "there"}  # "without drums and a piano"
SCOPE_WORDS = 4  # a negation reaches this many words, further over "or", "nor", "and"
NEGATED_WEIGHT = -0.7
WORD = re.compile(r"[a-z0-9'&/+#]+|[^\sa-z0-9'&/+#]")


def normalise_word(word):
    """Singular form of an English word, so that 'guitars' and 'guitar' meet."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in KEEP_S and not word[0].isdigit():
        return word[:-1]
    return word


def tokenise(text):
    """Lower-case words without plural s; punctuation marks as tokens of their own; hyphens part words."""
    text = text.lower().replace("\u2019", "'").replace("-", " ").replace("_", " ")
    text = re.sub(r"\b(drum|vocal|voice|lyric|beat)less\b", r"no \1", text)
    words = []
    for word in WORD.findall(text):
        parts = word.split("/") if "/" in word and word != "3/4" else [word]
        words += [normalise_word(p.strip("'")) for p in parts if p.strip("'")]
    return words


class Lexicon:
    """Concepts with their phrases (a trie over words) and their tag weights, shape (C, K)."""

    def __init__(self, kinds, names, phrases, weights):
        self.kinds, self.names, self.phrases = kinds, names, phrases
        self.weights = np.asarray(weights, np.float32)
        self.trie = {}
        for concept, options in enumerate(phrases):
            for phrase in options:
                node = self.trie
                for word in tokenise(phrase):
                    node = node.setdefault(word, {})
                node.setdefault("", concept)

    def longest(self, words, start):
        """Longest phrase that begins at `start`: (concept, number of words), or (None, 0)."""
        node, best = self.trie, (None, 0)
        for end in range(start, len(words)):
            node = node.get(words[end])
            if node is None:
                break
            if "" in node:
                best = (node[""], end - start + 1)
        return best

    def find(self, text):
        """Concepts named in a text in reading order: a list of (concept, sign, first word, last word + 1)."""
        words, found, at, reach = tokenise(text), [], 0, 0
        while at < len(words):
            concept, length = self.longest(words, at)
            word = words[at]
            if concept is not None:
                suffix = words[at + length] if at + length < len(words) else ""
                negated = at < reach or suffix in {"less", "free"}
                found.append((concept, -1 if negated else 1, at, at + length))
                at += length
                if word in NEGATIONS:  # "no vocals": a phrase of its own, and "or drums" may follow
                    reach = at
                elif negated:
                    reach += length
                continue
            if word in NEGATIONS and not (at + 1 < len(words) and words[at + 1] in NOT_NEGATIONS):
                reach = at + 1 + SCOPE_WORDS
            elif at <= reach and (word == "or" or word == "and" and at + 1 < len(words) and words[at + 1] not in FRESH):
                reach = at + 3
            elif word in SCOPE_ENDS or not (word[0].isalnum() or word == "'"):
                reach = 0
            at += 1
        return found

    def profile(self, text):
        """Tag profile of the words of a text, shape (K,); zero when nothing is known."""
        signs = {}
        for concept, sign, _, _ in self.find(text):
            signs[concept] = max(signs.get(concept, -1), sign)
        total = np.zeros(self.weights.shape[1], np.float32)
        for concept, sign in signs.items():
            total += self.weights[concept] * (1 if sign > 0 else NEGATED_WEIGHT)
        return total

    def phrases_by_tag(self, floor=0.7):
        """For every tag the phrases of the concepts that evoke it with at least `floor`."""
        return [[p for c in np.flatnonzero(self.weights[:, k] >= floor) for p in self.phrases[c]]
                for k in range(self.weights.shape[1])]


def parse_weights(cell, by_name, lines, names):
    """Tag weights of one lexicon line as {tag index: weight}; '@concept*w' pulls in another line."""
    weights = {}
    for item in cell.split(";"):
        name, _, factor = item.strip().partition("*")
        factor = float(factor) if factor else 1.0
        if name.startswith("@"):
            other = parse_weights(lines[names.index(name[1:])][2], by_name, lines, names)
        else:
            source, _, tag = name.partition(":")
            other = {by_name[SOURCES[source], tag.lower()]: 1.0}
        for k, value in other.items():
            weights[k] = weights.get(k, 0) + factor * value
    return weights


def load_lexicon(tags, path=LEXICON):
    """Reads lexicon.txt; the words of instruments.json join the concept that is named like their class."""
    lines = [[cell.strip() for cell in line.split(" | ")]
             for line in Path(path).read_text().splitlines() if line.strip() and not line.startswith("#")]
    kinds = [line[0] for line in lines]
    phrases = [[p.strip() for p in line[1].split(",")] for line in lines]
    names = [p[0] for p in phrases]
    by_name = {(t.source, t.name.split("---")[-1].lower()): k for k, t in enumerate(tags)}
    weights = np.zeros((len(lines), len(tags)), np.float32)
    for row, line in enumerate(lines):
        for k, value in parse_weights(line[2], by_name, lines, names).items():
            weights[row, k] = value
    known = {tuple(tokenise(p)) for options in phrases for p in options}
    for entry in json.loads(INSTRUMENTS.read_text())["classes"]:
        row = int(np.argmax(weights[:, by_name["instrument", entry["name"]]]))
        phrases[row] += [w for w in entry["words"] if tuple(tokenise(w)) not in known]
    return Lexicon(kinds, names, phrases, weights)
