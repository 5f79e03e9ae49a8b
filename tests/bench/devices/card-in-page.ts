// A card laid on the reader until its holder's name stands in the dispenser's page: the real program in its real window, the
// reader in a process of its own on a socket, so that there is no line time to take off.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { withDisplay } from '../../../build/display.mjs';
import { resolveElectron } from '../../../build/electron-runtime.mjs';
import { ensureSetup } from '../../../build/setup.mjs';
import { madeUpCards, startTcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { maskName } from '../../../src/shared/identity/person.ts';
import { startHall } from '../support/hall-process.ts';
import { instant, type Peer } from '../support/peer.ts';
import { type Spread, spread } from '../support/quantiles.ts';

const root = join(import.meta.dirname, '../../..');
const NS_PER_MS = 1e6;
/** A card that was read is looked for again only after it was lifted. */
const LIFTED_MS = 1000;
const CALIBRATIONS = 20;

/** `reader` is a fake in another process, at `url`; the figures hold the pause between two looks for a card (`findMs`). */
export async function measureCardInPage(reader: Peer, url: string, rounds: number): Promise<Spread> {
  await ensureSetup({ for: 'test' });
  const { executable }: { executable: string } = await resolveElectron();
  const parent = join(root, 'out/bench');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'devices-'));
  const hallFile = join(dir, 'hall.json');
  // Whatever the time: a closed hall asks for no card.
  const openingHours = sampleHall.openingHours.map(() => [{ from: 0, to: 1440 }]);
  writeFileSync(hallFile, JSON.stringify({ ...sampleHall, openingHours }));
  const hall = await startHall({ data: join(dir, 'hall'), port: 0, hallFile });
  const printer = await startTcpFake('printer');
  const config = join(dir, 'station.json');
  writeFileSync(
    config,
    JSON.stringify({
      station: 'dispenser-1',
      name: '1 号取号机',
      roles: ['dispenser'],
      hall: { url: hall.url.replace(/^http/, 'ws'), enrolCode: hall.enrolCode },
      data: 'station',
      keyFile: 'station.key',
      devices: { ticketPrinter: { url: printer.url }, idReader: { url } },
    }),
  );
  try {
    return await withDisplay(async ({ env }: { env: NodeJS.ProcessEnv }) => {
      const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];
      const app = await _electron.launch({
        executablePath: executable,
        args: [...flags, root, '--config', config],
        env: env as Record<string, string>,
      });
      try {
        const page = app.windows()[0] ?? (await app.waitForEvent('window'));
        await page.locator('[data-card="lay"]').waitFor();
        return await measure(page, reader, rounds);
      } finally {
        await app.close();
      }
    });
  } finally {
    await Promise.all([hall.kill(), printer.close()]);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function measure(page: Page, reader: Peer, rounds: number): Promise<Spread> {
  const times: number[] = [];
  const cards = [madeUpCards.citizen, madeUpCards.residencePermit];
  for (let round = 0; round < rounds; round += 1) {
    const card = cards[round % cards.length] as (typeof cards)[number];
    const ahead = await pageClock(page);
    await page.evaluate((name) => {
      const shows = () => document.querySelector('[data-card="hello"]')?.textContent?.includes(name) ?? false;
      Object.assign(window, {
        shown: new Promise<number>((resolve) => {
          const watcher = new MutationObserver(() => {
            if (!shows()) return;
            watcher.disconnect();
            resolve(performance.now());
          });
          watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        }),
      });
    }, maskName(card.name));
    const laidAt = await reader.ask<number>('happen', { method: 'lay', args: [card] });
    const shownAt = await page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);
    times.push(shownAt + ahead - laidAt / NS_PER_MS);
    await reader.ask('happen', { method: 'lift', args: [] });
    await new Promise((resolve) => setTimeout(resolve, LIFTED_MS));
  }
  return spread(times);
}

/** What to add to the page's clock (ms) for ours: by the quickest of several questions, right to half of what it took. */
async function pageClock(page: Page): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, ahead: 0 };
  for (let asked = 0; asked < CALIBRATIONS; asked += 1) {
    const before = instant() / NS_PER_MS;
    const there = await page.evaluate(() => performance.now());
    const after = instant() / NS_PER_MS;
    if (after - before < best.took) best = { took: after - before, ahead: (before + after) / 2 - there };
  }
  return best.ahead;
}
