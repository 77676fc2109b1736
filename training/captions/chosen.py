"""Which recordings get validation captions: of unseen packages, long enough, no two of one piece; the COUNT longest of them."""
import json
from pathlib import Path

COUNT, LEAST_SECONDS = 100, 40
LEFT_OUT = Path(__file__).resolve().parents[1] / 'validation' / 'recordings-left-out.tsv'
NOT_PACKAGES = ('phil', 'voices', 'phrases', 'mixtures', 'rendered')


def read_left_out(path=LEFT_OUT):
    return {line.split('\t')[0] for line in path.read_text().splitlines() if line and not line.startswith('#')}


def choose_recordings(data, count=COUNT):
    """Lines of DATA/tracks.jsonl, in the order of their ids."""
    left_out = read_left_out()
    tracks = [json.loads(line) for line in (data / 'tracks.jsonl').open()]
    usable = [t for t in tracks if t['split'] == 'validation' and t['set'] not in NOT_PACKAGES and t['seconds'] >= LEAST_SECONDS and t['id'] not in left_out]
    longest = sorted(usable, key=lambda t: (-t['seconds'], t['id']))[:count]
    return sorted(longest, key=lambda t: t['id'])


def where(track):
    """The file's path below the folder that holds all packages."""
    return track['path'] if track['path'].startswith(track['set'] + '/') else f"{track['set']}/{track['path']}"
