import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTcpFake, ticketText } from '../../../src/main/station/devices/fakes/index.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';

const program = join(process.env.ONEWINDOW_OUT ?? join(import.meta.dirname, '../../../out'), 'main', 'print-proof.cjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proof-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function proof(...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr });
    });
  });
}

test('the built program prints the sheet, and names what has no glyph', async () => {
  const fake = await startTcpFake('printer');
  try {
    const { code, output } = await proof('--port', fake.url, '--profile', 'epson-80');
    expect(output).toContain('〓 🙂 U+1F642');
    expect(output).toContain('"outcome":"printed","confirmed":true');
    expect(code).toBe(0);
    const [sheet] = fake.device.tickets;
    // With the glyphs that lie beside the program: none of the rare characters is missing.
    expect(sheet ? ticketText(sheet) : '').toContain('国▨');
    expect(fake.device.unknown).toEqual([]);
  } finally {
    await fake.close();
  }
});

test('a hall’s own layout is drawn; one with a mistake is refused with its place', async () => {
  const hall = join(folder, 'hall.json');
  const ticket = (text: string) => ({ version: 1, lines: [{ kind: 'text', text }, { kind: 'cut' }] });
  writeFileSync(hall, JSON.stringify({ ...sampleHall, paper: { ticket: ticket('{number}') } }));
  const picture = join(folder, 'ticket.png');
  expect(await proof('--hall', hall, '--out', picture)).toMatchObject({ code: 0 });
  expect(readFileSync(picture).toString('latin1', 1, 4)).toBe('PNG');
  writeFileSync(hall, JSON.stringify({ ...sampleHall, paper: { ticket: ticket('{numer}') } }));
  const refused = await proof('--hall', hall, '--out', join(folder, 'no.png'));
  expect(refused).toMatchObject({ code: 2, output: expect.stringContaining('paper.ticket: line 1 (text): {numer}') });
});
