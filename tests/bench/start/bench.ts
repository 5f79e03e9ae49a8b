// From the start of the program to a dispenser that can be touched, beside an empty window of the same Electron. The two
// take turns, so that both have the same share of whatever else this machine does. The touch is made, and must be answered.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { withDisplay } from '../../../build/display.mjs';
import { resolveElectron } from '../../../build/electron-runtime.mjs';
import { ensureSetup } from '../../../build/setup.mjs';
import { startTcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { sampleHall } from '../../../src/shared/catalogue/sample/hall.ts';
import type { BenchOptions } from '../main.ts';
import { startHall } from '../support/hall-process.ts';
import { median } from '../support/quantiles.ts';

const PAIRS = 7;
/** Where the shell keeps the dispenser's screen for the next start. */
const KEPT = 'station/shell/first-frame-dispenser.json';
const PATIENCE_MS = 60_000;
/** How often the page is asked for its mark; rarely, because asking is work for it. */
const LOOK_MS = 400;
const here = import.meta.dirname;
const root = join(here, '../../..');

interface Target {
  readonly type: string;
  readonly webSocketDebuggerUrl: string;
}

interface Runtime {
  readonly executable: string;
  readonly version: string;
}

export async function benchStart(options: BenchOptions): Promise<object> {
  await ensureSetup({ for: 'test' });
  const runtime: Runtime = await resolveElectron();
  const parent = join(root, 'out/bench');
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, 'start-'));
  const hallFile = join(dir, 'hall.json');
  // Whatever the time: a closed hall shows no tiles.
  const openingHours = sampleHall.openingHours.map(() => [{ from: 0, to: 1440 }]);
  writeFileSync(hallFile, JSON.stringify({ ...sampleHall, openingHours }));
  const hall = await startHall({ data: join(dir, 'hall'), port: 0, hallFile });
  const printer = await startTcpFake('printer');
  const reader = await startTcpFake('id-reader');
  try {
    const station = join(dir, 'station.json');
    writeFileSync(
      station,
      JSON.stringify({
        station: 'dispenser-1',
        name: '1 号取号机',
        roles: ['dispenser'],
        hall: { url: hall.url.replace(/^http/, 'ws'), enrolCode: hall.enrolCode },
        data: 'station',
        keyFile: 'station.key',
        devices: { ticketPrinter: { url: printer.url }, idReader: { url: reader.url } },
      }),
    );
    const pages = markedPages(dir);
    return await withDisplay(({ env }: { env: NodeJS.ProcessEnv }) => {
      const product = (until?: string) =>
        start(runtime, env, [root, '--config', station, '--pages', pages], until && join(dir, until));
      const empty = () => start(runtime, env, [join(here, 'empty'), `--user-data-dir=${join(dir, 'empty')}`]);
      return measure(options.runs ?? PAIRS, product, empty, runtime);
    });
  } finally {
    await Promise.all([hall.kill(), printer.close(), reader.close()]);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Milliseconds from the start of the process. */
interface Start {
  readonly touchable: number;
  /** When the touch made then had its answer on the screen; of an empty window the same as above. */
  readonly answered: number;
}

async function measure(
  pairs: number,
  product: (file?: string) => Promise<Start>,
  empty: () => Promise<Start>,
  runtime: Runtime,
): Promise<object> {
  // The first start of each reads its files from the disk and, of the product, enrols the station and keeps its screen.
  await empty();
  const { touchable: firstMs } = await product(KEPT);
  const took = { product: [] as number[], answered: [] as number[], empty: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const [bare, full] = [await empty(), await product()];
    took.empty.push(bare.touchable);
    took.product.push(full.touchable);
    took.answered.push(full.answered);
    const dispenser = `dispenser ${full.touchable} ms, touch answered ${full.answered} ms`;
    process.stderr.write(`${pair + 1}/${pairs}  empty ${bare.touchable} ms, ${dispenser}\n`);
  }
  const ratios = took.product.map((ms, index) => ms / (took.empty[index] as number));
  const startMs = median(took.product);
  const emptyMs = median(took.empty);
  return {
    ratio: Math.round((startMs / emptyMs) * 100) / 100,
    startMs,
    emptyMs,
    ratioOfPairs: Math.round(median(ratios) * 100) / 100,
    answeredMs: median(took.answered),
    firstMs,
    pairs,
    electron: runtime.version,
  };
}

/** The product's own pages, with a script in the dispenser's that says when its tiles are on the screen. */
function markedPages(dir: string): string {
  const pages = join(dir, 'pages');
  cpSync(join(root, 'out/renderer'), pages, { recursive: true });
  cpSync(join(here, 'mark-dispenser.js'), join(pages, 'assets/mark-dispenser.js'));
  const page = join(pages, 'dispenser/index.html');
  const html = readFileSync(page, 'utf8');
  writeFileSync(page, html.replace('<head>', '<head><script src="../assets/mark-dispenser.js"></script>'));
  return pages;
}

/** Starts an Electron program and waits for its marks, and until there is such a file. */
async function start(runtime: Runtime, env: NodeJS.ProcessEnv, args: string[], until?: string): Promise<Start> {
  const flags = [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // as root Chromium refuses its own sandbox
    '--disable-gpu', // a virtual screen has none, and Chromium tries twice before it believes it
    '--remote-debugging-port=0',
  ];
  const startedAt = Date.now();
  const child = spawn(runtime.executable, [...flags, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const { paintedAt, answeredAt } = await marks(child);
    while (until && !existsSync(until)) await pause(LOOK_MS);
    return { touchable: paintedAt - startedAt, answered: answeredAt - startedAt };
  } finally {
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 8000);
    await exited;
    clearTimeout(force);
  }
}

interface Marks {
  readonly paintedAt: number;
  readonly answeredAt: number;
}

/** The moments the page noted by itself, read from it some time later. */
async function marks(child: ChildProcess): Promise<Marks> {
  const debug = await debugAddress(child);
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    await pause(LOOK_MS);
    const targets = (await (await fetch(`http://${debug}/json/list`)).json()) as Target[];
    for (const { webSocketDebuggerUrl } of targets.filter(({ type }) => type === 'page')) {
      const both = await evaluate(webSocketDebuggerUrl, 'window.answeredAt && { paintedAt, answeredAt }');
      if (both) return both as Marks;
    }
  }
  throw new Error('the page was not drawn, or its touch not answered, in time');
}

function debugAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const heard: string[] = [];
    child.once('exit', (code) => reject(new Error(`it ended (${code})\n${heard.join('\n')}`)));
    if (!child.stderr) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      heard.push(line);
      if (process.env.BENCH_TALK) process.stderr.write(`${Date.now()} ${line}\n`);
      const address = /DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
}

function evaluate(page: string, expression: string): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = new WebSocket(page);
    const give = (value: unknown) => {
      resolve(value);
      socket.close();
    };
    socket.addEventListener('error', () => give(null)); // it was just being loaded anew
    socket.addEventListener('open', () =>
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } })),
    );
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as { id?: number; result?: { result?: { value?: unknown } } };
      if (id === 1) give(result?.result?.value ?? null);
    });
  });
}
