import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { HealthView } from '../../../src/shared/protocol/desk-view.ts';
import type { LinkView } from '../../../src/shared/protocol/views.ts';

/** Saturday 21 November 2026, 10:26 at the hall. */
export const NOW = Date.UTC(2026, 10, 21, 2, 26, 12);

export const clock = { hallTime: NOW, utcOffsetMinutes: 480 };

export const hall = {
  name: sampleHall.name,
  nameEn: sampleHall.nameEn,
  phone: sampleHall.phone,
  missedDesk: sampleHall.rules.missedDesk,
};

const today = [{ from: 9 * 60, to: 17 * 60 }];
export const open = { state: 'open' as const, closesAt: 17 * 60, today };
export const closedForNow = {
  state: 'closed' as const,
  opensAt: 14 * 60,
  today: [
    { from: 9 * 60, to: 12 * 60 },
    { from: 14 * 60, to: 17 * 60 },
  ],
};
export const closedForToday = { state: 'closed' as const, opensAt: null, today };

export const online: LinkView = { state: 'online', since: NOW - 3_600_000, refused: null, unreachable: null };
export const offline: LinkView = { state: 'offline', since: NOW - 240_000, refused: null, unreachable: null };

export const printerReady = { state: 'ready' as const, since: NOW - 3_600_000 };

/** What the staff's sign says; its words go no further than the sign. */
export const ailing: HealthView = {
  ...clock,
  link: online,
  devices: [
    {
      device: 'ticketPrinter',
      health: { state: 'attention', code: 'paper-near-end', since: NOW - 600_000 },
      roll: { change: 'tonight', slips: 380, left: 120 },
    },
    { device: 'idReader', health: { state: 'down', code: 'no-answer', since: NOW - 120_000 } },
    { device: 'scanner', health: printerReady },
  ],
  warnings: ['numbers-low'],
};
export { sampleHall };
