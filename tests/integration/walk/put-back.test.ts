import { cpSync, renameSync, rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { HallProcess } from '../../support/hall-process.ts';
import { newDatabase } from '../../support/postgres.ts';
import { layWire, openCounter, openDispenser, openHall, openPrinter, printedNumbers, ticketInHand } from './floor.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Place {
  readonly hall: HallProcess;
  copy(): Promise<void>;
  putBack(): Promise<void>;
}

async function inFolder(): Promise<Place> {
  const hall = await openHall();
  const copy = `${hall.data}-copy`;
  return {
    hall,
    copy: async () => cpSync(hall.data, copy, { recursive: true }),
    putBack: async () => {
      rmSync(hall.data, { recursive: true });
      renameSync(copy, hall.data);
    },
  };
}

async function inPostgres(): Promise<Place> {
  const database = await newDatabase();
  closing.push(() => database.remove());
  const hall = await openHall({ databaseUrl: database.url });
  const tables = ['hall', 'journal', 'record', 'station', 'enrol_code', 'setting', 'device_change'] as const;
  const kept = new Map<string, string>();
  return {
    hall,
    copy: async () => {
      for (const table of tables) {
        const [row] = await database.query<{ rows: string }>(
          `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM onewindow.${table} t`,
        );
        kept.set(table, row!.rows);
      }
    },
    putBack: async () => {
      for (const table of tables.toReversed()) await database.query(`DELETE FROM onewindow.${table}`);
      for (const table of tables)
        await database.query(
          `INSERT INTO onewindow.${table} SELECT * FROM json_populate_recordset(null::onewindow.${table}, $1)`,
          [kept.get(table)],
        );
    },
  };
}

test.each([
  ['a whole folder', inFolder],
  ['a PostgreSQL', inPostgres],
])('%s put back from an older copy: what any station knows was given out is given to nobody again', async (_, open) => {
  const { hall, copy, putBack } = await open();
  const wire = await layWire(hall);
  const counter = await openCounter(hall, 1);
  await counter.settled();
  await hall.stop();
  await copy();
  await hall.again();
  // After the copy: numbers of the hall's own, and a block for a dispenser the copy has never heard of.
  const printers = [await openPrinter(), await openPrinter()];
  const lost = await openDispenser(hall, printers[0]!, { wire });
  await ticketInHand(lost);
  await ticketInHand(lost);
  await lost.untilStation((view) => !view.warnings.includes('numbers-low'));
  await lost.settled();
  await counter.untilCounter((view) => view.line.length === 2);
  wire.cut();
  await lost.untilDispenser((view) => view.link.state === 'offline');
  await hall.stop();
  await putBack();
  await hall.again();
  // The counter alone comes back, and says how far the numbers had come.
  const { putBack: noticed } = await hall.untilDesk((view) => view.putBack !== null);
  expect(noticed).toMatchObject({ unheard: [] });
  const other = await layWire(hall);
  const fresh = await openDispenser(hall, printers[1]!, { station: 'dispenser-3', wire: other });
  await ticketInHand(fresh);
  await fresh.untilStation((view) => !view.warnings.includes('numbers-low'));
  await fresh.settled();
  other.cut();
  for (const station of [lost, fresh]) {
    await station.untilDispenser((view) => view.link.state === 'offline');
    for (let n = 0; n < 2; n++) await ticketInHand(station);
  }
  const slips = printers.flatMap(printedNumbers);
  expect(slips).toHaveLength(7);
  expect(new Set(slips).size).toBe(7);
  // Nobody need look into it: nothing is marked when all is heard again.
  other.mend();
  await fresh.settled();
  const { counts, conflicts } = await hall.untilDesk((view) => view.counts.issued >= 3);
  expect(conflicts).toEqual([]);
  expect(counts.issued).toBe(3);
});
