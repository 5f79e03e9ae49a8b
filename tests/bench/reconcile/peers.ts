import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownPackages } from '../../support/own-packages.ts';

const source = join(import.meta.dirname, '../peers');

/**
 * The systems to compare with have packages of their own, installed here when they are first needed and never with the
 * product. Answers the folder with their programs.
 */
export async function installPeers(say: (what: string) => void): Promise<string> {
  const dir = await ownPackages(source, 'bench-peers', say);
  for (const name of readdirSync(source)) {
    if (name.endsWith('.js')) copyFileSync(join(source, name), join(dir, name));
  }
  return dir;
}
