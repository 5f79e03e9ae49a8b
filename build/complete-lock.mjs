// npm run lock: after a change of dependencies. A registry mirror may lack a package for some other platform; npm then
// drops it from the lock file, and `npm ci` refuses the file everywhere. This puts the dropped entries back, without a
// checksum, so that the file holds on every machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { root } from './paths.mjs';
import { fail, PlainError, say } from './say.mjs';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'arm'];

async function main() {
  const { code, output } = await npm(['install', '--package-lock-only', '--loglevel=error']);
  if (code !== 0) throw new PlainError(output);
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = complete(lock.packages);
  if (added.length === 0) return;
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  say(`补回 · put back: ${added.join(', ')}`);
}

/** Adds every optional dependency of an exact version that is nowhere in the lock. Answers their names. */
function complete(packages) {
  const added = [];
  for (const [path, entry] of Object.entries({ ...packages })) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!/^\d/.test(version) || packages[`node_modules/${name}`] || packages[`${path}/node_modules/${name}`])
        continue;
      packages[`node_modules/${name}`] = {
        version,
        cpu: processors.filter((processor) => new RegExp(`-${processor}(-|$)`).test(name)),
        dev: entry.dev,
        optional: true,
        os: systems.filter((system) => name.includes(system)),
      };
      added.push(name);
    }
  }
  return added;
}

await main().catch(fail);
