"""
Decodes the training audio to 16 kHz mono and lists it, with its split, in tracks.jsonl.

    python3 prepare.py --shared-audio AUDIO --packages DEBIAN --soundfont FluidR3_GM.sf2 … --out DATA

Writes DATA/pcm/<id>.npy (int16, shape (T,), 16 kHz), DATA/records/<id>.json and DATA/tracks.jsonl; what packages keep in archives
goes to DATA/unpacked first. MIDI files are played with the soundfonts, one a file. A record that exists is not made again. Dimension: T = samples.
"""
import argparse
import csv
import hashlib
import json
import re
import struct
import subprocess
import tempfile
import zipfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

SAMPLE_RATE_HZ = 16_000
MIN_SECONDS = {"package": 12.0, "shared": 3.0}  # packages: shorter files are sound effects and jingles
AUDIO_SUFFIXES = {".ogg", ".oga", ".mp3", ".opus", ".flac", ".wav", ".m4a", ".mod", ".xm", ".it", ".s3m", ".mid"}
ARCHIVE_SUFFIXES = {".pk3", ".love"}  # zip files with another name

# Debian packages of the test sets: they must never be read.
RESERVED = set("""wesnoth-1.16-music adonthell-data marsshooter-data fretsonfire-songs-muldjord
fretsonfire-songs-sectoid nexuiz-music wizznic-data noiz2sa tumiki-fighters gunroar parsec47 torus-trooper
titanion krank hex-a-hop openclonk-data wims-help denemo-data csound-soundfont""".split())

# Validation is whole packages (123 recordings of at least 40 s: chiptune, orchestral, industrial,
# medieval, dark ambient, techno, fantasy), eight songs with and without voices, and a fifth of the phrases.
VALIDATION_PACKAGES = {
    "supertux-data", "freedroidrpg-data", "unknown-horizons", "singularity-music",
    "starfighter-data", "flare-game", "trackballs-data",
}
VALIDATION_VOICES = {
    "voices_Experimental_drum_bass", "voices_GeneralSongs_alternative_rock",
    "voices_GeneralSongs_hiphop_rap_shirt_song", "voices_MultipleLang_italian_folk",
    "voices_MultipleLang_portuguese_pop", "voices_RapMachine_Neon_Compass",
    "voices_RapMachine_Silicon_Valley", "voices_Instrumentals_sonata_piano_violin",
}
PHRASES_PER_VALIDATION = 5

MUSIC_FOLDERS = {"music", "musics", "tunes", "themes", "tracks", "openmsx"}
# Packages that keep music beside their effects, or in a folder of another name.
FLAT_PACKAGES = set("""a7xpg-data abe-data alienblaster-data brainparty-data bumprace-data caveexpress-data cavepacker-data criticalmass-data cuyo-data
drascula-music dreamchess-data epiphany-data freeciv-data freedink-data freedoom freeorion-data frozen-bubble-data funnyboat hannah-data heroes-sound-tracks
holotz-castle-data lugaru-data mazeofgalious-data mrrescue mu-cade-data orbital-eunuchs-sniper-data pachi-data pangzero pathological performous phlipple-data
pinball-data pink-pony-data plee-the-bear-data powermanga-data rafkill-data raincat-data redeclipse-data ri-li-data rrootage-data solarwolf
tomatoes-data toppler torcs-data tuxmath-data tuxtype-data wordwarvi-sound zaz-data""".split())
NO_MUSIC = re.compile(r"fillets-ng/sound/|drascula/(de|es|fr|it)/")  # speech, and the same tracks again in other languages


def make_ids(items):
    """Gives every item an id `<set>_<file stem>`, with six hex digits of the path where two would be equal."""
    for item in items:
        item["id"] = f"{item['set']}_" + re.sub(r"[^A-Za-z0-9.-]+", "_", Path(item["path"]).stem)
    seen = Counter(item["id"] for item in items)
    for item in items:
        if seen[item["id"]] > 1:
            item["id"] += "_" + hashlib.md5(item["path"].encode()).hexdigest()[:6]
    return items


