"""Compares the tokenizer in Python with the same file read by @huggingface/tokenizers in Node.

    python3 -m text.check_tokenizer --data DATA     # DATA/texts.jsonl, DATA/tokenizer.json; needs `npm install`
"""
import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

from tokenizers import Tokenizer

HARD_TEXTS = [
    "Café déjà-vu, naïve façade; ÅÄÖ ñ ç", "Motörhead & Beyoncé — “live” at St. John’s", "日本の伝統音楽、琴と尺八。とても静か",
    "중국 음악 한국어 텍스트", "🎸🔥 heavy riff 🤘🏽 👩‍🎤 sings", "120.5 BPM, 3/4 time; ½ tempo ① ﬁddle ﬂute ｆｕｌｌ　ｗｉｄｔｈ",
    "reggaetón São Paulo Dvořák Łódź İstanbul ıssız STRAßE ẞ", "مرحبا موسيقى عربية", "музыка Ёлка грустная", "ελληνική ΣΊΣΥΦΟΣ",
    "a\u0301 e\u0308 combining", "zero\u200bwidth soft\u00adhyphen bom\ufeff nb\u00a0sp", "tab\tnew\nline\r\nend", "", "   ",
    "x" * 250, "a-b_c'd’e`f´g", "R&B/soul... (feat. D'Angelo) [intro] {x} <b> #1 @home 50% $5 €9", "हिन्दी संगीत भजन", "ไทย ดนตรี",
    "Ⅳ Ⅷ ²³ ™ © ℃ №5", "don't can't rock'n'roll", "C# F♯ B♭ minor ♪♫", "‘single’ “double” «guillemets» „low“",
    "\u0000null \u0007bell \ufffd", "𝄞 𝒯𝓇𝒶𝓃𝒸𝑒 𝐛𝐨𝐥𝐝", "Tiếng Việt dân ca", "你好world混合text", "the [MASK] plays [SEP] [CLS] [PAD]",
    "--- *** === ~~~ ^^^ |||",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    rows = [json.loads(line)["text"] for line in open(args.data / "texts.jsonl", encoding="utf-8")]
    texts = HARD_TEXTS + random.Random(3).sample(rows, args.count - len(HARD_TEXTS))
    path = str(args.data / "tokenizer.json")
    tokenizer = Tokenizer.from_file(path)
    ours = [tokenizer.encode(text).ids for text in texts]
    script = str(Path(__file__).with_name("compare-tokenizers.mjs"))
    answer = subprocess.run(["node", script, path], input=json.dumps(texts), capture_output=True, text=True, check=True)
    theirs = json.loads(answer.stdout)
    assert len(ours) == len(theirs)
    differing = [text for text, a, b in zip(texts, ours, theirs) if a != b]
    print(f"{len(texts)} texts, {len(differing)} differ", differing)
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
