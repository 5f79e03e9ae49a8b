import { businessDay, dayStart } from '../calendar/clock.ts';
import type { DeviceCode } from '../device/health.ts';
import type { DeviceChange, DeviceName, TroubleCount, TroubleDay } from '../protocol/device-report.ts';

/** A device did not work, for one reason, from one instant (ms) to another; only what is worst at a time is named. */
interface Trouble {
  readonly device: DeviceName;
  readonly code: DeviceCode;
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/**
 * Times a device stood still, from its changes in any order, up to `now`. A device that is being connected is not
 * counted; the same trouble with another one joining it is still one.
 */
function troublesOf(changes: readonly DeviceChange[], now: number): Trouble[] {
  const troubles: Trouble[] = [];
  const open = new Map<DeviceName, { code: DeviceCode; from: number }>();
  const end = (device: DeviceName, to: number) => {
    const trouble = open.get(device);
    open.delete(device);
    if (trouble && to > trouble.from) troubles.push({ device, ...trouble, to });
  };
  for (const { device, at, state, codes } of [...changes].sort((a, b) => a.at - b.at)) {
    const code = state === 'down' && codes[0] !== 'connecting' ? codes[0] : undefined;
    if (open.get(device)?.code === code && code !== undefined) continue;
    end(device, Math.min(at, now));
    if (code !== undefined) open.set(device, { code, from: at });
  }
  for (const device of [...open.keys()]) end(device, now);
  return troubles;
}

/** What happened from one instant to another; what began before counts with the part that lies within. Worst first. */
export function troublesWithin(
  changes: readonly DeviceChange[],
  within: { readonly from: number; readonly to: number },
): TroubleCount[] {
  const sums = new Map<string, { device: DeviceName; code: DeviceCode; times: number; ms: number }>();
  for (const { device, code, from, to } of troublesOf(changes, within.to)) {
    const ms = Math.min(to, within.to) - Math.max(from, within.from);
    if (ms <= 0) continue;
    const key = `${device} ${code}`;
    const sum = sums.get(key) ?? { device, code, times: 0, ms: 0 };
    sums.set(key, { ...sum, times: sum.times + 1, ms: sum.ms + ms });
  }
  return [...sums.values()]
    .sort((a, b) => b.ms - a.ms)
    .map(({ device, code, times, ms }) => ({ device, code, times, minutes: Math.ceil(ms / 60_000) }));
}

/** The same day by day, newest first; days on which nothing happened are left out. */
export function troubleDays(changes: readonly DeviceChange[], now: number, utcOffsetMinutes: number): TroubleDay[] {
  const first = changes.reduce((least, { at }) => Math.min(least, at), now);
  const days: TroubleDay[] = [];
  let to = now;
  while (to > first) {
    const day = businessDay(to - 1, utcOffsetMinutes);
    const from = dayStart(day, utcOffsetMinutes);
    const troubles = troublesWithin(changes, { from, to });
    if (troubles.length > 0) days.push({ day, troubles });
    to = Math.max(from, to - DAY_MS);
  }
  return days;
}
