"""From the truth of a rendered song to its states: stretches in which the same instruments sound in the same section.

A state: start, end (s), instruments (set), section (its function where the state begins a section, else None), function, loudnessDb.
"""
import numpy as np

SNAP_SECONDS, SHORTEST_SECONDS = 3.0, 3.5
LOUDNESS_SECONDS = 3


def boundaries_of(song):
    """Times at which something may change: section starts, and starts and ends of instruments that are not at one of them."""
    times = [section['startSeconds'] for section in song['sections']]
    for stretches in song['activity'].values():
        for time in (t for stretch in stretches for t in stretch):
            if all(abs(time - other) > SNAP_SECONDS for other in times):
                times.append(time)
    return sorted(t for t in times if t < song['durationSeconds'] - SHORTEST_SECONDS)


def share_heard(stretches, start, end):
    """Share of a time span that a list of stretches covers."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b in stretches) / (end - start)


def measure(loudness, start, end):
    """Mean level in dB between two times."""
    first = int(start // LOUDNESS_SECONDS)
    part = loudness[first:max(first + 1, int(end // LOUDNESS_SECONDS))]
    return float(np.mean(part)) if part else float(loudness[-1])


def read_states(song):
    """The song's states in order; stretches too short to be noticed belong to the one before."""
    times, states = boundaries_of(song) + [song['durationSeconds']], []
    starts = {section['startSeconds']: section['function'] for section in song['sections']}
    function = song['sections'][0]['function']
    for start, end in zip(times, times[1:]):
        function = starts.get(start, function)
        if states and end - start < SHORTEST_SECONDS:
            states[-1]['end'] = end
            continue
        heard = {name for name, stretches in song['activity'].items() if share_heard(stretches, start, end) > .55}
        states.append({'start': start, 'end': end, 'instruments': heard, 'function': function, 'section': starts.get(start),
                       'loudnessDb': measure(song['loudnessDb'], start, end)})
    return [state for state in states if state['instruments']]
