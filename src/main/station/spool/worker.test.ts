import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { PrinterConfig } from '../devices/config.ts';
import type { Printer } from '../devices/device.ts';
import { FakePrinter, ManualClock, MemoryLine, settle, ticketText } from '../devices/fakes/index.ts';
import { openPrinter } from '../devices/index.ts';
import { enqueue, pruneSpool, type SpoolEvent, SpoolWorker, spoolMigration } from './index.ts';
import { jobById, markSending } from './table.ts';

let folder: string;
let db: Database.Database;
let clock: ManualClock;
let line: MemoryLine;
let fake: FakePrinter;
let printer: Printer;
let worker: SpoolWorker;
let events: SpoolEvent[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
  db = openFile();
  db.exec(spoolMigration);
  clock = new ManualClock();
  line = new MemoryLine();
  fake = new FakePrinter({ clock });
  fake.attach(line.device);
  printer = openPrinter(PrinterConfig.parse({ url: 'tcp://127.0.0.1:9100' }), { clock, transport: line.make });
  events = [];
  await settle();
  await settle();
  worker = startWorker();
});

afterEach(() => {
  worker.stop();
  db.close();
  rmSync(folder, { recursive: true });
});

function openFile(): Database.Database {
  const file = new Database(join(folder, 'station.db'));
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  return file;
}

function startWorker(): SpoolWorker {
  const started = new SpoolWorker({ db, printer, clock });
  started.onEvent((event) => events.push(event));
  started.start();
  return started;
}

/** As after a power cut: the worker is gone without a word, the file is opened anew. */
function crashAndRestart(): void {
  worker.stop();
  db.close();
  db = openFile();
  events = [];
  worker = startWorker();
}

function slip(text: string): PaperDocument {
  return { version: 1, lines: [{ kind: 'text', text }, { kind: 'cut' }] };
}

function put(id: string, document: PaperDocument | null = slip(id), lifeMs = 60_000): void {
  enqueue(db, { id, ref: `ticket-${id}`, document, now: clock.now(), expiresAt: clock.now() + lifeMs });
}

function slips(): string[] {
  return fake.tickets.map(ticketText);
}

function outcomes(): string[] {
  return events.map((event) => `${event.jobId} ${event.outcome}${event.code ? ` ${event.code}` : ''}`);
}

describe('the ordinary way', () => {
  test('in the order of the presses, each reported with its ref', async () => {
    put('a');
    put('b');
    worker.wake();
    await settle();
    expect(slips()).toEqual(['a', 'b']);
    expect(outcomes()).toEqual(['a printed', 'b printed']);
    expect(events[0]).toMatchObject({ ref: 'ticket-a', confirmed: true });
  });

  test('enqueue stands or falls with the caller’s transaction', () => {
    expect(() =>
      db.transaction(() => {
        put('a');
        throw new Error('the journal refused');
      })(),
    ).toThrow();
    worker.wake();
    expect(jobById(db, 'a')).toBeNull();
    expect(slips()).toEqual([]);
  });

  test('the same id twice is one job', async () => {
    put('a');
    put('a');
    worker.wake();
    await settle();
    put('a');
    worker.wake();
    await settle();
    expect(slips()).toEqual(['a']);
  });

  test('a job without its paper waits for it and holds nobody up', async () => {
    put('a', null);
    put('b');
    worker.wake();
    await settle();
    expect(slips()).toEqual(['b']);
    worker.setDocument('a', slip('late'));
    await settle();
    expect(slips()).toEqual(['b', 'late']);
  });

  test('what was printed is not kept', async () => {
    put('a');
    worker.wake();
    await settle();
    expect(jobById(db, 'a')).toMatchObject({ state: 'printed', document: null });
  });

  test('an orderly end waits for the slip at the printer', async () => {
    fake.setCover('open');
    put('a');
    worker.wake();
    const idle = worker.idle();
    fake.setCover('closed');
    await idle;
    worker.stop();
    expect(jobById(db, 'a')?.state).toBe('printed');
  });

  test('characters without a glyph are reported', async () => {
    put('a', slip('🙂'));
    worker.wake();
    await settle();
    expect(events[0]?.missing).toEqual(['🙂']);
  });
});

