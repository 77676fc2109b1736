"""A small grammar for captions: alternatives, slots and verbs that agree with their subject.

    (warm|(very |)gentle) {genre}     one of the alternatives, which may be nested or empty; then the slot
    {the} ~enter                      the verb agrees in number with the subject that was set by `fill(…, plural=…)`
"""
import re

SLOT = re.compile(r'\{(\w+)\}')
VERB = re.compile(r'~([\w-]+)')
IRREGULAR = {'be': ('is', 'are'), 'have': ('has', 'have'), 'do': ('does', 'do'), 'go': ('goes', 'go')}
VOWEL_SOUND = re.compile(r'(?!uni|use|uku|euph|one\b|eu)[aeiou]|8|hour|hon|mp3|fm', re.I)


def pick(random, options):
    """One of the options; `random` is a numpy Generator."""
    return options[int(random.integers(len(options)))]


def expand(template, random):
    """The template with one alternative chosen in every pair of brackets."""
    while '(' in template:
        start = template.rindex('(')
        end = template.index(')', start)
        template = template[:start] + pick(random, template[start + 1:end].split('|')) + template[end + 1:]
    return template


def conjugate(verb, plural):
    if verb in IRREGULAR:
        return IRREGULAR[verb][plural]
    if plural:
        return verb
    if re.search(r'(s|sh|ch|x|o)$', verb):
        return verb + 'es'
    return verb[:-1] + 'ies' if re.search(r'[^aeiou]y$', verb) else verb + 's'


def fix_articles(text):
    """a or an, by the sound that follows."""
    return re.sub(r'\b([Aa])n? (?=(\w+))', lambda m: m[1] + ('n ' if VOWEL_SOUND.match(m[2]) else ' '), text)


def fill(template, slots, random, plural=False):
    """A sentence: alternatives chosen, slots filled, verbs in agreement, with a capital and a full stop."""
    text = VERB.sub(lambda m: conjugate(m[1], plural), expand(template, random))
    text = SLOT.sub(lambda m: str(slots[m[1]]), text)
    text = fix_articles(re.sub(r'\s+', ' ', text).strip())
    text = re.sub(r' ([,.;:])', r'\1', text)
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?' else text + '.'


def slots_of(template):
    return set(SLOT.findall(template))


def enumerate_words(words):
    """a, b and c."""
    return words[0] if len(words) == 1 else ', '.join(words[:-1]) + ' and ' + words[-1]
