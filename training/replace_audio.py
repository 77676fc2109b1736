"""Puts a newly trained student into a released model folder: the same words, other ears. `replace_text.py` is its counterpart.

    python3 replace_audio.py --model ../models/collap-mini --student RUN/checkpoint.pt --frames RUN/frames.npz --cache COLLECTED --version 0.2.0 \\
        --golden ../test/fixtures/model-golden.json

The student must speak in the units of the release (audio.units), and COLLECTED be what it says (audio.songs, audio.collect). Afterwards
everything that stands on its frames is fitted again (structure/refit.sh), then the score and the labels.

STUDENT and FRAMES may be the model folder itself, and no COLLECTED be given: the weights stay, and the graph is written anew, as it is today.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch

from audio.graph import AudioGraph
from audio.released import fuse_norms, head_of, load_frame_projection, load_head, load_student
from calibrate import choose_background, relate_clips
from export import describe_audio, describe_files, describe_song, export_audio, export_song, song_card
from song.encoder import load_encoder


def song_vectors(head, song, cache):
    """(tracks of COLLECTED, song vector of each (tracks, D)): what the song encoder makes of its clips, or without one their mean."""
    said, track = np.load(cache / 'outputs.npz'), np.load(cache / 'targets.npz')['track']
    tracks = json.loads((cache / 'tracks.json').read_text())
    clips = head(torch.from_numpy(said['tags']), torch.from_numpy(said['hidden'])).numpy()
    return tracks, relate_clips(clips, track, len(tracks), song)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('model', 'student', 'frames', 'golden'):
        parser.add_argument(f'--{name}', type=Path, required=True)
    parser.add_argument('--cache', type=Path, help='what the student says of the songs, from which the background is chosen; without it that stays')
    parser.add_argument('--head', type=Path, help='a checkpoint of song.train whose audio head takes the place of the released one, and whose song encoder comes with it, if it has one')
    parser.add_argument('--version', required=True)
    options = parser.parse_args()
    stored = torch.load(options.head) if options.head else {}
    head = (head_of(stored['audio']) if stored else load_head(options.model)).eval()
    song = load_encoder(stored)
    graph = AudioGraph(fuse_norms(load_student(options.student)), head, load_frame_projection(options.frames))
    card_path = options.model / 'model.json'
    card, golden = json.loads(card_path.read_text()), json.loads(options.golden.read_text())
    golden |= describe_audio(graph)
    export_audio(graph, options.model / 'audio.onnx')
    if options.head:  # a song encoder belongs to its head
        card['song'] = song_card(song)
        (options.model / 'song.onnx').unlink(missing_ok=True)
        golden.pop('song', None)
    if song:
        export_song(song, options.model / 'song.onnx')
        golden['song'] = describe_song(song)
    if options.cache:
        background = choose_background(*song_vectors(head, song, options.cache))
        background.astype('<f4').tofile(options.model / 'background.bin')
        card['calibration']['background']['count'] = len(background)
    card['version'], card['files'] = options.version, describe_files(options.model)
    card_path.write_text(json.dumps(card, indent=1) + '\n')
    options.golden.write_text(json.dumps(golden))
    print({name: entry['bytes'] for name, entry in card['files'].items()}, 'background', card['calibration']['background']['count'])


if __name__ == '__main__':
    torch.set_grad_enabled(False)
    main()
