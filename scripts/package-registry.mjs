// A registry that serves one packed tarball as if it were published, in a process of its own (npm is called synchronously), and leads
// every other request to the registry that npm is configured for.
import { execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

/** What the public registry would say of the package; it notices a shrinkwrap, too. */
function packument(manifest, tarball, url) {
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const version = { ...manifest, _hasShrinkwrap: true, dist: { tarball: `${url}/${manifest.name}.tgz`, integrity } };
  return { name: manifest.name, 'dist-tags': { latest: manifest.version }, versions: { [manifest.version]: version } };
}

function serve(tarballPath, upstream) {
  const tarball = readFileSync(tarballPath);
  const manifest = JSON.parse(
    execFileSync('tar', ['-xzOf', tarballPath, 'package/package.json'], { encoding: 'utf8' }),
  );
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${server.address().port}`;
    if (request.url === `/${manifest.name}`) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(manifest, tarball, url)));
    } else if (request.url === `/${manifest.name}.tgz`) response.end(tarball);
    else response.writeHead(302, { location: upstream + request.url }).end();
  });
  server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
}

/** Starts it; `url` goes to npm's `--registry`. */
export async function startRegistry(tarballPath) {
  const child = fork(fileURLToPath(import.meta.url), [tarballPath]);
  const url = await new Promise((resolve, reject) => child.once('message', resolve).once('exit', reject));
  return { url, close: () => child.kill() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim().replace(/\/$/, '');
  serve(process.argv[2], upstream);
  process.on('disconnect', () => process.exit());
}
