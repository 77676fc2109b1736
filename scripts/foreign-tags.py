"""Tags as another program writes and reads them (mutagen), for the tests of tagging.

usage: foreign-tags.py make FILE…    fills files with fields, pictures and frames that collap does not own
       foreign-tags.py dump FILE…    prints, one JSON line a file, what stands in them: {"own": {…}, "foreign": {…}}
"""
import hashlib
import json
import re
import sys

import mutagen
from mutagen import aiff, apev2, flac, id3, mp4, wave

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
OWN = {
    "genre": ("TCON", "genre", "©gen"),
    "mood": ("TMOO", "TXXX:MOOD", "mood", "----:com.apple.iTunes:MOOD"),
    "bpm": ("TBPM", "bpm", "tmpo"),
    "key": ("TKEY", "initialkey", "----:com.apple.iTunes:initialkey"),
    "comment": ("COMM::eng", "comment", "©cmt"),
}


def fill_id3(tags):
    text = {"encoding": 3}
    for frame in (
        id3.TIT2(text="Tön", **text),
        id3.TPE1(text=["A", "B"], **text),
        id3.TDRC(text="1999-05-04", **text),
        id3.TXXX(desc="foreign", text="x", **text),
        id3.COMM(lang="deu", desc="iTunNORM", text=" 0000", **text),
        id3.APIC(mime="image/png", type=3, desc="front", data=PNG, **text),
        id3.PRIV(owner="foreign", data=b"\0\1\xff" * 9),
        id3.GEOB(encoding=0, mime="application/octet-stream", filename="", desc="Serato Markers2", data=b"\1\1abc"),
        id3.POPM(email="me@example.org", rating=196, count=7),
        id3.UFID(owner="http://musicbrainz.org", data=b"123"),
        id3.USLT(lang="eng", desc="", text="la la", **text),
        id3.RVA2(desc="track", channel=1, gain=-3, peak=0.5),
        id3.MCDI(data=b"12345"),
    ):
        tags.add(frame)


def make(path):
    if path.endswith(".mp3"):
        tags = id3.ID3()
        fill_id3(tags)
        version = 3 if "v23" in path else 4
        if version == 3:
            tags.update_to_v23()
        tags.save(path, v2_version=version, v1=2)
        return
    file = mutagen.File(path)
    if isinstance(file, (wave.WAVE, aiff.AIFF)):
        if file.tags is None:
            file.add_tags()
        fill_id3(file.tags)
    elif isinstance(file, mp4.MP4):
        file["©nam"] = "Tön"
        file["covr"] = [mp4.MP4Cover(PNG, mp4.MP4Cover.FORMAT_PNG)]
        file["----:com.apple.iTunes:foreign"] = [b"x", b"y"]
        file["cpil"] = True
        file["trkn"] = [(1, 2)]
    else:
        file["title"] = "Tön"
        file["foreign"] = ["x", "y"]
        if isinstance(file, flac.FLAC):
            picture = flac.Picture()
            picture.data, picture.mime, picture.type = PNG, "image/png", 3
            file.add_picture(picture)
        elif isinstance(file.tags, apev2.APEv2):
            file["Cover Art (Front)"] = apev2.APEValue(b"front.png\0" + PNG, apev2.BINARY)
    file.save()


def values(path):
    """Every tag of a file by its name, as text; long ones as their hash."""
    file = mutagen.File(path)
    found = {}
    tags = file.tags or {}
    for name, value in tags.items() if hasattr(tags, "items") else tags:
        if isinstance(value, id3.TextFrame):
            text = [str(part) for part in value.text]
        elif isinstance(value, list):
            text = [part.decode() if isinstance(part, mp4.MP4FreeForm) else str(part) for part in value]
        else:
            text = [str(value) if isinstance(value, apev2.APETextValue) else repr(value)]
        whole = repr(text)
        found[str(name)] = text if len(whole) < 200 else [hashlib.sha256(whole.encode()).hexdigest()]
    for index, picture in enumerate(getattr(file, "pictures", [])):
        found[f"picture {index}"] = [hashlib.sha256(picture.write()).hexdigest()]
    return found


def dump(path):
    found = values(path)
    own = {}
    for name in list(found):
        if re.match(r"(CHAP|CTOC)(:|$)|CHAPTER\d+(NAME)?$", name, re.I):
            own.setdefault("chapters", []).extend(found.pop(name))
    for field, names in OWN.items():
        for name in list(found):
            if name.lower() in [candidate.lower() for candidate in names]:
                own[field] = found.pop(name)
    print(json.dumps({"own": own, "foreign": found}, sort_keys=True))


if __name__ == "__main__":
    for argument in sys.argv[2:]:
        {"make": make, "dump": dump}[sys.argv[1]](argument)
