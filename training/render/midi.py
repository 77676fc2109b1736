"""Notes and parts of a piece, and the standard MIDI file they make. Time is in beats (quarter notes)."""
import struct
from dataclasses import dataclass, field

from timbre import Timbre

TICKS_PER_BEAT = 960
DRUM_CHANNEL = 9


@dataclass
class Note:
    """One note: start and length in beats, MIDI pitch 0-127, velocity 1-127."""
    start: float
    length: float
    pitch: int
    velocity: int


@dataclass
class Part:
    """One player of the piece.

    name: instrument class of `instruments.json`. program: General MIDI 1-128; with `drums`, the kit (1 standard, 9 room, 17 power,
    25 electronic, 26 TR-808, 33 jazz, 41 brush, 49 orchestra). controls: (beat, controller, value). bends: (beat, -8192..8191).
    """
    name: str
    program: int
    notes: list = field(default_factory=list)
    drums: bool = False
    volume: int = 100
    pan: int = 64
    reverb: int = 40
    chorus: int = 0
    controls: list = field(default_factory=list)
    bends: list = field(default_factory=list)
    timbre: Timbre = field(default_factory=Timbre)

    def setup(self):
        """Controllers sent before the first note, as (controller, value)."""
        return [(7, self.volume), (10, self.pan), (91, self.reverb), (93, self.chorus)]


def separate(notes):
    """The notes without overlaps on one pitch: a note ends at the latest where the next of its pitch begins."""
    following, result = {}, []
    for note in sorted(notes, key=lambda n: -n.start):
        length = min(note.length, following.get(note.pitch, 1e9) - note.start - 0.005)
        if length > 0 and 0 <= note.pitch <= 127:
            velocity = int(min(127, max(1, note.velocity)))
            result.append(Note(note.start, length, int(note.pitch), velocity))
            following[note.pitch] = note.start
    return result[::-1]


def timeline(part):
    """Events of one part as (beat, order, kind, a, b), kind in on, off, cc, bend; sorted."""
    events = [(max(0.0, beat), 1, 'cc', controller, value) for beat, controller, value in part.controls]
    events += [(max(0.0, beat), 1, 'bend', value, 0) for beat, value in part.bends]
    for note in separate(part.notes):
        start = max(0.0, note.start)
        events.append((start, 2, 'on', note.pitch, note.velocity))
        events.append((start + note.length, 0, 'off', note.pitch, 0))
    return sorted(events)


def channels(parts):
    """A MIDI channel for every part: 10 for the first part with drums, none of the others."""
    free = iter([c for c in range(16) if c != DRUM_CHANNEL])
    drums_taken, result = False, []
    for part in parts:
        result.append(DRUM_CHANNEL if part.drums and not drums_taken else next(free))
        drums_taken = drums_taken or part.drums
    return result


def _variable_length(number):
    data = [number & 127]
    while number := number >> 7:
        data.insert(0, number & 127 | 128)
    return bytes(data)


def _message(kind, channel, a, b):
    if kind == 'bend':
        return bytes([0xE0 | channel, (a + 8192) & 127, (a + 8192) >> 7])
    return bytes([{'on': 0x90, 'off': 0x80, 'cc': 0xB0}[kind] | channel, a, b])


def _chunk(name, body):
    return name + struct.pack('>I', len(body)) + body


def _track(part, channel):
    body = b'\0' + bytes([0xC0 | channel, part.program - 1])
    body += b''.join(b'\0' + _message('cc', channel, *pair) for pair in part.setup())
    last = 0
    for beat, _, kind, a, b in timeline(part):
        tick = round(beat * TICKS_PER_BEAT)
        body += _variable_length(tick - last) + _message(kind, channel, a, b)
        last = tick
    return _chunk(b'MTrk', body + b'\0\xff\x2f\0')


def midi_bytes(parts, tempo_bpm):
    """A standard MIDI file, format 1, of the parts."""
    tempo = b'\0\xff\x51\x03' + round(60e6 / tempo_bpm).to_bytes(3, 'big') + b'\0\xff\x2f\0'
    tracks = _chunk(b'MTrk', tempo) + b''.join(_track(p, c) for p, c in zip(parts, channels(parts)))
    return _chunk(b'MThd', struct.pack('>HHH', 1, len(parts) + 1, TICKS_PER_BEAT)) + tracks
