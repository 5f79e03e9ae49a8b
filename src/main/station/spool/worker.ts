import type { Database } from 'better-sqlite3';
import { isUsable } from '../../../shared/device/health.ts';
import { type PaperDocument, PaperDocument as PaperDocumentSchema } from '../../../shared/paper/document.ts';
import { withReprintMark } from '../../../shared/paper/ticket.ts';
import type { Clock } from '../devices/clock.ts';
import type { Printer } from '../devices/device.ts';
import { Signal, type Unsubscribe } from '../devices/events.ts';
import type { PrintOutcome } from '../devices/printer/outcome.ts';
import * as table from './table.ts';
import type { SpoolStep } from './transitions.ts';

/**
 * What the station hears of a job. `waiting` comes each time the printer could not take it; the others end it
 * (`unknown` until a person decides).
 */
export interface SpoolEvent {
  readonly jobId: string;
  readonly ref: string;
  readonly outcome: 'printed' | 'waiting' | 'unknown' | 'expired' | 'failed';
  /** A `DeviceCode`, or `restarted`, `cancelled`, `reprinted`, `elsewhere`; null where there is nothing to explain. */
  readonly code: string | null;
  /** For `printed`: false where the printer cannot answer. */
  readonly confirmed: boolean;
  /** For `printed`: characters that stand as 〓 on the paper. */
  readonly missing: readonly string[];
}

export interface SpoolDeps {
  readonly db: Database;
  readonly printer: Printer;
  readonly clock: Clock;
  /** Runs a transaction; false when the disk did not take it, and then nothing of it was kept. */
  readonly write?: (run: () => void) => boolean;
}

type Taken = readonly [
  job: { readonly id: string; readonly ref: string },
  step: SpoolStep,
  outcome: SpoolEvent['outcome'],
  code: string | null,
  printed?: Pick<SpoolEvent, 'confirmed' | 'missing'>,
];

/** A printer that refused a job although it looked well is asked again after this. */
const RETRY_MS = 1000;
/** A disk that took nothing is tried again after this; nothing is printed until it does. */
const DISK_RETRY_MS = 1000;

/**
 * Feeds the printer from the spool, one job at a time, in the order of the presses. Driven by events: a job became
 * printable, the printer became usable, a job ended, a job's time ran out. One worker per spool.
 */
export class SpoolWorker {
  readonly #db: Database;
  readonly #printer: Printer;
  readonly #clock: Clock;
  readonly #events = new Signal<[SpoolEvent]>();
  #running = false;
  #atPrinter: Promise<void> = Promise.resolve();
  #offHealth: Unsubscribe = () => undefined;
  #cancelExpiry: () => void = () => undefined;
  #cancelRetry: (() => void) | null = null;
  #cancelDiskRetry: (() => void) | null = null;
  readonly #write: (run: () => void) => boolean;
  /** What became of jobs while the disk took nothing, oldest first. Lost with the power, they are `unknown`. */
  #unwritten: (() => void)[] = [];

  constructor(deps: SpoolDeps) {
    this.#write =
      deps.write ??
      ((run) => {
        deps.db.transaction(run)();
        return true;
      });
    this.#db = deps.db;
    this.#printer = deps.printer;
    this.#clock = deps.clock;
  }

