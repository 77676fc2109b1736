#!/usr/bin/env bash
# Trains a tiny model on made-up data through every stage, in about a minute, and compares its graphs in Node with PyTorch.
# usage: training/tiny.sh [FOLDER]    (from the checkout; FOLDER must be new or empty, since every stage goes on where an earlier run stopped)
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-$(mktemp -d)}
[ -z "$(ls -A "$out" 2>/dev/null)" ] || { echo "$out is not empty: name a new folder" >&2; exit 2; }
python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
"$python" tiny.py --out "$out/data"
"$python" -m captions.check
"$python" -m audio.cache --data "$out/data" --weights "$out/data" --tagspace "$out/data/text/tagspace.json" --phrases "$out/data/rendered" --out "$out/cache"
"$python" -m audio.train --cache "$out/cache" --out "$out/run" --tagspace "$out/data/text/tagspace.json" --steps 20 --every 10 --batch 16 --validate 16 --small
"$python" -m audio.train --cache "$out/cache" --out "$out/run" --tagspace "$out/data/text/tagspace.json" --steps 30 --every 10 --batch 16 --validate 16 --small
"$python" -m audio.frames --cache "$out/cache" --checkpoint "$out/run/checkpoint.pt" --out "$out/run/frames.npz"
"$python" -m audio.songs --data "$out/data" --student "$out/run/checkpoint.pt" --rendered "$out/data/rendered" --out "$out/songs"
"$python" -m audio.collect --data "$out/data" --weights "$out/data" --tagspace "$out/data/text/tagspace.json" --songs "$out/songs" --rendered "$out/data/rendered" --out "$out/collected"
collected=(--cache "$out/collected" --text "$out/data/text")
songs=("${collected[@]}" --data "$out/data" --lexicon "$out/data/text/lexicon.txt")
"$python" -m joint.train "${collected[@]}" --tower "$out/data/text/text_bidirectional.pt" --out "$out/joint.pt" --size 16 --steps 20 --batch 16 8 0 8
"$python" -m joint.train "${collected[@]}" --tower "$out/data/text/text_causal.pt" --out "$out/joint-causal.pt" --size 16 --steps 20 --batch 16 8 0 8 --audio-from "$out/joint.pt"
"$python" -m text.paraphrases --text "$out/data/text" --joint "$out/joint.pt" --out "$out/pictures.pt" --steps 10 --pictures 8 --others 8
"$python" -m text.reader --text "$out/data/text" --minilm "$out/data/text/minilm" --wordnet "$out/data/wordnet" --joint "$out/pictures.pt" --out "$out/reader" --steps 10 --most 60
"$python" -m song.train "${songs[@]}" --joint "$out/pictures.pt" --text-only --reader "$out/reader/reader.pt" --minilm "$out/data/text/minilm" --out "$out/reader/grounded.pt" --steps 5 --songs 8 --short 8 8 0 4
"$python" -m text.imitate --text "$out/data/text" --embedded "$out/reader" --reader "$out/reader/grounded.pt" --joint "$out/pictures.pt" --layers 2 --steps 10 --batch 8 --out "$out/imitated.pt"
"$python" average.py --out "$out/mean.pt" "$out/imitated.pt=1" "$out/pictures.pt=1"
"$python" -m song.train "${songs[@]}" --joint "$out/mean.pt" --out "$out/song.pt" --steps 20 --songs 8 --short 8 8 0 4
"$python" -m song.train "${songs[@]}" --joint "$out/joint-causal.pt" --out "$out/song-causal.pt" --steps 10 --songs 8 --short 8 8 0 4 --song-from "$out/song.pt"
"$python" calibrate.py "${collected[@]}" --joint "$out/song.pt" --captions "$out/data/captions.jsonl" --out "$out/calibration.json"
"$python" export.py --student "$out/run/checkpoint.pt" --frames "$out/run/frames.npz" "${collected[@]}" --calibration "$out/calibration.json" \
  --joint "bidirectional=$out/song.pt" "causal=$out/song-causal.pt" --out "$out/model" --golden "$out/golden.json" --name collap-tiny --version 0.0.1
"$python" -m audio.units --cache "$out/cache" --model "$out/model"
"$python" -m song.ears --cache "$out/cache" --text "$out/data/text" --data "$out/data" --lexicon "$out/data/text/lexicon.txt" --model "$out/model" --out "$out/ears.pt" --steps 5 --songs 6 --clips 3 --short 4 4 4 4
"$python" -m song.settle "$out/ears.pt" --towards 0.6 --cache "$out/cache" --model "$out/model" --out "$out/settled.pt"
"$python" -m audio.train --cache "$out/cache" --out "$out/again" --tagspace "$out/data/text/tagspace.json" --steps 3 --every 3 --batch 8 --validate 8 --start-from "$out/model"
"$python" -m audio.frames --cache "$out/cache" --checkpoint "$out/again/checkpoint.pt" --out "$out/again/frames.npz" --towards "$out/model"
"$python" -m audio.songs --data "$out/data" --student "$out/again/checkpoint.pt" --out "$out/songs-again"
"$python" -m audio.collect --data "$out/data" --weights "$out/data" --tagspace "$out/data/text/tagspace.json" --songs "$out/songs-again" --out "$out/collected-again"
cp -r "$out/model" "$out/model-again" && cp "$out/golden.json" "$out/golden-again.json"
"$python" replace_audio.py --model "$out/model-again" --student "$out/again/checkpoint.pt" --frames "$out/again/frames.npz" --cache "$out/collected-again" --head "$out/song.pt" --version 0.0.2 --golden "$out/golden-again.json"
cp -r "$out/model-again" "$out/model-same" && cp "$out/golden-again.json" "$out/golden-same.json"
"$python" replace_audio.py --model "$out/model-same" --student "$out/model-same" --frames "$out/model-same" --version 0.0.3 --golden "$out/golden-same.json"
cd .. && node scripts/check-parity.mjs "$out/model-again" "$out/golden-again.json"
node scripts/check-parity.mjs "$out/model-same" "$out/golden-again.json"
node scripts/check-parity.mjs "$out/model" "$out/golden.json"
