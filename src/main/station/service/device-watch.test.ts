import { expect, it } from 'vitest';
import type { DeviceHealth } from '../../../shared/device/health.ts';
import { CHANGES_LIMIT } from '../../../shared/protocol/device-report.ts';
import { DeviceWatch } from './device-watch.ts';

/** A printer, a machine whose clock may be wrong, and the hall's time as the station reckons it. */
function machine() {
  const clock = { uptime: 1000, hallAhead: 0 };
  let health: DeviceHealth = { state: 'ready', since: 0 };
  let heard: (health: DeviceHealth) => void = () => undefined;
  const watch = new DeviceWatch(
    { now: () => clock.uptime + clock.hallAhead, uptime: () => clock.uptime },
    () => undefined,
  );
  watch.watch('ticketPrinter', {
    health: () => health,
    onHealth: (listener) => {
      heard = listener;
    },
  });
  const become = (next: DeviceHealth) => {
    health = next;
    heard(next);
  };
  return { clock, watch, become };
}

it('since when a device is out of paper is told by the hall’s clock, also when the hall is heard only afterwards', () => {
  const { clock, watch, become } = machine();
  clock.uptime = 5000;
  become({ state: 'down', code: 'paper-end', since: 77 });
  clock.uptime = 9000;
  clock.hallAhead = 1_000_000;
  expect(watch.reports()).toEqual([
    { device: 'ticketPrinter', health: { state: 'down', code: 'paper-end', since: 1_005_000 } },
  ]);
  clock.hallAhead += 20; // the hall's time wavers
  expect(watch.reports()[0]!.health.since).toBe(1_005_000);
});

it('a new connection is told all of it again, at the very same times; an old one only what is new', () => {
  const { clock, watch, become } = machine();
  clock.uptime = 5000;
  become({ state: 'down', code: 'cover-open', also: ['cutter'], since: 0 });
  const first = watch.changesFor(1);
  expect(first).toEqual([
    { device: 'ticketPrinter', at: 1000, state: 'ready', codes: [] },
    { device: 'ticketPrinter', at: 5000, state: 'down', codes: ['cover-open', 'cutter'] },
  ]);
  expect(watch.changesFor(1)).toEqual([]);
  clock.uptime = 6000;
  clock.hallAhead = 30;
  become({ state: 'ready', since: 0 });
  expect(watch.changesFor(1)).toEqual([{ device: 'ticketPrinter', at: 6030, state: 'ready', codes: [] }]);
  expect(watch.changesFor(2)).toEqual([...first, { device: 'ticketPrinter', at: 6030, state: 'ready', codes: [] }]);
});

it('of a device that comes and goes all day the newest changes are kept', () => {
  const { clock, watch, become } = machine();
  for (let n = 0; n < CHANGES_LIMIT; n++) {
    clock.uptime += 1000;
    become(n % 2 === 0 ? { state: 'down', code: 'port-lost', since: 0 } : { state: 'ready', since: 0 });
    if (n === 10) watch.changesFor(1);
  }
  const rest = watch.changesFor(1);
  expect(rest).toHaveLength(CHANGES_LIMIT - 11);
  expect(rest.at(-1)!.at).toBe(clock.uptime);
  expect(watch.changesFor(2)).toHaveLength(CHANGES_LIMIT);
});
