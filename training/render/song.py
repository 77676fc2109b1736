"""A song in the making: sections in playing order, parts that play in them, and the truth about both."""
from midi import Note, Part

TAIL_SECONDS = 2.5
RELEASE_BEATS = 0.15  # before the end of a section, so that its instruments do not ring into the next


class Song:
    """Tempo in quarter notes a minute; `felt_beat` is the length in quarters of the beat a listener taps (1.5 in 6/8).

    `key` is a `theory.Key`; `beats` the quarters of one bar.
    """

    def __init__(self, title, genre, tempo_bpm, key, beats=4, felt_beat=1.0, room='room', tail_seconds=TAIL_SECONDS):
        self.title, self.genre, self.tempo_bpm, self.key, self.beats = title, genre, tempo_bpm, key, beats
        self.felt_beat, self.room, self.tail_seconds = felt_beat, room, tail_seconds
        self.parts, self.sections = [], []
        self.opening = self.ending = 'plain'

    def part(self, name, program, **mix):
        """A new player; `mix` is volume, pan, reverb, chorus, drums of `Part`."""
        self.parts.append(Part(name, program, **mix))
        return self.parts[-1]

    def section(self, label, function, bars, energy):
        """Begins the next section; `energy` 0-1 is how intense it is meant to be."""
        start = self.end_beat
        self.sections.append({'label': label, 'function': function, 'start': start, 'end': start + bars * self.beats, 'energy': energy,
                              'parts': []})
        return self.sections[-1]

    @property
    def end_beat(self):
        return self.sections[-1]['end'] if self.sections else 0

    def add(self, part, notes, ring=False):
        """Gives a part notes of the current section, counted from its first beat; they stop before its end unless `ring`."""
        section = self.sections[-1]
        length = section['end'] - section['start']
        for note in notes:
            if note.start < length - 0.02:
                held = note.length if ring else max(0.05, min(note.length, length - RELEASE_BEATS - note.start))
                part.notes.append(Note(max(0.0, note.start) + section['start'], held, note.pitch, note.velocity))
        if part.name not in section['parts']:
            section['parts'].append(part.name)

    def swell(self, part, first, last, low, high):
        """Expression from `low` to `high` (0-127) between two beats of the current section."""
        start, steps = self.sections[-1]['start'], max(2, int((last - first) * 4))
        part.controls += [(start + first + (last - first) * i / steps, 11, round(low + (high - low) * i / steps)) for i in range(steps + 1)]

    def bend(self, part, bends):
        """Pitch bends of the current section, counted from its first beat."""
        part.bends += [(self.sections[-1]['start'] + beat, value) for beat, value in bends]

    def seconds(self, beat):
        return beat * 60 / self.tempo_bpm

    @property
    def duration_seconds(self):
        return round(self.seconds(self.end_beat) + self.tail_seconds, 2)

    def truth(self):
        """Everything known of the song, times in seconds, instruments as classes of `instruments.json`; the last section has the tail."""
        ends = [self.seconds(s['end']) for s in self.sections[:-1]] + [self.duration_seconds]
        sections = [{'startSeconds': round(self.seconds(s['start']), 3), 'endSeconds': round(end, 3), 'label': s['label'],
                     'function': s['function'], 'instruments': list(s['parts']), 'energy': s['energy']}
                    for s, end in zip(self.sections, ends)]
        names = list(dict.fromkeys(name for s in sections for name in s['instruments']))
        return {'title': self.title, 'durationSeconds': self.duration_seconds, 'tempoBpm': round(self.tempo_bpm / self.felt_beat, 2),
                'key': str(self.key), 'genre': self.genre, 'instruments': names, 'sections': sections}