def read_tsv(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def list_shared_audio(root):
    """Lists the tracks of manifest.tsv and voices/manifest.jsonl; small sets first, phrases last."""
    instruments = {row["file"]: row["instrument"] for row in read_tsv(root / "phil.tsv")}
    items = []
    for line in open(root / "voices/manifest.jsonl"):
        voice = json.loads(line)
        items.append({"set": "voices", "path": "voices/" + voice["audio"], "title": voice["id"], "text": voice["text"]})
    for row in read_tsv(root / "manifest.tsv"):
        item = {"set": row["set"], "path": row["file"], "licence": row["licence"]}
        item |= {key: row[key] or None for key in ("title", "artist", "genre", "text")}
        if row["file"] in instruments:
            item |= {"instrument": instruments[row["file"]], "text": item["text"] or instruments[row["file"]]}
        items.append(item)
    for item in items:
        item |= {"kind": "shared", "file": str(root / item["path"])}
    return make_ids(sorted(items, key=lambda item: item["set"] == "phil"))


def unpack_archives(packages, out):
    """Writes what zip archives and the WAD files of Doom hold of music to OUT/<package>/<archive>/."""
    for archive in sorted(path for path in packages.rglob("*") if path.suffix.lower() in ARCHIVE_SUFFIXES | {".wad"}):
        folder = out / archive.relative_to(packages).parts[0] / archive.name
        if folder.exists():
            continue
        partial = folder.with_name(folder.name + ".part")
        partial.mkdir(parents=True, exist_ok=True)
        if archive.suffix.lower() == ".wad":
            unpack_wad(archive, partial)
        else:
            with zipfile.ZipFile(archive) as content:
                content.extractall(partial, [name for name in content.namelist() if Path(name).suffix.lower() in AUDIO_SUFFIXES])
        partial.rename(folder)


def unpack_wad(wad, folder):
    """MIDI lumps of a WAD: a header (magic, count, place of the directory), and entries of place, size and name. Source: the Doom WAD format."""
    data = wad.read_bytes()
    count, place = struct.unpack_from("<ii", data, 4)
    for start, size, name in struct.iter_unpack("<ii8s", data[place:place + 16 * count]):
        if data[start:start + 4] == b"MThd":
            (folder / f"{name.rstrip(bytes(1)).decode()}.mid").write_bytes(data[start:start + size])


def list_packages(*roots):
    """Lists the music files of all extracted packages, without effects and speech."""
    items = []
    for package in sorted(path for root in roots if root.exists() for path in root.iterdir() if path.is_dir()):
        assert package.name not in RESERVED, f"{package.name} is reserved for testing"
        for file in sorted(package.rglob("*")):
            path = file.relative_to(package)
            folders = {part.lower() for part in path.parts[:-1]}
            if file.suffix.lower() not in AUDIO_SUFFIXES or NO_MUSIC.search(str(path)):
                continue
            if folders & MUSIC_FOLDERS or package.name in FLAT_PACKAGES:
                items.append({"set": package.name, "path": str(path), "kind": "package", "file": str(file)})
    return make_ids(items)


def probe(file):
    """Returns (seconds, lower-cased tags) of an audio file; 0 seconds when ffprobe cannot read it."""
    command = ["ffprobe", "-v", "quiet", "-of", "json", "-show_entries", "format=duration:format_tags:stream_tags"]
    info = json.loads(subprocess.run([*command, file], capture_output=True, text=True).stdout or "{}")
    tags = {}
    for part in [*info.get("streams", []), info.get("format", {})]:
        tags |= {key.lower(): value for key, value in part.get("tags", {}).items()}
    return float(info.get("format", {}).get("duration", 0)), tags


def play_midi(file, soundfonts, wave):
    """Plays a MIDI file with one of the soundfonts, always the same one, into a WAV file."""
    soundfont = soundfonts[int(hashlib.md5(Path(file).name.encode()).hexdigest(), 16) % len(soundfonts)]
    subprocess.run(["fluidsynth", "-ni", "-q", "-r", "44100", "-g", "0.5", "-F", wave, soundfont, file], check=True, capture_output=True, timeout=300)


def decode(file):
    """Returns the first ten minutes as int16 mono at 16 kHz, shape (T,)."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", file, "-t", "600", "-ac", "1", "-ar", str(SAMPLE_RATE_HZ)]
    done = subprocess.run([*command, "-f", "s16le", "-"], capture_output=True)
    return np.frombuffer(done.stdout[: len(done.stdout) // 2 * 2], np.int16)


def write_json(path, value):
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(value, ensure_ascii=False))
    partial.rename(path)


def write_array(path, values):
    partial = path.with_suffix(".npy.part")
    with open(partial, "wb") as file:
        np.save(file, values)
    partial.rename(path)


def prepare_track(item, out, soundfonts):
    """Decodes one track and writes its record; a record with `skipped` keeps the reason and has no audio."""
    record_path = out / "records" / f"{item['id']}.json"
    if record_path.exists():
        return
    if item["file"].lower().endswith(".mid"):
        with tempfile.NamedTemporaryFile(suffix=".wav") as wave:
            play_midi(item["file"], soundfonts, wave.name)
            return prepare_track(item | {"file": wave.name}, out, soundfonts)
    seconds, tags = probe(item["file"])
    record = {key: item.get(key) for key in ("id", "set", "path", "title", "artist", "album", "genre", "text")}
    if item["kind"] == "package":
        record |= {key: tags.get(key) for key in ("title", "artist", "album", "genre")}
        record["text"] = tags.get("description") or tags.get("comment")
    record |= {"instrument": item.get("instrument"), "licence": item.get("licence")}
    audio = decode(item["file"]) if seconds >= MIN_SECONDS[item["kind"]] else np.zeros(0, np.int16)
    record["seconds"] = round(len(audio) / SAMPLE_RATE_HZ, 2)
    if record["seconds"] < MIN_SECONDS[item["kind"]]:
        record["skipped"] = f"{seconds:.1f} s in the file, {record['seconds']:.1f} s decoded"
    else:
        record["sha1"] = hashlib.sha1(audio.tobytes()).hexdigest()
        write_array(out / "pcm" / f"{item['id']}.npy", audio)
    write_json(record_path, record)


def choose_phrases(records):
    """Returns the ids of a fifth of the phrases of every instrument, first by the hash of the file name."""
    groups = defaultdict(list)
    for record in records:
        if record["instrument"]:
            groups[record["instrument"]].append(record)
    chosen = set()
    for group in groups.values():
        group.sort(key=lambda record: hashlib.md5(Path(record["path"]).name.encode()).hexdigest())
        chosen |= {record["id"] for record in group[: round(len(group) / PHRASES_PER_VALIDATION)]}
    return chosen


def write_tracks(items, out):
    """Writes tracks.jsonl from the records, without skipped tracks and exact duplicates. Returns the tracks."""
    paths = [out / "records" / f"{item['id']}.json" for item in items]
    records = [json.loads(path.read_text()) for path in paths if path.exists()]
    # Validation first, so that a recording that both halves hold stays out of training.
    held = VALIDATION_PACKAGES | {"voices"}
    first = {}
    for record in sorted((r for r in records if "sha1" in r), key=lambda r: r["set"] not in held):
        first.setdefault(record["sha1"], record["id"])
    tracks = [r for r in records if "sha1" in r and first[r["sha1"]] == r["id"]]
    validation = choose_phrases(tracks) | VALIDATION_VOICES
    for track in tracks:
        is_validation = track["set"] in VALIDATION_PACKAGES or track["id"] in validation
        track["split"] = "validation" if is_validation else "train"
        del track["sha1"]
    partial = out / "tracks.part"
    partial.write_text("".join(json.dumps(track, ensure_ascii=False) + "\n" for track in tracks))
    partial.rename(out / "tracks.jsonl")
    return tracks


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared-audio", type=Path, required=True)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--soundfont", nargs="+", required=True, help="that play MIDI files")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for folder in ("pcm", "records"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    unpack_archives(options.packages, options.out / "unpacked")
    shared, packages = list_shared_audio(options.shared_audio), list_packages(options.packages, options.out / "unpacked")
    for stage in (shared, packages):
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda item: prepare_track(item, options.out, options.soundfont), stage))
        tracks = write_tracks(shared + packages, options.out)
        for split in ("train", "validation"):
            seconds = [track["seconds"] for track in tracks if track["split"] == split]
            print(f"{split}: {len(seconds)} tracks, {sum(seconds) / 3600:.2f} h", flush=True)


if __name__ == "__main__":
    main()