describe('printNow', () => {
  test('the slip is at the port before it returns, and sending was committed before', () => {
    put('a', null);
    const seen: unknown[] = [];
    const other = openFile();
    line.device.onData(() => seen.push(other.prepare('SELECT state FROM spool_job').pluck().get()));
    expect(worker.printNow('a', slip('now'))).toBe('sending');
    other.close();
    expect(slips()).toEqual(['now']);
    expect(seen).toEqual(['sending']);
  });

  test('not ahead of an earlier job', async () => {
    fake.setCover('open');
    put('a');
    worker.wake();
    put('b', null);
    expect(worker.printNow('b', slip('b'))).toBe('queued');
    fake.setCover('closed');
    await settle();
    expect(slips()).toEqual(['a', 'b']);
  });

  test('claim inside the caller’s transaction, send after its commit', async () => {
    put('a', null);
    const document = slip('a');
    db.transaction(() => {
      expect(worker.claim('a', document)).toBe(true);
      expect(() => worker.send('a', document)).toThrow('before the commit');
    })();
    expect(slips()).toEqual([]);
    worker.send('a', document);
    await settle();
    expect(outcomes()).toEqual(['a printed']);
  });

  test('a claim that is rolled back prints nothing and blocks nothing', async () => {
    put('a', null);
    put('b');
    expect(() =>
      db.transaction(() => {
        worker.claim('a', slip('a'));
        throw new Error('refused');
      })(),
    ).toThrow();
    worker.wake();
    await settle();
    expect(slips()).toEqual(['b']);
  });

  test('a broken document is refused before anything is written', () => {
    put('a', null);
    expect(() => worker.printNow('a', { version: 1, lines: [] })).toThrow();
    expect(jobById(db, 'a')).toMatchObject({ state: 'queued', document: null });
  });
});

describe('a printer that cannot', () => {
  test('nothing sent: waits, and prints by itself under the same id once paper is there', async () => {
    fake.setPaper('end');
    await clock.advance(1100);
    put('a');
    worker.wake();
    expect(slips()).toEqual([]);
    fake.setPaper('ok');
    await clock.advance(1100);
    expect(outcomes()).toEqual(['a printed']);
  });

  test('refused though it looked well: tried again', async () => {
    put('a');
    line.unplug();
    line.plug();
    worker.wake();
    await clock.advance(3000);
    expect(outcomes().at(-1)).toBe('a printed');
    expect(slips()).toEqual(['a']);
  });

  test('nobody waits for ever: expired, reported, never printed later', async () => {
    fake.setPaper('end');
    await clock.advance(1100);
    put('a', slip('a'), 5000);
    worker.wake();
    await clock.advance(6000);
    expect(outcomes()).toEqual(['a expired']);
    fake.setPaper('ok');
    await clock.advance(5000);
    expect(slips()).toEqual([]);
  });

  test('a job whose paper never came expires too', async () => {
    put('a', null, 5000);
    worker.wake();
    await clock.advance(6000);
    expect(outcomes()).toEqual(['a expired']);
    expect(() => worker.setDocument('a', slip('a'))).toThrow('not waiting');
  });

  test('a cancelled job does not print; one at the printer cannot be cancelled', async () => {
    put('a', null);
    expect(worker.cancel('a')).toBe(true);
    expect(outcomes()).toEqual(['a failed cancelled']);
    fake.setCover('open');
    put('b', null);
    worker.printNow('b', slip('b'));
    expect(worker.cancel('b')).toBe(false);
  });
});

describe('uncertainty', () => {
  async function half(): Promise<void> {
    fake.setCover('open');
    put('a');
    worker.wake();
    await clock.advance(11_000);
    fake.powerCycle();
    fake.setCover('closed');
    await clock.advance(3000);
  }

  test('is shown to a person and not printed again by itself', async () => {
    await half();
    expect(outcomes()).toEqual(['a unknown cover-open']);
    expect(worker.unknownJobs().map((job) => job.id)).toEqual(['a']);
    expect(slips()).toEqual([]);
  });

  test('does not hold up the next', async () => {
    await half();
    put('b');
    worker.wake();
    await settle();
    expect(slips()).toEqual(['b']);
  });

  test('old jobs are forgotten, an uncertain one never', async () => {
    await half();
    put('b');
    worker.wake();
    await settle();
    expect(pruneSpool(db, clock.now() + 1)).toBe(1);
    expect(jobById(db, 'b')).toBeNull();
    expect(jobById(db, 'a')?.state).toBe('unknown');
  });

  test('it did come out', async () => {
    await half();
    worker.resolvePrinted('a');
    expect(jobById(db, 'a')).toMatchObject({ state: 'printed', document: null });
    expect(() => worker.resolvePrinted('a')).toThrow('not uncertain');
  });

  test('it did not: printed again under a new id, marked, linked', async () => {
    await half();
    worker.resolveReprint('a', { id: 'a2', expiresAt: clock.now() + 60_000 });
    await settle();
    expect(slips()).toEqual(['【补打】\na']);
    expect(jobById(db, 'a')).toMatchObject({ state: 'failed', code: 'reprinted' });
    expect(jobById(db, 'a2')).toMatchObject({ state: 'printed', reprintOf: 'a', ref: 'ticket-a' });
  });
});

