import type { Database } from 'better-sqlite3';
import { clockTime, hoursText, minuteOfDay, openingAt } from '../../../shared/calendar/clock.ts';
import type { Item } from '../../../shared/catalogue/types.ts';
import type { Actor } from '../../../shared/intent/decision.ts';
import { stationMessages } from '../../../shared/messages/station.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { materialsPaper } from '../../../shared/paper/materials.ts';
import { ticketPaper } from '../../../shared/paper/ticket.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { TicketFacts } from '../../../shared/protocol/views.ts';
import type { Ticket } from '../../../shared/queue/types.ts';
import { areaOf, ticketFacts } from '../../../shared/views/rows.ts';
import type { Printer } from '../devices/index.ts';
import { enqueue, type SpoolEvent, SpoolWorker } from '../spool/index.ts';
import type { StationCore } from './core.ts';
import { numberRanges } from './text.ts';

export type JobState = 'waiting' | 'printing' | 'printed' | 'failed' | 'unknown';

const NEAR_CLOSING_MINUTES = 30;
const RECENT_MS = 60_000;

/** Paper of this station: what is printed, and what became of each ticket's slip, told to the hall. */
export class PaperDesk {
  readonly spool: SpoolWorker;
  readonly #core: StationCore;
  readonly #db: Database;
  readonly #actor: Actor;
  readonly #patienceMs: number;
  readonly #jobsOf;
  /** Tickets whose number is being settled right now: their slip is still to come. */
  readonly #pressing = new Set<string>();

  constructor(options: {
    core: StationCore;
    db: Database;
    printer: Printer;
    station: string;
    patienceSeconds: number;
  }) {
    this.#core = options.core;
    this.#db = options.db;
    this.#actor = { kind: 'station', id: options.station };
    this.#patienceMs = options.patienceSeconds * 1000;
    this.#jobsOf = options.db.prepare('SELECT id, state FROM spool_job WHERE ref = ? ORDER BY seq');
    this.spool = new SpoolWorker({
      db: options.db,
      printer: options.printer,
      write: (run) => options.core.transaction(run),
      // By the hall's time as this station keeps it: the machine's own clock may jump.
      clock: { now: () => options.core.now(), after: options.core.runtime.after },
    });
    this.spool.onEvent((event) => this.#onEvent(event));
    this.#core.onAdvance(() => this.settleAll());
  }

  start(): void {
    // Jobs without a document were waiting for a number when the power went; nobody is waiting for them any more.
    const orphans = this.#db.prepare("SELECT id FROM spool_job WHERE state = 'queued' AND document IS NULL").all() as {
      id: string;
    }[];
    for (const { id } of orphans) this.spool.cancel(id);
    this.spool.start();
    this.settleAll();
  }

  stop(): void {
    this.spool.stop();
  }

  newJobId(): string {
    return this.#core.runtime.newId();
  }