  onEvent(listener: (event: SpoolEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  /**
   * Jobs the last run left in `sending` become `unknown` and are reported; then work goes on. Call after listeners
   * are in place, once the caller has finished its own recovery.
   */
  start(): void {
    for (const job of table.jobsIn(this.#db, 'sending')) this.#step(job, 'crashed', 'unknown', 'restarted');
    this.#running = true;
    this.#offHealth = this.#printer.onHealth((health) => {
      if (!isUsable(health)) return;
      this.#cancelRetry?.();
      this.#cancelRetry = null;
      this.wake();
    });
    this.wake();
  }

  /** Resolves when no job is at the printer; await it before `stop` for an orderly end. */
  idle(): Promise<void> {
    return this.#atPrinter;
  }

  /** Nothing new goes to the printer. A job that is there stays `sending` and is `unknown` at the next start. */
  stop(): void {
    this.#running = false;
    this.#offHealth();
    this.#cancelExpiry();
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#cancelDiskRetry?.();
    this.#cancelDiskRetry = null;
  }

  /** To be called after the commit that put jobs into the spool with a document. */
  wake(): void {
    if (!this.#running || this.#cancelDiskRetry) return;
    this.#expire();
    if (this.#cancelDiskRetry) return;
    this.#armExpiry();
    if (this.#cancelRetry || !isUsable(this.#printer.health())) return;
    const job = table.nextPrintable(this.#db);
    if (!job?.document) return;
    if (this.#write(() => table.markSending(this.#db, job.id, this.#clock.now())))
      this.#send(job.id, job.ref, job.document);
    else this.#tryDiskLater();
  }

  /** The paper of a job that was queued without one. */
  setDocument(id: string, document: PaperDocument): void {
    table.setJobDocument(this.#db, id, PaperDocumentSchema.parse(document), this.#clock.now());
    this.wake();
  }

  /**
   * Document and `sending` in one durable commit, then the first byte at once, where the printer is ready and nothing
   * is ahead; otherwise the document is set and the job waits its turn.
   */
  printNow(id: string, document: PaperDocument): 'sending' | 'queued' {
    if (!this.#db.transaction(() => this.claim(id, document))()) {
      this.wake();
      return 'queued';
    }
    this.send(id, document);
    return 'sending';
  }

  /**
   * The first half of `printNow`, for callers that want it inside their own transaction together with their journal:
   * sets the document and, where it can go out at once, marks it `sending`. On true call `send` right after the
   * commit, in the same turn; on false call `wake`.
   */
  claim(id: string, document: PaperDocument): boolean {
    const now = this.#clock.now();
    table.setJobDocument(this.#db, id, PaperDocumentSchema.parse(document), now);
    const job = table.jobHead(this.#db, id);
    const canGo =
      this.#running &&
      job !== undefined &&
      now < job.expiresAt &&
      !this.#cancelRetry &&
      isUsable(this.#printer.health()) &&
      !table.isSomethingAhead(this.#db, id);
    if (canGo) table.markSending(this.#db, id, now);
    return canGo;
  }

  /** The second half of `printNow`. */
  send(id: string, document: PaperDocument): void {
    if (this.#db.inTransaction) throw new Error('send before the commit: a byte must never leave ahead of its record');
    const job = table.jobHead(this.#db, id);
    if (job?.state !== 'sending') throw new Error(`print job ${id} was not claimed`);
    this.#send(id, job.ref, document);
    this.#armExpiry();
  }

  /** The thing the job was for does not exist (the hall refused the ticket). False when it is too late. */
  cancel(id: string): boolean {
    const job = table.jobHead(this.#db, id);
    if (job?.state !== 'queued') return false;
    if (!this.#take({ id, ref: job.ref }, 'cancel', 'failed', 'cancelled')) this.#writeLater(() => this.cancel(id));
    return true;
  }

  /** Jobs a person has to look at. */
  unknownJobs(): table.SpoolJob[] {
    return table.jobsIn(this.#db, 'unknown');
  }

  /** It did come out. False when the disk did not take it. */
  resolvePrinted(id: string): boolean {
    return this.#take(this.#unknown(id), 'resolve-printed', 'printed', null);
  }

  /**
   * It did not: the same paper again under a new id, marked 补打 because the first slip may turn up after all. False
   * when the disk did not take it.
   */
  resolveReprint(
    id: string,
    reprint: { readonly id: string; readonly expiresAt: number; readonly document?: PaperDocument | null },
  ): boolean {
    const job = this.#unknown(id);
    const paper = job.document ?? reprint.document ?? null;
    if (paper === null) throw new Error(`print job ${id} has no document to print again`);
    const document = withReprintMark(paper);
    const written = this.#write(() => {
      table.takeStep(this.#db, id, 'resolve-reprint', this.#clock.now(), 'reprinted');
      table.enqueue(this.#db, {
        id: reprint.id,
        expiresAt: reprint.expiresAt,
        ref: job.ref,
        document,
        now: this.#clock.now(),
        reprintOf: id,
      });
    });
    if (!written) return false;
    this.#emit(job, 'failed', 'reprinted');
    this.wake();
    return true;
  }

  /** Another machine printed the paper: nobody need say any more what became of this one. */
  resolveElsewhere(id: string): boolean {
    return this.#take(this.#unknown(id), 'resolve-reprint', 'failed', 'elsewhere');
  }

  #unknown(id: string): table.SpoolJob {
    const job = table.jobById(this.#db, id);
    if (job?.state !== 'unknown') throw new Error(`print job ${id} is not uncertain`);
    return job;
  }

  #send(id: string, ref: string, document: PaperDocument): void {
    this.#atPrinter = this.#printer.print(document).then((outcome) => this.#ended({ id, ref }, outcome));
  }

  #ended(job: { id: string; ref: string }, outcome: PrintOutcome): void {
    // The database may be closed by now; what the job became is found out at the next start.
    if (!this.#running) return;
    switch (outcome.outcome) {
      case 'printed':
        this.#step(job, 'printed', 'printed', null, outcome);
        break;
      case 'failed':
        // Before the event, so that a listener that wakes the worker does not start a tight loop.
        this.#cancelRetry = this.#clock.after(RETRY_MS, () => {
          this.#cancelRetry = null;
          this.wake();
        });
        this.#step(job, 'not-sent', 'waiting', outcome.code);
        break;
      case 'unknown':
        this.#step(job, 'unknown', 'unknown', outcome.code);
        break;
    }
    this.wake();
  }

  #expire(): void {
    const now = this.#clock.now();
    if ((table.firstExpiry(this.#db) ?? Number.POSITIVE_INFINITY) > now) return;
    for (const job of table.jobsIn(this.#db, 'queued')) {
      if (job.expiresAt > now || this.#take(job, 'expire', 'expired', job.code)) continue;
      this.#tryDiskLater(); // still in line then, and still over
      return;
    }
  }

  #armExpiry(): void {
    this.#cancelExpiry();
    const first = table.firstExpiry(this.#db);
    if (first !== null) {
      this.#cancelExpiry = this.#clock.after(Math.max(0, first - this.#clock.now()), () => this.wake());
    }
  }

  /** A step that was taken, whether or not the disk takes it now: until it does the job stands as it stood. */
  #step(...taken: Taken): void {
    if (!this.#take(...taken)) this.#writeLater(() => this.#step(...taken));
  }

  #take(...[job, step, outcome, code, printed]: Taken): boolean {
    if (!this.#write(() => void table.takeStep(this.#db, job.id, step, this.#clock.now(), code))) return false;
    this.#emit(job, outcome, code, printed);
    return true;
  }

  #writeLater(write: () => void): void {
    this.#unwritten.push(write);
    this.#tryDiskLater();
  }

  #tryDiskLater(): void {
    this.#cancelDiskRetry ??= this.#clock.after(DISK_RETRY_MS, () => {
      this.#cancelDiskRetry = null;
      for (const write of this.#unwritten.splice(0)) write();
      this.wake();
    });
  }

  #emit(
    job: { id: string; ref: string },
    outcome: SpoolEvent['outcome'],
    code: string | null,
    printed: { confirmed: boolean; missing: readonly string[] } = { confirmed: false, missing: [] },
  ): void {
    const { confirmed, missing } = printed;
    this.#events.emit({ jobId: job.id, ref: job.ref, outcome, code, confirmed, missing });
  }
}
