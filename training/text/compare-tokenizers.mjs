// Prints the ids that @huggingface/tokenizers gives for a JSON array of texts, to compare with Python's.
//   node compare-tokenizers.mjs tokenizer.json < texts.json > ids.json
import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

const tokenizer = new Tokenizer(JSON.parse(readFileSync(process.argv[2], 'utf8')), {});
const texts = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(texts.map((text) => tokenizer.encode(text).ids)));
