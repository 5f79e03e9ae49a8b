import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PhotoDecoderConfig } from '../config.ts';
import { PhotoDecoder } from './photo-decoder.ts';

const sample = join(process.cwd(), 'tests/fixtures/photo-decoder/decoder.mjs');
const photo = new Uint8Array(1024).fill(0x57);

function decoder(how: string, timeoutMs = 5000) {
  const logged: string[] = [];
  const config = PhotoDecoderConfig.parse({ command: [process.execPath, sample, how], timeoutMs });
  const made = new PhotoDecoder(config, (event, facts = {}) => logged.push(`${event} ${JSON.stringify(facts)}`));
  return { made, logged };
}

test('the sample program, in a process of its own, gives a picture', async () => {
  const { made, logged } = decoder('well');
  const picture = await made.decode(photo);
  expect(picture?.type).toBe('image/bmp');
  expect(picture?.bytes.length).toBe(54 + 308 * 126);
  expect(logged).toEqual([]);
});

test.each([
  ['crash', '"why":"SIGABRT"'],
  ['junk', '"why":"not-a-picture"'],
  ['flood', '"why":"too-large"'],
])('a program that does this has no picture, and the log says what: %s', async (how, said) => {
  const { made, logged } = decoder(how);
  expect(await made.decode(photo)).toBeNull();
  expect(logged).toEqual([expect.stringContaining(said)]);
});

test('a program that hangs is ended in time', async () => {
  const { made, logged } = decoder('hang', 100);
  expect(await made.decode(photo)).toBeNull();
  expect(logged.join()).toContain('"why":"timeout"');
});

test('a program that is not there is a photo less, not an error', async () => {
  const { made, logged } = decoder('well');
  const missing = new PhotoDecoder(PhotoDecoderConfig.parse({ command: ['/does/not/exist'] }), (event, facts = {}) =>
    logged.push(`${event} ${JSON.stringify(facts)}`),
  );
  expect(await missing.decode(photo)).toBeNull();
  expect(logged.join()).toContain('ENOENT');
  expect(await made.decode(new Uint8Array(0))).toBeNull();
});

test('the next card ends the work on the one before', async () => {
  const { made, logged } = decoder('hang', 30_000);
  const first = made.decode(photo);
  const second = made.decode(photo);
  expect(await first).toBeNull();
  made.close();
  expect(await second).toBeNull();
  expect(logged).toEqual([]);
});
