"""Trains the WordPiece tokenizer of the text towers on the training texts.

    python3 -m text.tokenizer --data DATA [--vocabulary 8000]      # DATA/texts.jsonl -> DATA/tokenizer.json

NFKC, lower case, accents stripped, BERT's splitting; every text becomes [CLS] tokens [SEP]; [PAD] is 0.
"""
import argparse
import json
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
ALPHABET = list("abcdefghijklmnopqrstuvwxyz0123456789'\"&#/.,;:!?()[]-+%")  # always known, also when rare


def build_tokenizer(texts, vocabulary):
    """A trained `Tokenizer`; ids of the special tokens are 0 to 4 in the order of SPECIAL."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFKC(),
        normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    trainer = trainers.WordPieceTrainer(vocab_size=vocabulary, special_tokens=SPECIAL, min_frequency=2,
                                        initial_alphabet=ALPHABET, continuing_subword_prefix="##", show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--vocabulary", type=int, default=8000)
    args = parser.parse_args()
    rows = [json.loads(line) for line in open(Path(args.data) / "texts.jsonl", encoding="utf-8")]
    tokenizer = build_tokenizer((row["text"] for row in rows if row["split"] == "train"), args.vocabulary)
    tokenizer.save(str(Path(args.data) / "tokenizer.json"))
    held = [row["text"] for row in rows if row["split"] == "validation"]
    encoded = tokenizer.encode_batch(held)
    tokens = sum(len(e.ids) for e in encoded)
    unknown = sum(i == 1 for e in encoded for i in e.ids)
    print(f"vocabulary {tokenizer.get_vocab_size()}, validation: {tokens / len(held):.1f} tokens a text, {unknown} unknown")


if __name__ == "__main__":
    main()
