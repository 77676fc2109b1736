"""Splits a description into sentences; the same rules as src/model/split-sentences.ts, checked by the same cases.

Works on code points in one pass, so any input takes linear time.

    echo "text" | python3 -m text.sentences          # one sentence a line
    python3 -m text.sentences --check sentences.json # golden cases: [{"text", "sentences"}]
"""
import argparse
import json
import re
import sys
import unicodedata

SPACES = "[ \\t\\v\\f\\u00a0\\u0085\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff]+"
NEWLINE = re.compile("\\r\\n|[\\n\\r\\u2028\\u2029]")
BULLET = re.compile("(?:[-*\u2022\u2013\u2014\u00b7\u2023\u25aa\u25cf]+ |\\(?[0-9]{1,2}[.)] |#{1,6} )")
LATIN_MARKS = set(".!?\u2026;")
CJK_MARKS = set("\u3002\uff01\uff1f\uff1b")  # 。！？；
CLOSERS = set("\"')]}\u201d\u2019\u00bb\u300d\u300f\uff09\u3011")
PAIRS = {")": "(", "]": "[", "\uff09": "\uff08"}
ABBREVIATIONS = {"feat", "ft", "vs", "e.g", "i.e", "eg", "ie", "approx", "st", "mr", "mrs", "ms", "dr", "prof", "mt",
                 "cf", "incl", "esp", "arr", "orig", "instr", "aka", "a.k.a", "viz"}
BEFORE_DIGIT = {"no", "nos", "nr", "op", "vol", "pt", "ch", "fig", "ca", "c", "p", "pp", "bar", "b"}
BEFORE_LOWER = {"etc", "jr", "sr", "min", "mins", "sec", "secs", "inc", "ltd", "co", "bros", "tr", "bpm"}
STARTERS = {"A", "After", "All", "An", "And", "As", "At", "But", "Drums", "Each", "Finally", "He", "Her", "His", "If",
            "In", "It", "Its", "Later", "Next", "No", "On", "She", "Slow", "Soft", "Some", "The", "Their", "Then",
            "There", "They", "This", "We", "When", "While", "With", "You"}
LONG_WORDS, LEAST_WORDS, MOST_WORDS, MOST_CHARS = 60, 8, 120, 1000
CONJUNCTIONS = {"then", "and", "but", "while", "before", "after", "until", "followed", "later", "finally", "next", "so"}
WORD_REACH = 24  # code points looked at on each side of a full stop


def is_lower(char):
    return unicodedata.category(char) == "Ll"


def has_word(text):
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def read_blocks(text):
    """Paragraphs and list items, without bullets; a line that goes on in lower case belongs to the one before."""
    blocks, open_block = [], False
    for line in NEWLINE.split(text):
        line = re.sub(SPACES, " ", line).strip(" ")
        bullet = BULLET.match(line)
        body = line[bullet.end():] if bullet else line
        if not body:
            open_block = False
        elif open_block and not bullet and is_lower(body[0]):
            blocks[-1].append(body)
        else:
            blocks.append([body])
            open_block = True
    return [" ".join(lines) for lines in blocks]


def mark_brackets(chars):
    """True for every code point inside a closed pair of brackets that spans at most 200."""
    steps, stack = [0] * (len(chars) + 1), []
    for at, char in enumerate(chars):
        if char in "([\uff08":
            stack.append(at)
        elif char in PAIRS and stack and chars[stack[-1]] == PAIRS[char]:
            opened = stack.pop()
            if at - opened <= 200:
                steps[opened] += 1
                steps[at] -= 1
    inside, depth = [], 0
    for step in steps[:-1]:
        depth += step
        inside.append(depth > 0)
    return inside


def word_before(chars, at):
    """The word that ends before position `at`, without opening brackets and quotes."""
    start = at
    while start > 0 and at - start < WORD_REACH and chars[start - 1] != " ":
        start -= 1
    return "".join(chars[start:at]).lstrip("([\"'\u201c\u2018\u00ab")


def word_after(chars, at):
    """The word that starts at `at`, letters and digits only."""
    end = at
    while end < len(chars) and end - at < WORD_REACH and has_word(chars[end]):
        end += 1
    return "".join(chars[at:end])


def is_digit(char):
    return "0" <= char <= "9"


