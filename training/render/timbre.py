"""Players of one instrument differ: offsets to what a soundfont says of its sound, so that training hears more of them than there are soundfonts."""
from dataclasses import dataclass, field

# Generators of SoundFont 2.04, section 8.1.2, by their numbers there
VIBRATO_CENTS, CUTOFF_CENTS, RESONANCE_CB = 6, 8, 9
ATTACK_TIMECENTS, DECAY_TIMECENTS, RELEASE_TIMECENTS = 34, 36, 38
COARSE_TUNE, FINE_TUNE = 51, 52


@dataclass
class Timbre:
    """generators: {number: offset, in the generator's own unit}. body: semitones by which the samples' formants move while the pitch stays."""
    generators: dict = field(default_factory=dict)
    body: int = 0

    def offsets(self):
        return self.generators | ({COARSE_TUNE: self.body} if self.body else {})


def random_timbre(rng, drums=False):
    """A darker or sharper tone, a softer or harder attack, a larger or smaller body; for drums only the tone."""
    generators = {}
    if rng.random() < 0.5:
        generators[CUTOFF_CENTS] = float(-rng.uniform(0, 3500))
    if rng.random() < 0.3:
        generators[RESONANCE_CB] = float(rng.uniform(0, 60))
    if drums:
        return Timbre(generators)
    generators[ATTACK_TIMECENTS] = float(rng.uniform(-1500, 2500))
    generators[DECAY_TIMECENTS] = float(rng.uniform(-1200, 1200))
    generators[RELEASE_TIMECENTS] = float(rng.uniform(-1200, 1500))
    generators[FINE_TUNE] = float(rng.uniform(-15, 15))
    if rng.random() < 0.3:
        generators[VIBRATO_CENTS] = float(rng.uniform(0, 20))
    return Timbre(generators, int(round(rng.normal(0, 1.7))))
