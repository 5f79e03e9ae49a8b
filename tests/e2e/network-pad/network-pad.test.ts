import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../src/main/shell/demo/free-port.ts';
import { startTcpFake, type TcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import { linesOfSignature, textOfSignature } from '../../../src/shared/pad/signature-svg.ts';
import { done, serveNext, ticketInHand } from '../../integration/walk/floor.ts';
import { launchBrowser } from '../../preview/browser.ts';
import { HallProcess } from '../../support/hall-process.ts';
import { StationProcess } from '../../support/station-process.ts';
import { openWire, type Wire } from '../../support/wire.ts';
import { ask, type Dialled, dial, pairWith } from './visitors.ts';

/** The tablet's end of the cable: the same port at another address, since over TLS the name in a request is what it is. */
const TABLET_SIDE = '127.0.0.2';

let hall: HallProcess;
let printer: TcpFake<'printer'>;
/** The counter's own. */
let receipts: TcpFake<'printer'>;
let dispenser: StationProcess;
let counter: StationProcess;
let browser: Browser;
let wire: Wire;
/** Where the counter's door is, and where the tablet finds it. */
let door: string;
let address: string;

async function openCounterWithPad(n: number, port: number): Promise<StationProcess> {
  const station = await StationProcess.start({
    station: `counter-${n}`,
    roles: ['counter', 'pad'],
    hallUrl: hall.stationUrl,
    enrolCode: hall.enrolCode,
    window: `window-${n}`,
    ...(n === 1 ? { printerUrl: receipts.url } : {}),
    config: { networkPad: { port, listen: '127.0.0.1', hostNames: [TABLET_SIDE] } },
  });
  await station.untilCounter((view) => view.link.state === 'online' && view.pads?.url !== null);
  return station;
}

beforeAll(async () => {
  [hall, printer, receipts, browser] = await Promise.all([
    HallProcess.start(),
    startTcpFake('printer'),
    startTcpFake('printer'),
    launchBrowser(),
  ]);
  const port = await freePort(0);
  wire = await openWire(port, { host: TABLET_SIDE, port });
  door = `https://127.0.0.1:${port}`;
  address = `https://${TABLET_SIDE}:${port}`;
  [counter, dispenser] = await Promise.all([
    openCounterWithPad(1, port),
    StationProcess.start({
      station: 'dispenser-1',
      roles: ['dispenser'],
      hallUrl: hall.stationUrl,
      enrolCode: hall.enrolCode,
      printerUrl: printer.url,
    }),
  ]);
  await dispenser.ready();
  done(await counter.client.counter.signOn({ clerkId: 'staff-chen' }));
});

afterAll(async () => {
  await Promise.all([counter?.close(), dispenser?.close(), browser?.close(), wire?.close()]);
  await Promise.all([hall?.close(), printer?.close(), receipts?.close()]);
});

const ITEM = sampleHall.items.find(({ materials }) => materials.every(({ need }) => need !== 'may-follow'))!;
const NECESSARY = ITEM.materials.filter(({ need }) => need === 'necessary').map(({ id }) => id);

const tablets: BrowserContext[] = [];
afterEach(async () => {
  wire.mend();
  await Promise.all(tablets.splice(0).map((tablet) => tablet.close()));
  const { pads } = await counter.untilCounter((view) => view.pads !== null);
  for (const { padId } of pads!.list) done(await counter.client.counter.endPad({ padId }));
});

async function newCode(at: StationProcess = counter): Promise<string> {
  done(await at.client.counter.newPadCode({}));
  return (await at.untilCounter((view) => view.pads?.code != null)).pads!.code!.text;
}

/** A tablet with the window's page open, not paired. */
async function openTablet(path = '/'): Promise<Page> {
  const tablet = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
  tablets.push(tablet);
  const page = await tablet.newPage();
  await page.goto(address + path);
  return page;
}

async function pairedTablet(): Promise<Page> {
  const page = await openTablet(`/pad/#${await newCode()}`);
  await page.getByRole('button', { name: '配对' }).click();
  await counter.untilCounter((view) => view.padThere);
  return page;
}

/** A service at the window is over, and its holder is asked. */
async function askForRating(): Promise<void> {
  await ticketInHand(dispenser);
  await counter.untilCounter((view) => view.line.length > 0);
  await serveNext(counter);
}

const ratings = async () => (await hall.untilDesk(() => true)).ratings.levels;
const untilRated = (levels: number[]) => hall.untilDesk((view) => `${view.ratings.levels}` === `${levels}`);

describe('a tablet over the network', () => {
  it('is paired with the digits shown at the counter, stays so over reload and restart, and follows its window', async () => {
    const page = await openTablet();
    await page.getByRole('heading', { name: '把这块平板配给 1 号窗口' }).waitFor();
    const code = await newCode();
    const type = async (digits: string) => {
      for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
      await page.getByRole('button', { name: '配对' }).click();
    };
    await type(code.split('').reverse().join('') === code ? '000001' : code.split('').reverse().join(''));
    await page.getByRole('alert').filter({ hasText: '数字不对' }).waitFor();
    await type(code);
    await page.getByRole('heading', { name: '1 号窗口' }).waitFor();
    const { pads } = await counter.untilCounter((view) => view.pads?.list[0]?.connected === true);
    expect(pads).toMatchObject({ code: null, list: [{ connected: true }] });

    await page.reload();
    await page.getByRole('heading', { name: '1 号窗口' }).waitFor();

    await counter.stop();
    await page.getByRole('heading', { name: '正在重新连接' }).waitFor();
    await counter.again();
    await page.getByRole('heading', { name: '1 号窗口' }).waitFor();
    done(await counter.client.counter.signOff({}));
    await page.getByRole('heading', { name: '本窗口没有开放' }).waitFor();
    done(await counter.client.counter.signOn({ clerkId: 'staff-chen' }));
    await page.getByRole('heading', { name: '1 号窗口' }).waitFor();
    expect(await page.evaluate(() => document.cookie), 'the token is out of the page’s reach').toBe('');
  });

  it('a rating given while the line fails is sent when it is back, and counts once', async () => {
    const page = await pairedTablet();
    const before = await ratings();

    // It arrives, and its answer does not; and the hall is away.
    await askForRating();
    await counter.settled();
    hall.freeze();
    await page.getByRole('heading', { name: '这次办事' }).waitFor();
    wire.deafen();
    await page.getByRole('button', { name: '非常满意' }).click();
    await counter.untilCounter((view) => view.rating?.state === 'rated');
    wire.cut();
    await page.getByText('您的评价已经记下').waitFor();
    wire.mend();
    await page.getByRole('heading', { name: /谢谢您的评价|1 号窗口/ }).waitFor();
    hall.thaw();
    await untilRated([before[0]! + 1, ...before.slice(1)]);

    // It does not arrive: a cable is pulled, and no socket says so. Then the tablet itself goes off and on.
    await askForRating();
    await page.getByRole('heading', { name: '这次办事' }).waitFor();
    wire.mute();
    await page.getByRole('button', { name: '基本满意' }).click();
    await page.getByText('您的评价已经记下').waitFor();
    const tablet = page.context();
    await page.close();
    wire.mend();
    const later = await tablet.newPage();
    await later.goto(`${address}/pad/`);
    await untilRated([before[0]! + 1, before[1]!, before[2]! + 1, ...before.slice(3)]);
    await later.getByRole('heading', { name: /谢谢您的评价|1 号窗口/ }).waitFor();
    expect(await later.evaluate(() => localStorage.length), 'nothing of it stays').toBe(0);
  });

  it('is ended at the counter and at the desk: it asks for a code again, and its token opens nothing', async () => {
    for (const end of [
      async (padId: string) => done(await counter.client.counter.endPad({ padId })),
      async (padId: string) => done(await (await hall.desk()).desk.endPad({ padId })),
    ]) {
      const page = await pairedTablet();
      const [cookie] = await page.context().cookies();
      const { pads } = await hall.untilDesk((view) => view.pads.length === 1);
      expect(pads).toMatchObject([{ windowNumber: 1, stationId: 'counter-1' }]);
      await end(pads[0]!.padId);
      await page.getByRole('heading', { name: '把这块平板配给 1 号窗口' }).waitFor();
      expect(await dial(door, { origin: door, cookie: `${cookie!.name}=${cookie!.value}` })).toBe(401);
    }
  });
});

describe('a signature', () => {
  async function received() {
    const outcome = await counter.client.cases.receive({ itemId: ITEM.id, taken: NECESSARY, accept: false });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.case;
  }

  /** Three strokes of a pen across the field. */
  async function write(page: Page): Promise<void> {
    const box = (await page.locator('.ink').boundingBox())!;
    for (const row of [0.3, 0.5, 0.7]) {
      await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * row);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * (row + 0.15), { steps: 12 });
      await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * row, { steps: 12 });
      await page.mouse.up();
    }
  }

  it('is drawn under what it is for, kept with the case by the hash of that text, and printed on the receipt', async () => {
    const page = await pairedTablet();
    const the = await received();
    done(await counter.client.cases.askSignature({ caseId: the.caseId }));
    await page.getByRole('heading', { name: '收件确认' }).waitFor();
    expect(await page.locator('.signed-text').innerText()).toContain(the.itemName);
    const confirm = page.getByRole('button', { name: '确认签名' });
    expect(await confirm.isDisabled(), 'an empty field is not a signature').toBe(true);
    await page.locator('.ink').click();
    await confirm.click();
    await page.getByRole('alert').filter({ hasText: '写完整' }).waitFor();
    await page.getByRole('button', { name: '重写' }).click();
    expect(await confirm.isDisabled()).toBe(true);

    await write(page);
    await confirm.click();
    await page.getByRole('heading', { name: '签好了' }).waitFor();
    expect((await counter.untilCounter((view) => view.signing?.state === 'signed')).signing?.caseId).toBe(the.caseId);
    const [kept] = (await counter.client.cases.find({ text: the.number }))[0]!.attachments;
    expect(kept).toMatchObject({ purpose: 'signature', mediaType: 'image/svg+xml', signed: { what: 'receive' } });
    const file = await counter.client.cases.picture({ caseId: the.caseId, hash: kept!.hash });
    if (file.state !== 'here') throw new Error(file.state);
    const svg = Buffer.from(file.data, 'base64').toString('utf8');
    expect(createHash('sha256').update(svg).digest('hex')).toBe(kept!.hash);
    const signed = textOfSignature(svg)!;
    expect(createHash('sha256').update(signed.text).digest('hex')).toBe(kept!.signed!.textHash);
    expect(signed.text).toContain(the.number);
    expect(linesOfSignature(svg)!.lines.length).toBeGreaterThanOrEqual(3);

    const before = receipts.device.tickets.length;
    const printed = await counter.client.cases.printReceipt({ caseId: the.caseId });
    expect(printed.ok).toBe(true);
    await expect.poll(() => receipts.device.tickets.length).toBe(before + 1);
    expect(receipts.device.tickets.at(-1)!.lines.filter(({ kind }) => kind === 'image').length).toBeGreaterThan(1);
  });

  it('is left to paper with one touch, and stands before nobody else', async () => {
    const page = await pairedTablet();
    const the = await received();
    done(await counter.client.cases.askSignature({ caseId: the.caseId }));
    await page.getByRole('button', { name: '不签，纸质签名' }).click();
    await page.getByRole('heading', { name: '请在纸上签' }).waitFor();
    await counter.untilCounter((view) => view.signing?.state === 'declined');
    const [declined] = await counter.client.cases.find({ text: the.number });
    expect(declined?.history.at(-1)).toMatchObject({ what: 'signature-declined', clerk: expect.stringMatching(/./) });
    done(await counter.client.cases.askSignature({ caseId: the.caseId }));
    await page.getByRole('heading', { name: '收件确认' }).waitFor();
    await ticketInHand(dispenser);
    await counter.untilCounter((view) => view.line.length > 0);
    done(await counter.client.counter.next({}));
    await page.getByRole('heading', { name: '号到这个窗口' }).waitFor();
    done(await counter.client.counter.miss({}));
    expect((await counter.client.cases.find({ text: the.number }))[0]!.attachments).toEqual([]);
  });

  it('is not asked for where nobody would see it', async () => {
    const the = await received();
    await counter.untilCounter((view) => !view.padThere);
    expect(await counter.client.cases.askSignature({ caseId: the.caseId })).toMatchObject({
      ok: false,
      refusal: { code: 'no-pad' },
    });
  });
});

