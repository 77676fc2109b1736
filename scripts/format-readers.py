# Reads exported files with libraries that are not ours, and prints what they saw as JSON: [{"start", "end"?, "name"}].
# usage: python3 scripts/format-readers.py READER FILE    ·    python3 scripts/format-readers.py --version READER
import json
import subprocess
import sys


def labels(path):
    import mir_eval

    intervals, names = mir_eval.io.load_labeled_intervals(path, delimiter="\t")
    return [{"start": s, "end": e, "name": n} for (s, e), n in zip(intervals.tolist(), names)]


def table(path):
    import csv

    with open(path, newline="", encoding="utf8") as file:
        rows = list(csv.DictReader(file, strict=True))
    return [{"start": float(r["start_seconds"]), "end": float(r["end_seconds"]), "name": r["name"]} for r in rows]


def regions(path):
    import csv

    def seconds(text):
        minutes, rest = text.split(":")
        return int(minutes) * 60 + float(rest)

    with open(path, newline="", encoding="utf8") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert all(abs(seconds(r["End"]) - seconds(r["Start"]) - seconds(r["Length"])) < 0.0015 for r in rows)
    return [{"start": seconds(r["Start"]), "end": seconds(r["End"]), "name": r["Name"]} for r in rows]


def layer(path):
    import xml.etree.ElementTree as tree

    root = tree.parse(path).getroot()
    rate = int(root.find("data/model").get("sampleRate"))
    points = [(int(p.get("frame")), int(p.get("duration")), p.get("label")) for p in root.iter("point")]
    return [{"start": frame / rate, "end": (frame + length) / rate, "name": name} for frame, length, name in points]


def document(path):
    with open(path, encoding="utf8") as file:
        segments = json.load(file)["segments"]
    return [{"start": s["startSeconds"], "end": s["endSeconds"], "name": s["name"]} for s in segments]


def jams_file(path):
    import jams

    read = jams.load(path, validate=True, strict=True)
    namespaces = {a.namespace for a in read.annotations}
    assert namespaces == {"segment_open", "segment_salami_function", "beat", "tempo", "key_mode"}, namespaces
    (functions,) = read.search(namespace="segment_salami_function")
    return [{"start": o.time, "end": o.time + o.duration, "name": o.value} for o in functions.data]


def rekordbox(path):
    from pyrekordbox.rbxml import RekordboxXml

    track = RekordboxXml(path).get_track(0)
    assert len(track.tempos) >= 1 and track.Tonality and track.AverageBpm
    hot = [m for m in track.marks if m.Num >= 0]
    return [{"start": m.Start, "name": m.Name} for m in sorted(hot, key=lambda m: m.Num)]


def traktor(path):
    from pathlib import Path

    from traktor_nml_utils import TraktorCollection

    (entry,) = TraktorCollection(path=Path(path)).nml.collection.entry
    assert entry.tempo.bpm and entry.musical_key is not None
    cues = [c for c in entry.cue_v2 if int(c.type) == 0]
    return [{"start": float(c.start) / 1000, "name": c.name} for c in cues]


def chapters(path):
    from mutagen.id3 import ID3

    tag = ID3(path)
    (table,) = tag.getall("CTOC")
    frames = {f.element_id: f for f in tag.getall("CHAP")}
    ordered = [frames[e] for e in table.child_element_ids]
    return [
        {"start": f.start_time / 1000, "end": f.end_time / 1000, "name": f.sub_frames["TIT2"].text[0]} for f in ordered
    ]


def serato(path):
    import base64
    import struct

    from mutagen.id3 import ID3
    from mutagen.mp3 import MP3

    (frame,) = [f for f in ID3(path).getall("GEOB") if f.desc == "Serato Markers2"]
    # Serato's clock begins with the padding of the encoder (as ffprobe tells it), and one frame of 1152 samples before
    probe = ["ffprobe", "-v", "error", "-show_entries", "stream=start_time", "-of", "csv=p=0", path]
    lead = float(subprocess.check_output(probe, text=True)) + 1152 / MP3(path).info.sample_rate
    text = frame.data[2:].split(b"\0")[0].replace(b"\n", b"")
    data = base64.b64decode(text + b"=" * (-len(text) % 4))[2:]
    cues = []
    while data[:1] != b"\0":
        name, data = data.split(b"\0", 1)
        (size,) = struct.unpack(">I", data[:4])
        body, data = data[4 : 4 + size], data[4 + size :]
        if name == b"CUE":
            cues.append({"start": struct.unpack(">I", body[2:6])[0] / 1000 - lead, "name": body[12:-1].decode()})
    return cues


READERS = {
    "labels": (labels, "mir_eval"),
    "table": (table, None),
    "regions": (regions, None),
    "document": (document, None),
    "layer": (layer, None),
    "jams": (jams_file, "jams"),
    "rekordbox": (rekordbox, "pyrekordbox"),
    "traktor": (traktor, "traktor-nml-utils"),
    "chapters": (chapters, "mutagen"),
    "serato": (serato, "mutagen"),
}

if sys.argv[1] == "--version":
    import importlib.metadata
    import platform

    library = READERS[sys.argv[2]][1]
    print(importlib.metadata.version(library) if library else platform.python_version())
else:
    print(json.dumps(READERS[sys.argv[1]][0](sys.argv[2])))
