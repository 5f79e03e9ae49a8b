import { expect, test } from 'vitest';
import { Watched } from './watched.ts';

test('sends the whole view at once, again after a change, and skips what a slow watcher missed', async () => {
  let value = 1;
  const watched = new Watched(() => value);
  const stop = new AbortController();
  const views = watched.watch(stop.signal);
  expect((await views.next()).value).toBe(1);
  value = 2;
  watched.changed();
  value = 3;
  watched.changed();
  expect((await views.next()).value).toBe(3);
  const pending = views.next();
  value = 4;
  watched.changed();
  expect((await pending).value).toBe(4);
  const ended = views.next();
  stop.abort();
  expect((await ended).done).toBe(true);
});
