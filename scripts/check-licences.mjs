// Lists the licences of everything that a user of the package gets, and fails on GPL and AGPL, and where a licence is not named.
// usage: node scripts/check-licences.mjs    (after npm install)
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package may be used under any one of the alternatives that it names. */
const isCopyleft = (licence) =>
  licence.split(/\s+OR\s+/i).every((choice) => /\bA?GPL\b|\bA?GPL-/i.test(choice.replace(/LGPL/gi, '')));

function licenceOf(path, entry) {
  const manifest = join(path, 'package.json');
  const { license, licenses } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : entry;
  const named = license ?? entry.license ?? licenses?.map(({ type }) => type).join(' OR ');
  return typeof named === 'object' ? named.type : named;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const production = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional);
const byLicence = new Map();
const problems = [];
for (const [path, entry] of production) {
  const licence = licenceOf(path, entry);
  const name = `${path.replace(/^.*node_modules\//, '')}@${entry.version}`;
  byLicence.set(licence ?? 'none named', [...(byLicence.get(licence ?? 'none named') ?? []), name]);
  if (!licence || isCopyleft(licence)) problems.push(`${name}: ${licence ?? 'no licence named'}`);
}
for (const [licence, names] of [...byLicence].sort((a, b) => b[1].length - a[1].length)) {
  console.log(`${String(names.length).padStart(4)} ${licence}${names.length <= 4 ? ` (${names.join(', ')})` : ''}`);
}
for (const problem of problems) console.log(`not allowed: ${problem}`);
console.log(`${production.length} packages, ${problems.length} not allowed`);
process.exit(problems.length ? 1 : 0);
