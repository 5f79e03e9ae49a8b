import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Round } from '../../bench/reconcile/round.ts';
import { newFolder } from '../../support/folder.ts';

const systems = join(import.meta.dirname, '../../bench/reconcile');

test.each(['onewindow', 'naive'])(
  '%s: what stations did while cut off is everywhere, once, after all files were closed',
  async (name) => {
    const folder = newFolder('reconcile');
    try {
      const size = { stations: 3, intents: 60, held: 80 };
      const outcome = await new Round(folder.path, join(systems, `${name}.ts`), size, false).run(20);
      expect(outcome).toMatchObject({ lost: 0, doubled: 0 });
    } finally {
      folder.remove();
    }
  },
);
