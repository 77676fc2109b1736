"""Renders parts with libfluidsynth in this process, so that a soundfont is loaded once and every part's level is known.

P = parts, N = samples, F = frames of 10 ms.
"""
import ctypes as c
import numpy as np
from midi import timeline, channels

FRAME_SECONDS = 0.01
BLOCK = 64  # fluidsynth hears events at multiples of this many samples
CHANNELS = 16
DRUM_BANK = 128
OVER = '+'
FX_BUFFERS = 4
DRAIN_BLOCKS = 200
ROOMS = {  # roomsize 0-1, damping 0-1, width, level 0-1
    'dry': None, 'room': (0.35, 0.4, 0.5, 0.6), 'hall': (0.7, 0.3, 0.9, 0.8), 'cathedral': (0.88, 0.2, 1.0, 0.9)}


def _library():
    lib = c.CDLL('libfluidsynth.so.3')
    for name in ('new_fluid_settings', 'new_fluid_synth', 'fluid_synth_get_sfont_by_id', 'fluid_sfont_get_preset'):
        getattr(lib, name).restype = c.c_void_p
    lib.fluid_set_log_function(2, None, None)  # warnings about presets a soundfont lacks
    return lib


def measure(stems, rate_hz):
    """Levels (P, F) of stems (P, 2, N): RMS of both channels."""
    step = int(rate_hz * FRAME_SECONDS)
    frames = stems[:, :, :stems.shape[2] // step * step].reshape(len(stems), 2, -1, step)
    return np.sqrt((frames ** 2).mean((1, 3)))


class Synth:
    """One soundfont, ready to play, or several: of `A.sf2+B.sf2` the first plays what the second lacks. `interpolation` 1 is linear, 4 cubic; `polyphony` is where the quietest voices are cut off."""

    def __init__(self, soundfont, sample_rate_hz=32000, gain=0.35, polyphony=400, interpolation=4):
        self.lib, self.rate = _library(), sample_rate_hz
        self.settings = settings = c.c_void_p(self.lib.new_fluid_settings())
        for key, value in {'synth.sample-rate': float(sample_rate_hz), 'synth.gain': gain}.items():
            self.lib.fluid_settings_setnum(settings, key.encode(), c.c_double(value))
        for key, value in {'synth.audio-channels': CHANNELS, 'synth.audio-groups': CHANNELS, 'synth.polyphony': polyphony,
                           'synth.dynamic-sample-loading': 0 if str(soundfont).endswith('3') else 1}.items():
            self.lib.fluid_settings_setint(settings, key.encode(), value)
        self.synth = c.c_void_p(self.lib.new_fluid_synth(settings))
        self.lib.fluid_synth_set_interp_method(self.synth, -1, interpolation)
        self.fonts = []
        for path in str(soundfont).split(OVER):
            font = self.lib.fluid_synth_sfload(self.synth, path.encode(), 1)
            if font < 0:
                raise SystemExit(f'cannot load the soundfont {path}')
            self.fonts.append(c.c_void_p(self.lib.fluid_synth_get_sfont_by_id(self.synth, font)))

    def plays(self, program, drums=False):
        """Whether the soundfont has it (programs from 1); it would play its first program instead."""
        return any(self.lib.fluid_sfont_get_preset(font, DRUM_BANK if drums else 0, program - 1) for font in self.fonts)

    def close(self):
        """Frees the soundfont's samples."""
        self.lib.delete_fluid_synth(self.synth)
        self.lib.delete_fluid_settings(self.settings)

    def _drain(self):
        """Lets the tails of the piece before die away, unheard: a reset alone leaves released voices and the reverb sounding."""
        for _ in range(DRAIN_BLOCKS):
            block = np.zeros((2 * CHANNELS + FX_BUFFERS, BLOCK * 50), np.float32)
            self._process(block, 0, BLOCK * 50)
            if not (np.abs(block) > 1e-6).any():
                break

    def _prepare(self, parts, room):
        lib, synth = self.lib, self.synth
        lib.fluid_synth_all_sounds_off(synth, -1)
        self._drain()
        lib.fluid_synth_system_reset(synth)
        lib.fluid_synth_set_reverb_on(synth, 0 if ROOMS[room] is None else 1)
        if ROOMS[room]:
            lib.fluid_synth_set_reverb(synth, *[c.c_double(value) for value in ROOMS[room]])
        for part, channel in zip(parts, channels(parts)):
            lib.fluid_synth_set_channel_type(synth, channel, int(part.drums))
            lib.fluid_synth_program_change(synth, channel, part.program - 1)
            for controller, value in part.setup():
                lib.fluid_synth_cc(synth, channel, controller, int(value))
            for generator, offset in part.timbre.offsets().items():
                lib.fluid_synth_set_gen(synth, channel, generator, c.c_float(offset))

    def _send(self, channel, kind, a, b):
        lib, synth = self.lib, self.synth
        if kind == 'on':
            lib.fluid_synth_noteon(synth, channel, a, b)
        elif kind == 'off':
            lib.fluid_synth_noteoff(synth, channel, a)
        elif kind == 'cc':
            lib.fluid_synth_cc(synth, channel, a, int(b))
        else:
            lib.fluid_synth_pitch_bend(synth, channel, int(a) + 8192)

    def _process(self, buffers, start, count):
        """Adds `count` samples to every row of `buffers` (36, N) from column `start` on."""
        first, pitch = buffers.ctypes.data + 4 * start, buffers.strides[0]
        rows = [first + n * pitch for n in range(len(buffers))]
        out = (c.c_void_p * (2 * CHANNELS))(*rows[:2 * CHANNELS])
        effects = (c.c_void_p * FX_BUFFERS)(*rows[2 * CHANNELS:])
        self.lib.fluid_synth_process(self.synth, count, FX_BUFFERS, effects, 2 * CHANNELS, out)

    def _schedule(self, parts, tempo_bpm):
        events = []
        for part, channel in zip(parts, channels(parts)):
            for beat, order, kind, a, b in timeline(part):
                key = a - part.timbre.body if kind in ('on', 'off') else a  # tuned back by the same amount: another size of body
                events.append((beat * 60 / tempo_bpm, order, channel, kind, key, b))
        events.sort()
        return [(round(event[0] * self.rate / BLOCK) * BLOCK, *event[2:]) for event in events]

    def render(self, parts, tempo_bpm, seconds, room='room', keep_stems=False):
        """Plays the parts from beat 0.

        Returns mix (2, N) float32, levels (P, F) as RMS of every dry part, and with `keep_stems` the stems (P, 2, N), effects not included.
        """
        self._prepare(parts, room)
        step = int(self.rate * FRAME_SECONDS)
        second = 100 * step  # whole seconds are whole blocks at 24, 32 and 48 kHz
        total = -(-int(seconds * self.rate) // second) * second
        used, events, at = channels(parts), self._schedule(parts, tempo_bpm), 0
        mix = np.zeros((2, total), np.float32)
        levels = np.zeros((len(parts), total // step), np.float32)
        stems = np.zeros((len(parts), 2, total), np.float32) if keep_stems else None
        for begin in range(0, total, second):
            block, done = np.zeros((2 * CHANNELS + FX_BUFFERS, second), np.float32), 0
            while at < len(events) and events[at][0] < begin + second:
                if events[at][0] - begin > done:
                    self._process(block, done, events[at][0] - begin - done)
                    done = events[at][0] - begin
                self._send(*events[at][1:])
                at += 1
            self._process(block, done, second - done)
            mix[:, begin:begin + second] = block.reshape(-1, 2, second).sum(0)
            dry = block[:2 * CHANNELS].reshape(CHANNELS, 2, second)[used]
            levels[:, begin // step:(begin + second) // step] = measure(dry, self.rate)
            if keep_stems:
                stems[:, :, begin:begin + second] = dry
        count = int(seconds * self.rate)
        return mix[:, :count], levels[:, :int(seconds / FRAME_SECONDS)], stems[:, :, :count] if keep_stems else None