  /** Puts a job in line for paper that is not known yet; inside the caller's transaction. */
  reserve(jobId: string, ticketId: string): void {
    enqueue(this.#db, {
      id: jobId,
      ref: ticketId,
      document: null,
      now: this.#core.now(),
      expiresAt: this.#core.now() + this.#patienceMs,
    });
  }

  /** While a press is being answered its ticket has no slip yet, and that is no failure. */
  async whilePressing<T>(ticketId: string, press: () => Promise<T>): Promise<T> {
    this.#pressing.add(ticketId);
    try {
      return await press();
    } finally {
      this.#pressing.delete(ticketId);
    }
  }

  /**
   * Document and `sending` in one durable commit with whatever the station has to write, then out at once.
   * False when the disk did not take it: then nothing left the machine.
   */
  print(jobId: string, document: PaperDocument): boolean {
    let claimed = false;
    const written = this.#core.transaction(() => {
      claimed = this.spool.claim(jobId, document);
    });
    if (written) this.dispatch(jobId, document, claimed);
    return written;
  }

  /** Second half of a claim made inside another transaction. */
  dispatch(jobId: string, document: PaperDocument, claimed: boolean): void {
    if (claimed) this.spool.send(jobId, document);
    else this.spool.wake();
    this.#core.changes.changed();
  }

  /** The same ticket on paper again, marked, under a new job that names the old one. Null when the disk did not take it. */
  reprint(ticket: Ticket): string | null {
    const jobId = this.newJobId();
    const previous = this.#jobs(ticket.id).at(-1)?.id;
    const document = this.ticketDocument(ticket, this.facts(ticket), true);
    const written = this.#core.transaction(() =>
      enqueue(this.#db, {
        id: jobId,
        ref: ticket.id,
        document,
        now: this.#core.now(),
        expiresAt: this.#core.now() + this.#patienceMs,
        ...(previous ? { reprintOf: previous } : {}),
      }),
    );
    if (!written) return null;
    this.spool.wake();
    this.#core.changes.changed();
    return jobId;
  }

  /** Paper that is no ticket: lists to take home. Null when the disk did not take it. */
  printOther(document: PaperDocument): string | null {
    const jobId = this.newJobId();
    const written = this.#core.transaction(() =>
      enqueue(this.#db, {
        id: jobId,
        ref: `paper:${jobId}`,
        document,
        now: this.#core.now(),
        expiresAt: this.#core.now() + this.#patienceMs,
      }),
    );
    if (!written) return null;
    this.spool.wake();
    return jobId;
  }

  /** A person says what became of a slip nobody can vouch for. */
  resolve(jobId: string, outcome: 'printed' | 'reprint'): Outcome {
    const job = this.spool.unknownJobs().find(({ id }) => id === jobId);
    if (!job) return { ok: false, refusal: { code: 'malformed' } };
    // Papers are not in the copy a database is made again from: what stands on a slip is known from its ticket.
    const ticket = job.document ? undefined : this.#core.state.get('ticket', job.ref);
    if (outcome === 'reprint' && !job.document && !ticket) return { ok: false, refusal: { code: 'unknown-ticket' } };
    const written =
      outcome === 'printed'
        ? this.spool.resolvePrinted(jobId)
        : this.spool.resolveReprint(jobId, {
            id: this.newJobId(),
            expiresAt: this.#core.now() + this.#patienceMs,
            document: ticket ? this.ticketDocument(ticket, this.facts(ticket), false) : null,
          });
    if (!written) return { ok: false, refusal: { code: 'storage-full' } };
    this.settleAll();
    this.#core.changes.changed();
    return { ok: true, offline: !this.#core.link.online };
  }

  jobState(jobId: string): JobState {
    const row = this.#db.prepare('SELECT state FROM spool_job WHERE id = ?').get(jobId) as
      | { state: string }
      | undefined;
    return row ? stateWord(row.state) : 'failed';
  }

  /** The ticket whose slip was last under way, so that its holder is told after the service was ended in the middle. */
  recentTicket(): string | null {
    const since = this.#core.now() - RECENT_MS;
    const row = this.#db
      .prepare("SELECT ref FROM spool_job WHERE created_at > ? AND ref NOT LIKE 'paper:%' ORDER BY seq DESC LIMIT 1")
      .get(since) as { ref: string } | undefined;
    return row?.ref ?? null;
  }

  /** How far the newest slip of a ticket is. */
  slipState(ticketId: string): JobState {
    const last = this.#jobs(ticketId).at(-1);
    return last ? stateWord(last.state) : 'waiting';
  }

  /** What screen and slip say of a ticket at this moment. */
  facts(ticket: Ticket): TicketFacts {
    return ticketFacts(this.#core.state, ticket, this.#core.moment());
  }

  ticketDocument(ticket: Ticket, facts: TicketFacts, reprint: boolean): PaperDocument {
    const config = this.#core.state.config();
    const opening = openingAt(config, this.#core.now());
    const t = stationMessages.in('zh-CN');
    const minutesLeft =
      opening.state === 'open' ? opening.closesAt - minuteOfDay(this.#core.now(), config.utcOffsetMinutes) : 0;
    const nearClosing = (facts.wait?.high ?? 0) > minutesLeft || minutesLeft < NEAR_CLOSING_MINUTES;
    const slip = {
      hall: config.name,
      number: facts.number,
      queue: facts.queueName,
      ...(facts.itemName ? { item: facts.itemName } : {}),
      ...(ticket.priority === 'green' ? { priority: t('greenChannel') } : {}),
      ahead: facts.ahead,
      ...(facts.wait ? { wait: { from: facts.wait.low, to: facts.wait.high } } : {}),
      area: facts.areaName,
      windows: facts.windows.length > 0 ? t('windows', { numbers: numberRanges(facts.windows) }) : '',
      takenAt: `${ticket.day} ${clockTime(ticket.issuedAt, config.utcOffsetMinutes)}`,
      ...(facts.maskedName ? { maskedName: facts.maskedName } : {}),
      progressUrl: facts.qr,
      progressCode: facts.code,
      missed: { calls: config.rules.missedCallsAllowed, desk: config.rules.missedDesk },
      notes: [...(reprint ? (['reprint'] as const) : []), ...(nearClosing ? (['near-closing'] as const) : [])],
    };
    return ticketPaper(slip, 'zh-CN', config.paper?.ticket);
  }

  materialsDocument(item: Item): PaperDocument {
    const config = this.#core.state.config();
    const t = stationMessages.in('zh-CN');
    const area = areaOf(
      config,
      config.queues.find((q) => q.id === config.classes.find((c) => c.id === item.classId)?.queueId)?.areaId,
    );
    const list = {
      hall: config.name,
      item: item.name,
      materials: item.materials,
      fee: item.fee,
      limit: item.promisedLimitDays === 0 ? t('onTheSpot') : t('workingDays', { days: item.promisedLimitDays }),
      hours: [1, 0].map(
        (day) => `${t(day === 1 ? 'weekdays' : 'weekend')} ${hoursText(config.openingHours[day] ?? [])}`,
      ),
      place: [config.address, area?.name ?? ''].filter(Boolean).join(' '),
      phone: config.phone,
      printedAt: `${this.#core.today()} ${clockTime(this.#core.now(), config.utcOffsetMinutes)}`,
    };
    return materialsPaper(list, 'zh-CN', config.paper?.materials);
  }

  /** Every ticket this station issued whose slip has an end the hall does not know of yet. Covers every crash between printer and journal. */
  settleAll(): void {
    if (!this.#core.known) return;
    for (const ticket of [...this.#core.state.all('ticket')]) {
      if (ticket.issuedBy === this.#actor.id && ticket.paper !== 'printed' && ticket.paper !== 'failed' && !ticket.stub)
        this.#settle(ticket);
    }
  }

  #settle(ticket: Ticket): void {
    if (this.#pressing.has(ticket.id)) return;
    const states = new Set(this.#jobs(ticket.id).map((job) => job.state));
    const outcome = states.has('printed')
      ? 'printed'
      : states.has('queued') || states.has('sending')
        ? null
        : states.has('unknown')
          ? 'unknown'
          : states.size === 0 && ticket.issuedAt < this.#core.doubtUntil
            ? 'unknown' // its job may have been lost with the database: nobody can say that no slip came out
            : 'failed';
    if (outcome === null || outcome === ticket.paper) return;
    this.#core.act('ticket.paper', { ticketId: ticket.id, outcome, number: ticket.number }, this.#actor);
  }

  #onEvent(event: SpoolEvent): void {
    const ticket = this.#core.known ? this.#core.state.get('ticket', event.ref) : undefined;
    if (ticket && event.outcome !== 'waiting') this.#settle(ticket);
    this.#core.changes.changed();
  }

  #jobs(ref: string): { id: string; state: string }[] {
    return this.#jobsOf.all(ref) as { id: string; state: string }[];
  }
}

function stateWord(state: string): JobState {
  switch (state) {
    case 'sending':
      return 'printing';
    case 'printed':
    case 'unknown':
      return state;
    case 'queued':
      return 'waiting';
    default:
      return 'failed';
  }
}
