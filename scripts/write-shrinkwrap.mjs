// Writes npm-shrinkwrap.json for the packed tarball from package-lock.json (docs/decisions/0005-packaging.md); --remove takes it away.
// `overrides` and `allowScripts` bind only the root project; a shrinkwrap travels with the package, so that a user gets the tree that
// was tested: without the second ONNX runtime that LanceDB would bring, and without the install script that downloads CUDA.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Its install script downloads CUDA libraries (and fails offline); without the flag npm leaves it alone. */
const WITHOUT_INSTALL_SCRIPT = ['node_modules/onnxruntime-node'];

/** os, cpu and libc of a platform package, read from its name: `@lancedb/lancedb-linux-x64-musl`. */
function platformOf(name) {
  const match = /-(darwin|linux|win32)-(x64|arm64|ia32|arm)(?:-(gnu|musl|msvc))?$/.exec(name);
  if (!match) return null;
  const libc = { gnu: ['glibc'], musl: ['musl'] }[match[3]];
  return { os: [match[1]], cpu: [match[2]], ...(libc && { libc }) };
}

/** Platform packages that the lock misses because the registry it was made with did not carry them. */
function missingPlatforms(packages) {
  const missing = {};
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name);
      if (platform && !packages[`node_modules/${name}`]) {
        missing[`node_modules/${name}`] = { version, optional: true, ...platform };
      }
    }
  }
  return missing;
}

function shrinkwrap() {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const production = Object.entries(lock.packages).filter(([, entry]) => !entry.dev && !entry.devOptional);
  const packages = Object.fromEntries(production.map(([path, entry]) => [path, { ...entry }]));
  Object.assign(packages, missingPlatforms(packages));
  delete packages[''].devDependencies;
  for (const path of WITHOUT_INSTALL_SCRIPT) delete packages[path].hasInstallScript;
  return { ...lock, packages };
}

if (process.argv.includes('--remove')) rmSync('npm-shrinkwrap.json', { force: true });
else writeFileSync('npm-shrinkwrap.json', `${JSON.stringify(shrinkwrap(), null, 2)}\n`);
