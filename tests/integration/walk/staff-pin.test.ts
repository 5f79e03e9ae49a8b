import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStationStore } from '../../../src/main/station/store/open-store.ts';
import { realHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { HallProcess } from '../../support/hall-process.ts';
import type { StationProcess } from '../../support/station-process.ts';
import { done, layWire, openHall, openStation } from './floor.ts';

const CHEN = 'staff-chen';
/** Long, so that it stands nowhere by chance. */
const PIN = '314159265358';
const NEXT = '161803398874';

/** A hall of the file a real one begins with: everybody is asked for a PIN. */
async function strictHall(): Promise<HallProcess> {
  const hall = await openHall();
  const file = join(hall.data, 'hall.json');
  writeFileSync(file, JSON.stringify(realHall));
  await hall.stop();
  await hall.again({}, ['--hall', file]);
  return hall;
}

async function counter(hall: HallProcess, n: number, url = hall.stationUrl): Promise<StationProcess> {
  const station = await openStation({
    station: `counter-${n}`,
    roles: ['counter', 'pad'],
    hallUrl: url,
    enrolCode: hall.enrolCode,
    window: `window-${n}`,
  });
  await station.untilCounter((view) => view.link.state === 'online');
  return station;
}

const standing = (wanted: string) => (view: { staff: { id: string; pin: string }[] }) =>
  view.staff.find(({ id }) => id === CHEN)?.pin === wanted;

/** Whether these digits stand anywhere in the files below a folder. */
function standsIn(folder: string, text: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(text),
  );
}

test('a clerk proves who they are: the first PIN needs the code of the desk, then it counts at every counter, also one that is cut off; wrong ones wait, and a counter that was left locks what is done and nothing else', async () => {
  const hall = await strictHall();
  const wire = await layWire(hall);
  const one = await counter(hall, 1);
  const two = await counter(hall, 2, wire.url);
  const signOn = (at: StationProcess, pin?: string) =>
    at.client.counter.signOn({ clerkId: CHEN, ...(pin ? { pin } : {}) });

  // Nobody has one yet, and the name alone is not enough.
  expect(await signOn(one)).toMatchObject({ refusal: { code: 'pin-needs-code' } });
  expect(await one.client.counter.setPin({ clerkId: CHEN, pin: PIN })).toMatchObject({
    refusal: { code: 'pin-needs-code' },
  });
  const desk = await hall.desk();
  const made = await desk.desk.clearPin({ staffId: CHEN });
  if (!made.ok) throw new Error(made.refusal.code);
  expect(made.code).toMatch(/^\d{8}$/);
  await one.untilCounter(standing('code'));
  const set = (pin: string, proof: string) => one.client.counter.setPin({ clerkId: CHEN, pin, proof });
  expect(await set('123456', made.code)).toMatchObject({ refusal: { code: 'pin-unfit' } });
  done(await set(PIN, made.code));
  await two.untilCounter(standing('set'));
  expect(await set('271828182845', made.code)).toMatchObject({ refusal: { code: 'pin-wrong' } }); // the code was used up

  // The other counter is cut off: it judges by what it was told.
  wire.cut();
  await two.untilCounter((view) => view.link.state === 'offline');
  expect(await signOn(two)).toMatchObject({ refusal: { code: 'pin-needed' } });
  expect(await signOn(two, '271828182845')).toMatchObject({ refusal: { code: 'pin-wrong', params: { seconds: 1 } } });
  expect(await signOn(two, PIN)).toMatchObject({ refusal: { code: 'pin-wrong' } }); // right, and too early
  await expect
    .poll(() => signOn(two, PIN), { interval: 200, timeout: 5000 })
    .toMatchObject({ ok: true, offline: true });

  // Left alone: nothing is done before the PIN, and everything stands as it did.
  done(await two.client.counter.lock({}));
  expect((await two.untilCounter((view) => view.locked)).window.clerk?.id).toBe(CHEN);
  for (const act of [
    two.client.counter.pause({ reason: '开会' }),
    two.client.counter.signOff({}),
    two.client.counter.next({}),
  ])
    expect(await act).toMatchObject({ refusal: { code: 'counter-locked' } });
  expect(await two.client.counter.unlock({ pin: '271828182845' })).toMatchObject({ refusal: { code: 'pin-wrong' } });
  // Starting the program anew is no way around.
  await two.kill();
  await two.again();
  await two.untilCounter((view) => view.locked && view.window.clerk?.id === CHEN);
  expect(await two.client.counter.next({})).toMatchObject({ refusal: { code: 'counter-locked' } });
  done(await two.client.counter.unlock({ pin: PIN }));
  done(await two.client.counter.pause({ reason: '开会' }));
  done(await two.client.counter.resume({}));

  // The hall takes over what was proved while it was away.
  wire.mend();
  await two.settled();
  await hall.untilDesk((view) => standing('set')(view) && view.pinRequired);

  // Cleared at the desk: locked counters open with a new one only.
  done(await two.client.counter.lock({}));
  const again = await desk.desk.clearPin({ staffId: CHEN });
  if (!again.ok) throw new Error(again.refusal.code);
  await two.untilCounter(standing('code'));
  expect(await two.client.counter.unlock({ pin: PIN })).toMatchObject({ refusal: { code: 'pin-needs-code' } });
  done(await two.client.counter.setPin({ clerkId: CHEN, pin: NEXT, proof: again.code }));
  done(await two.client.counter.unlock({ pin: NEXT }));

  // A counter whose program of before knew nothing of PINs, and left them out, has them with this one.
  await one.stop();
  const { db } = openStationStore(one.dataDir, join(one.folder.path, 'station.key'), Date.now);
  db.prepare("DELETE FROM record WHERE type = 'staffPin'").run();
  db.prepare("UPDATE meta SET value = 'counter,pad' WHERE key = 'roles'").run();
  db.close();
  await one.again();
  await one.untilCounter(standing('set'));
  expect(await signOn(one)).toMatchObject({ refusal: { code: 'pin-needed' } });

  // Neither a PIN nor a code stands anywhere, in the hall's folder or a station's.
  await Promise.all([two.stop(), one.stop(), hall.stop()]);
  for (const folder of [hall.data, one.dataDir, two.dataDir])
    for (const text of [PIN, NEXT, made.code, again.code]) expect(standsIn(folder, text), folder).toBe(false);
});
