import { createHash } from 'node:crypto';
import { formatCaseNumber } from '../../../src/shared/case/number.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { uuidv7 } from '../../../src/shared/identity/uuid.ts';
import type { BodyOf } from '../../../src/shared/intent/registry.ts';
import type { Intent } from './system.ts';

const item = sampleHall.items.find((each) => each.materials.filter((m) => m.need === 'necessary').length === 1)!;
const taken = item.materials.filter((m) => m.need === 'necessary').map(({ id, forms }) => ({ id, forms }));
const FIRST_AT = Date.UTC(2026, 0, 5, 1);
const PER_STATION = 100_000;

/** What a counter states when it takes papers (`case.receive`): about 300 bytes as JSON. The people are made up. */
export function intentsOf(station: string, count: number): Intent[] {
  const place = Number(station.split('-')[1]);
  const day = new Date().toISOString().slice(0, 10);
  return Array.from({ length: count }, (_, n) => {
    const chance = createHash('sha256').update(`${station} ${n}`).digest();
    const id = uuidv7(FIRST_AT + n * 1000, chance.subarray(0, 10));
    const body: BodyOf<'case.receive'> = {
      caseId: id,
      number: formatCaseNumber(sampleHall, { itemId: item.id, day, station: place, running: n + 1 }),
      code: String(place * PER_STATION + n).padStart(8, '0'),
      day,
      running: n + 1,
      itemId: item.id,
      applicant: { maskedName: '李*国', key: null },
      taken,
      windowId: null,
      ticketId: null,
      collectHall: null,
    };
    return { id, body };
  });
}
