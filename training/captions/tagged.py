"""What the teachers would tag validation recordings with, for `collap eval tags`: zero-shot tagging against those who taught, and against those kept back.

    python3 -m captions.tagged --data DATA --tagspace DATA/text/tagspace.json --out validation/tags.jsonl

Needs `teach.py --split validation --share 1` and `teach.py --held-back`. A tag holds for the tenth of the recordings of which its teacher is surest, by the mean of
its logits over the recording; tags that the teacher gives HEARD in no window are left out: of those there is only noise. One line a recording and teacher: id,
audio (relative to the packages' folder), labels in words, group (the teacher).
Of AudioSet's classes only those of music.
Legend: R = recordings, W = windows of one, K = tags of a teacher.
"""
import argparse
import json
import math
from pathlib import Path

import numpy as np

from text.tagspace import AUDIOSET_MUSIC

from .chosen import choose_recordings, where

TENTH, HEARD = 0.1, 0.1
# teacher: (folder of DATA, its array, the source of its tags)
TEACHERS = {
    'Jamendo': ('teach', 'jamendo', 'jamendo'), 'MTAT': ('teach', 'mtat', 'mtat'), 'MSD': ('teach', 'msd', 'msd'), 'AudioSet': ('teach', 'yamnet', 'audioset'),
    'Jamendo, kept back': ('heldback', 'jamendo_fcn', 'jamendo'), 'MSD, kept back': ('heldback', 'msd_fcn', 'msd'),
}


def surest(windows, heard=HEARD, share=TENTH):
    """Logits of each recording's windows, R arrays (W, K), to whether a tag holds, (R, K) bool: for the share of recordings that score highest, and nowhere for a tag that no window has."""
    logits = np.stack([own.mean(0) for own in windows])
    held = np.zeros(logits.shape, bool)
    most = np.argsort(-logits, 0, kind='stable')[:max(1, round(share * len(logits)))]
    np.put_along_axis(held, most, True, 0)
    return held & (np.concatenate(windows).max(0) >= math.log(heard / (1 - heard)))


def hear(data, tracks, folder, array, places):
    """What a teacher says of the windows of each recording, R arrays of logits (W, K), of the outputs at `places`."""
    return [np.load(data / folder / f"{track['id']}.npz")[array][..., places].astype(np.float32).reshape(-1, len(places)) for track in tracks]


def tag(data, tracks, tagspace, teacher):
    """The lines of one teacher."""
    folder, array, source = TEACHERS[teacher]
    tags = [tag for tag in tagspace if tag['source'] == source and (source != 'audioset' or tag['index'] in AUDIOSET_MUSIC)]
    held = surest(hear(data, tracks, folder, array, [tag['index'] for tag in tags]))
    for track, row in zip(tracks, held):
        labels = list(dict.fromkeys(tag['phrases'][0] for tag, holds in zip(tags, row) if holds))
        yield {'id': f"{track['id']}, {teacher}", 'audio': where(track), 'labels': labels, 'group': teacher}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('data', 'tagspace', 'out'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    options = parser.parse_args()
    tagspace, tracks = json.loads(options.tagspace.read_text()), choose_recordings(options.data)
    lines = [line for teacher in TEACHERS for line in tag(options.data, tracks, tagspace, teacher)]
    options.out.write_text(''.join(json.dumps(line, ensure_ascii=False) + '\n' for line in lines))
    print(len(tracks), 'recordings;', {teacher: len({label for line in lines if line['group'] == teacher for label in line['labels']}) for teacher in TEACHERS}, 'tags')


if __name__ == '__main__':
    main()