def period_ends(chars, at, start):
    """Whether the full stop at `at`, followed by a space, ends the sentence that began at `start`."""
    word, after = word_before(chars, at), word_after(chars, at + 2)
    lower, first = word.lower(), chars[at + 2]
    if lower in ABBREVIATIONS:
        return False
    if lower in BEFORE_DIGIT and (len(word) > 1 or is_lower(word)):
        return not is_digit(first)
    if lower in BEFORE_LOWER:
        return not is_lower(first)
    if re.fullmatch("[A-Za-z]([.][A-Za-z])+|[A-Z]", word):  # initials, U.S., a.m.; also keys: "in A."
        return after in STARTERS
    if re.fullmatch("[0-9]{1,2}", word) and at - len(word) == start:
        return False
    return True


def is_glued(chars, at):
    """'atmosphere.The': a forgotten space."""
    word = word_before(chars, at)
    return (re.search("[a-z]{3}$", word) is not None and word.lower() not in ABBREVIATIONS
            and at + 2 < len(chars) and "A" <= chars[at + 1] <= "Z" and "a" <= chars[at + 2] <= "z")


def is_boundary(chars, first, run_end, close_end, start):
    """Whether the marks chars[first:run_end], then closing quotes up to close_end, end a sentence."""
    run = chars[first:run_end]
    if close_end == len(chars) or any(mark in CJK_MARKS for mark in run):
        return True
    if chars[close_end] != " ":
        return len(run) == 1 and run[0] == "." and close_end == run_end and is_glued(chars, first)
    if run[-1] == ";":
        return True
    if len(run) == 1 and run[0] == "." and close_end == run_end:
        return period_ends(chars, first, start)
    return not is_lower(chars[close_end + 1])


def split_block(block):
    """Sentences of one paragraph whose white space is single spaces."""
    chars, pieces, start, at = list(block), [], 0, 0
    inside = mark_brackets(chars)
    while at < len(chars):
        if not (chars[at] in LATIN_MARKS or chars[at] in CJK_MARKS):
            at += 1
            continue
        end = at + 1
        while end < len(chars) and (chars[end] in LATIN_MARKS or chars[end] in CJK_MARKS):
            end += 1
        close = end
        while close < len(chars) and chars[close] in CLOSERS:
            close += 1
        whole = chars[start] in PAIRS.values() and not inside[close - 1]  # "(A sentence of its own.)"
        if (whole or not inside[at]) and is_boundary(chars, at, end, close, start):
            pieces.append("".join(chars[start:close]).strip(" "))
            start = close + 1 if close < len(chars) and chars[close] == " " else close
        at = close
    return pieces + ["".join(chars[start:]).strip(" ")]


def find_cut(words, start):
    """Where to cut a run of more than LONG_WORDS words: after a comma before a conjunction, else before one."""
    stop = min(start + LONG_WORDS, len(words) - LEAST_WORDS)
    weak = 0
    for at in range(stop, start + LEAST_WORDS - 1, -1):
        if words[at].lower() in CONJUNCTIONS:
            if words[at - 1].endswith(","):
                return at
            weak = weak or at
    if weak or len(words) - start <= MOST_WORDS:
        return weak or len(words)
    commas = [at for at in range(start + LONG_WORDS, start + MOST_WORDS + 1) if words[at - 1].endswith(",")]
    return commas[-1] if commas else start + MOST_WORDS


def split_long(sentence):
    """Cuts a sentence of more than LONG_WORDS words at its conjunctions, and anything over MOST_CHARS code points."""
    words, start, pieces = sentence.split(" "), 0, []
    while len(words) - start > LONG_WORDS:
        cut = find_cut(words, start)
        pieces.append(" ".join(words[start:cut]))
        start = cut
    pieces.append(" ".join(words[start:]))
    return [piece[at:at + MOST_CHARS].strip(" ") for piece in pieces for at in range(0, len(piece), MOST_CHARS)]


def split_sentences(text):
    """Sentences in reading order, trimmed, without empty ones; a trailing ';' or ',' is dropped.

    A run of marks or emoji without a letter or digit goes with the sentence before it.
    """
    sentences, marked = [], True
    for block in read_blocks(text):
        for piece in split_block(block):
            if has_word(piece):
                sentences += [part.rstrip(";,\uff1b") for part in split_long(piece)]
                marked = False
            elif piece and not marked:
                sentences[-1] += " " + piece
                marked = True
    return sentences


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", help="JSON file of golden cases")
    args = parser.parse_args()
    if not args.check:
        print("\n".join(split_sentences(sys.stdin.read())))
        return
    cases = json.load(open(args.check, encoding="utf-8"))
    wrong = [case for case in cases if split_sentences(case["text"]) != case["sentences"]]
    for case in wrong:
        print(json.dumps({**case, "got": split_sentences(case["text"])}, ensure_ascii=False))
    print(f"{len(cases) - len(wrong)} of {len(cases)} cases agree")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