describe('whoever else comes to the door', () => {
  const opened: Dialled[] = [];
  afterEach(() => {
    for (const line of opened.splice(0)) line.close();
  });

  async function pairedVisitor(): Promise<string> {
    const { status, cookie } = await pairWith(door, await newCode());
    expect(status).toBe(200);
    return cookie!;
  }

  async function line(cookie: string, url = door): Promise<Dialled> {
    const dialled = await dial(url, { origin: url, cookie });
    if (typeof dialled === 'number') throw new Error(`refused with ${dialled}`);
    opened.push(dialled);
    return dialled;
  }

  it('gets nothing without a token, with a made-up one, or from another page', async () => {
    const cookie = await pairedVisitor();
    const [name, value] = cookie.split('=') as [string, string];
    const [id, token] = value.split('.') as [string, string];
    const swapped = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    expect(await dial(door, { origin: door })).toBe(401);
    expect(await dial(door, { origin: door, cookie: `${name}=${id}.${swapped}` })).toBe(401);
    expect(await dial(door, { origin: door, cookie: `${name}=window-1.${token}` })).toBe(401);
    expect(await dial(door, { origin: 'https://elsewhere.example', cookie })).toBe(403);
    expect(await dial(door, { cookie }), 'a browser always says where it comes from').toBe(403);
    expect((await ask(`${door}/session`, { headers: { host: 'elsewhere.example' } })).status).toBe(421);
    expect((await ask(`${door}/desk/`)).status, 'pages of others are not here').toBe(404);
    expect((await ask(`${door}/assets/../../main/station.cjs`)).status).toBe(404);
  });

  it('with a token of this window is its pad, and nothing else', async () => {
    const { station } = await line(await pairedVisitor());
    for await (const view of await station.pad.watch()) {
      expect(view.windowNumber).toBe(1);
      break;
    }
    await expect(station.counter.next({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(station.counter.newPadCode({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(station.keeper.watch()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(station.cases.find({ text: '李' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(station.session.catalogue()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(station.pad.rate({ serviceId: 'none', level: 1, reasons: [], text: '' })).resolves.toMatchObject({
      ok: false,
      refusal: { code: 'unknown-service' },
    });
  });

  it('with a token of another window is nobody', async () => {
    const other = await openCounterWithPad(2, 0);
    try {
      const { pads } = await other.untilCounter((view) => view.pads?.url != null);
      const there = pads!.url!.replace(TABLET_SIDE, '127.0.0.1');
      const here = await pairedVisitor();
      const { cookie } = await pairWith(there, await newCode(other));
      // Each has heard of the other's pairing: that it is not known is not why it is refused.
      await hall.untilDesk(
        (view) => view.pads.length === 2 && view.stations.every(({ behind, pending }) => behind + pending === 0),
      );
      expect(await dial(there, { origin: there, cookie: here })).toBe(401);
      expect(await dial(door, { origin: door, cookie: cookie! })).toBe(401);
      const { station } = await line(cookie!, there);
      for await (const view of await station.pad.watch()) {
        expect(view.windowNumber).toBe(2);
        break;
      }
    } finally {
      await other.close();
    }
  });

  it('is hung up on when its pairing is ended', async () => {
    const { closed } = await line(await pairedVisitor());
    const { pads } = await counter.untilCounter((view) => view.pads?.list[0]?.connected === true);
    done(await counter.client.counter.endPad({ padId: pads!.list[0]!.padId }));
    await closed;
  });

  it('cannot take up all connections', async () => {
    const port = Number(new URL(door).port);
    const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
    const ended = sockets.map(
      (socket) => new Promise((done) => socket.on('error', () => done('error')).once('close', done)),
    );
    await Promise.race(ended);
    for (const socket of sockets) socket.destroy();
    await Promise.all(ended);
    expect((await ask(`${door}/session`)).status).toBe(200);
  });

  it('two with one token: the newer one counts', async () => {
    const cookie = await pairedVisitor();
    const first = await line(cookie);
    await line(cookie);
    await first.closed;
  });

  it('a code works once, and is void after five guesses; guesses are slow', async () => {
    const code = await newCode();
    expect((await pairWith(door, code, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await pairWith(door, code)).status).toBe(200);
    expect((await pairWith(door, code)).status, 'used up').toBe(403);
    await newCode();
    for (let guess = 0; guess < 5; guess++) await pairWith(door, `99999${guess}`);
    const { pads } = await counter.untilCounter((view) => view.pads !== null);
    expect(pads!.code).toBeNull();
    const next = await newCode();
    const answers: number[] = [];
    for (let guess = 0; guess < 5; guess++) answers.push((await pairWith(door, `99999${guess}`)).status);
    expect(answers.at(-1)).toBe(429);
    expect((await pairWith(door, next)).status, 'not even the right one').toBe(429);
  });
});
