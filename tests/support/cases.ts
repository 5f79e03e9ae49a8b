import { formatCaseNumber } from '../../src/shared/case/number.ts';
import { sampleHall } from '../../src/shared/catalogue/sample/hall.ts';
import type { Actor } from '../../src/shared/intent/decision.ts';
import type { BodyOf } from '../../src/shared/intent/registry.ts';

export const ACCEPTS: Actor = { kind: 'clerk', id: 'staff-chen' };
export const DECIDES: Actor = { kind: 'clerk', id: 'staff-wu' };

/** An item of the sample hall that is handled at once and needs few papers. */
const ITEM = sampleHall.items.find((item) => item.materials.every((m) => m.need !== 'may-follow'))!;
const DAY = '2026-03-02';

/** What a counter states when it takes the papers of its nth case of the day: all that are necessary. */
export function receiving(running: number, over: Partial<BodyOf<'case.receive'>> = {}): BodyOf<'case.receive'> {
  return {
    caseId: `case-${String(running).padStart(6, '0')}`,
    number: formatCaseNumber(sampleHall, { itemId: ITEM.id, day: DAY, station: 7, running }),
    code: String(running).padStart(8, '0'),
    day: DAY,
    running,
    itemId: ITEM.id,
    applicant: { maskedName: '李*国', key: null },
    taken: ITEM.materials.filter((m) => m.need === 'necessary').map(({ id, forms }) => ({ id, forms })),
    windowId: 'window-1',
    ticketId: null,
    collectHall: null,
    ...over,
  };
}
