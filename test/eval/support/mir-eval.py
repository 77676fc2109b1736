"""What mir_eval says of annotations: JSON on stdin {segments: [[reference, estimated]...], keys: [[reference, estimated]...]}, figures on stdout."""
import json
import sys
import warnings

import mir_eval
import numpy as np

warnings.simplefilter('ignore')
cases = json.load(sys.stdin)


def spans(rows):
    return np.array([[row['startSeconds'], row['endSeconds']] for row in rows], float), [row['label'] for row in rows]


def measure(reference, estimated):
    intervals, labels = mir_eval.util.adjust_intervals(*spans(reference), t_min=0.0)
    found, names = mir_eval.util.adjust_intervals(*spans(estimated), t_min=0.0, t_max=intervals.max())
    detect = lambda window, trim: mir_eval.segment.detection(intervals, found, window=window, trim=trim)[2]
    return {'HR.5F': detect(0.5, False), 'HR3F': detect(3, False), 'HR.5FTrimmed': detect(0.5, True), 'HR3FTrimmed': detect(3, True),
            'pairwiseF': mir_eval.segment.pairwise(intervals, labels, found, names)[2]}


print(json.dumps({
    'segments': [measure(*case) for case in cases['segments']],
    'keys': [mir_eval.key.weighted_score(*case) for case in cases['keys']],
}))
