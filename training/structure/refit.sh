#!/usr/bin/env bash
# Fits everything that stands on what the audio graph hears of a song's course: the choice of tempo, then the structure head on the beats that follow.
# usage: training/structure/refit.sh MODEL SONGS FORMS.tar.xz RUN [head]    (needs dist: npm run build; RUN should be new: every stage goes on where it stopped)
#   with "head", the choice of tempo stays as the model has it
# SONGS has the folders train and validation, each with structure-rendered.jsonl and tempo.jsonl (structure.rendered), pop909.jsonl
# (structure.pop909), and their audio.
# Last it prints the constants of src/structure/section-likeness.ts.
set -euo pipefail
cd "$(dirname "$0")/../.."
model=$(realpath "$1") songs=$(realpath "$2") forms=$(realpath "$3") run=$(realpath -m "$4")
python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
mkdir -p "$run"

hear() { # SCRIPT OUT SPLIT
  node "training/structure/$1.mjs" --model "$model" --cache "$run/heard" --out "$2" \
    --manifest "$songs/$3/structure-rendered.jsonl" --audio-root "$songs/$3" --manifest "$songs/$3/pop909.jsonl" --audio-root "$songs/$3"
}

fit() { (cd training && "$python" -m "$@"); }

if [ "${5:-}" != head ]; then
  for split in train validation; do hear features "$run/tempo/$split" "$split"; done
  fit structure.tempo --train "$run/tempo/train" --validation "$run/tempo/validation" --out "$run/tempo.json"
  fit structure.export --model "$model" --tempo "$run/tempo.json"
fi
for split in train validation; do hear features "$run/head/$split" "$split"; done
fit structure.train --train "$run/head/train" --validation "$run/head/validation" --out "$run/structure.pt"
fit structure.export --model "$model" --head "$run/structure.pt" --forms "$forms" --golden "$PWD/test/fixtures/structure-golden.json"
hear letters "$run/pairs.jsonl" train
fit structure.letters --pairs "$run/pairs.jsonl"