describe('a disk that takes nothing', () => {
  let full = false;

  beforeEach(() => {
    full = false;
    worker.stop();
    const write = (run: () => void) => {
      if (!full) db.transaction(run)();
      return !full;
    };
    worker = new SpoolWorker({ db, printer, clock, write });
    worker.onEvent((event) => events.push(event));
    worker.start();
  });

  test('lets nothing be printed; the job is printed when it takes writes again', async () => {
    put('a');
    full = true;
    worker.wake();
    await clock.advance(5000);
    expect(slips()).toEqual([]);
    full = false;
    await clock.advance(2000);
    expect(slips()).toEqual(['a']);
  });

  test('what came out meanwhile is written later, and told only then; the next one waits for it', async () => {
    put('a');
    put('b');
    worker.wake();
    full = true;
    await settle();
    await clock.advance(5000);
    expect(slips()).toEqual(['a']);
    expect(outcomes()).toEqual([]);
    full = false;
    await clock.advance(2000);
    expect(slips()).toEqual(['a', 'b']);
    expect(outcomes()).toEqual(['a printed', 'b printed']);
  });

  test('what came out meanwhile is uncertain after a power cut, and not printed again', async () => {
    put('a');
    worker.wake();
    full = true;
    await settle();
    crashAndRestart();
    await settle();
    expect(slips()).toEqual(['a']);
    expect(worker.unknownJobs().map((job) => job.id)).toEqual(['a']);
  });

  test('a job nobody wants any more is cancelled later, one whose time ran out ends later', async () => {
    put('a', null);
    put('b');
    fake.setCover('open');
    await settle();
    full = true;
    expect(worker.cancel('a')).toBe(true);
    await clock.advance(120_000);
    expect(outcomes()).toEqual([]);
    full = false;
    await clock.advance(2000);
    expect(outcomes().sort()).toEqual(['a failed cancelled', 'b expired']);
  });
});

describe('a power cut at every state', () => {
  test('queued without paper: still waiting', async () => {
    put('a', null);
    crashAndRestart();
    worker.setDocument('a', slip('a'));
    await settle();
    expect(slips()).toEqual(['a']);
  });

  test('queued with paper: printed, nothing had left', async () => {
    put('a');
    crashAndRestart();
    await settle();
    expect(slips()).toEqual(['a']);
  });

  test('marked sending, not a byte sent: unknown, because nobody can tell', async () => {
    put('a');
    markSending(db, 'a', clock.now());
    crashAndRestart();
    await clock.advance(30_000);
    expect(outcomes()).toEqual(['a unknown restarted']);
    expect(slips()).toEqual([]);
  });

  test('sent, answer not yet there: unknown, printed once', async () => {
    put('a');
    worker.wake();
    crashAndRestart();
    await clock.advance(30_000);
    expect(outcomes()).toEqual(['a unknown restarted']);
    expect(slips()).toEqual(['a']);
  });

  test.each(['printed', 'unknown', 'expired', 'failed'] as const)('%s stays so', async (state) => {
    put('a');
    db.prepare('UPDATE spool_job SET state = ?').run(state);
    crashAndRestart();
    await clock.advance(120_000);
    expect(jobById(db, 'a')?.state).toBe(state);
    expect(slips()).toEqual([]);
    expect(events).toEqual([]);
  });

  test('expired while the station was off: reported, not printed', async () => {
    put('a', slip('a'), 5000);
    await clock.advance(0);
    worker.stop();
    await clock.advance(10_000);
    crashAndRestart();
    expect(outcomes()).toEqual(['a expired']);
    expect(slips()).toEqual([]);
  });
});
