"""Forms: sections in order, in brackets how many times eight bars (four where bars are long); and how intense each kind is."""

FORMS = {
    'pop': ['intro(1) verse(2) chorus(2) verse(2) chorus(2) bridge(2) chorus(2) outro(1)',
            'intro(1) verse(2) prechorus(1) chorus(2) verse(2) prechorus(1) chorus(2) outro(1)',
            'intro(2) verse(2) verse(2) chorus(2) instrumental(2) verse(2) chorus(4) outro(1)',
            'verse(4) chorus(2) verse(2) chorus(2) solo(2) chorus(2) outro(2)'],
    'dance': ['intro(4) verse(4) bridge(2) chorus(4) verse(2) bridge(2) chorus(4) outro(2)',
              'intro(2) verse(4) prechorus(1) chorus(4) bridge(4) prechorus(1) chorus(4) outro(4)'],
    'aaba': ['intro(1) verse(2) verse(2) bridge(2) verse(2) solo(4) verse(2) outro(1)',
             'verse(4) verse(4) bridge(4) verse(4) outro(1)', 'intro(1) verse(4) bridge(4) solo(4) verse(4)'],
    'twelve': ['intro(1) verse(3) verse(3) solo(3) solo(3) verse(3) outro(1)', 'verse(3) verse(3) solo(3) verse(3)'],
    'through': ['intro(2) verse(3) instrumental(2) chorus(3) outro(2)', 'intro(1) verse(2) instrumental(2) verse(2) chorus(2) outro(1)',
                'verse(3) instrumental(2) chorus(3) bridge(2) chorus(2) outro(1)']}
ENERGY = {'intro': 0.3, 'verse': 0.5, 'prechorus': 0.65, 'chorus': 0.9, 'bridge': 0.35, 'instrumental': 0.6, 'solo': 0.75, 'outro': 0.3}
BARS, LONG_BARS = 4, 8
SHORT_BAR_SECONDS = 1.7
LEADS = {'verse': ['lead 1'], 'prechorus': [], 'solo': ['lead 2'], 'chorus': ['lead 1', 'lead 2'], 'instrumental': ['lead 2']}


def plan(rng, form, bar_seconds):
    """(function, bars) of every section of one of the forms; more bars where a bar is short."""
    unit = LONG_BARS if bar_seconds < SHORT_BAR_SECONDS and form not in ('twelve', 'dance') else BARS
    words = str(rng.choice(FORMS[form])).split()
    return [(word[:-3], int(word[-2]) * unit) for word in words]


def lineup(rng, roles, function, energy):
    """The roles that play in a kind of section: few at the ends, no rhythm in most bridges, pads and second chords where it is loud."""
    rhythm = [r for r in roles if r.startswith(('drums', 'percussion', 'bass'))]
    first = [r for r in roles if r == 'chords 1'] or roles[:1]
    if function in ('intro', 'outro'):
        extra = [r for r in roles if r not in first and rng.random() < .35]
        return list(dict.fromkeys(first + extra)) if rng.random() < .8 else rhythm or first
    if function == 'bridge':
        quiet = rng.random() < .6
        return [r for r in roles if r != 'lead 1' and not (quiet and r in rhythm)] or first
    leads = [r for r in LEADS[function] if r in roles] or [r for r in roles if r == 'lead 1']
    others = [r for r in roles if r == 'chords 1' or r == 'chords 2' and energy > .6 or r.startswith('pad') and energy > .55]
    return list(dict.fromkeys(rhythm + leads + others))
