import type { Database } from 'better-sqlite3';
import { clockTime, hoursText, minuteOfDay, openingAt } from '../../../shared/calendar/clock.ts';
import type { Item } from '../../../shared/catalogue/types.ts';
import { MissingGlyphs, withMissing } from '../../../shared/device/missing-glyphs.ts';
import type { Actor } from '../../../shared/intent/decision.ts';
import type { BodyOf } from '../../../shared/intent/registry.ts';
import { isOpen } from '../../../shared/intent/state.ts';
import type { Locale } from '../../../shared/messages/define.ts';
import { stationMessages } from '../../../shared/messages/station.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import { materialsPaper } from '../../../shared/paper/materials.ts';
import { ticketPaper } from '../../../shared/paper/ticket.ts';
import type { StationView } from '../../../shared/protocol/desk-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { TicketFacts } from '../../../shared/protocol/views.ts';
import type { SlipElsewhere, Ticket } from '../../../shared/queue/types.ts';
import { areaOf, itemOf, ticketFacts } from '../../../shared/views/rows.ts';
import type { Printer } from '../devices/index.ts';
import { enqueue, type SpoolEvent, SpoolWorker } from '../spool/index.ts';
import { getMeta } from '../store/meta.ts';
import type { StationCore } from './core.ts';
import { numberRanges } from './text.ts';

export type JobState = 'waiting' | 'printing' | 'printed' | 'failed' | 'unknown';

const NEAR_CLOSING_MINUTES = 30;
const RECENT_MS = 60_000;

interface Again {
  readonly jobId?: string;
  readonly expiresAt?: number;
  readonly locale?: Locale | undefined;
}

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
  #missing: MissingGlyphs;

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
    this.#missing = MissingGlyphs.catch([]).parse(JSON.parse(getMeta(options.db, 'missing-glyphs') ?? '[]'));
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
    // What another machine was asked for is not printed here as well.
    this.settleAll();
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
  reprint(
    ticket: Ticket,
    { jobId = this.newJobId(), expiresAt = this.#core.now() + this.#patienceMs, locale }: Again = {},
  ): string | null {
    const previous = this.#jobs(ticket.id).at(-1)?.id;
    const document = this.ticketDocument(ticket, this.facts(ticket), true, locale);
    const written = this.#core.transaction(() =>
      enqueue(this.#db, {
        id: jobId,
        ref: ticket.id,
        document,
        now: this.#core.now(),
        expiresAt,
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

  /** Prints nobody can vouch for, oldest first. */
  uncertain(): StationView['uncertain'] {
    return this.spool.unknownJobs().map(({ id, ref, updatedAt }) => {
      const ticket = this.#core.known ? this.#core.state.get('ticket', ref) : undefined;
      return { jobId: id, ticketId: ticket?.id ?? null, number: ticket?.number ?? '', at: updatedAt };
    });
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
  slipState(ticketId: string): JobState | 'elsewhere' {
    const ticket = this.#core.known ? this.#core.state.get('ticket', ticketId) : undefined;
    if (ticket?.slipAt && ticket.slipAt.stationId !== this.#actor.id && isOpen(ticket)) return 'elsewhere';
    const last = this.#jobs(ticketId).at(-1);
    return last ? stateWord(last.state) : 'waiting';
  }

  /** What screen and slip say of a ticket at this moment. */
  facts(ticket: Ticket): TicketFacts {
    return ticketFacts(this.#core.state, ticket, this.#core.moment());
  }

  ticketDocument(ticket: Ticket, facts: TicketFacts, reprint: boolean, locale: Locale = 'zh-CN'): PaperDocument {
    const config = this.#core.state.config();
    const opening = openingAt(config, this.#core.now());
    const t = stationMessages.in(locale);
    const minutesLeft =
      opening.state === 'open' ? opening.closesAt - minuteOfDay(this.#core.now(), config.utcOffsetMinutes) : 0;
    const nearClosing = (facts.wait?.high ?? 0) > minutesLeft || minutesLeft < NEAR_CLOSING_MINUTES;
    const english = locale === 'en';
    const item = itemOf(config, ticket.itemId);
    const slip = {
      hall: english ? config.nameEn : config.name,
      number: facts.number,
      queue: english ? facts.queueNameEn : facts.queueName,
      // Its Chinese name is what stands at the window.
      ...(facts.itemName
        ? { item: english && item?.nameEn ? `${item.nameEn} ${facts.itemName}` : facts.itemName }
        : {}),
      ...(ticket.priority === 'green' ? { priority: t('greenChannel') } : {}),
      ahead: facts.ahead,
      ...(facts.wait ? { wait: { from: facts.wait.low, to: facts.wait.high } } : {}),
      area: english ? facts.areaNameEn : facts.areaName,
      windows: facts.windows.length > 0 ? t('windows', { numbers: numberRanges(facts.windows) }) : '',
      takenAt: `${ticket.day} ${clockTime(ticket.issuedAt, config.utcOffsetMinutes)}`,
      ...(facts.maskedName ? { maskedName: facts.maskedName } : {}),
      progressUrl: facts.qr,
      progressCode: facts.code,
      missed: {
        calls: config.rules.missedCallsAllowed,
        desk: english ? t('informationDesk') : config.rules.missedDesk,
      },
      notes: [...(reprint ? (['reprint'] as const) : []), ...(nearClosing ? (['near-closing'] as const) : [])],
    };
    return ticketPaper(slip, locale, config.paper?.ticket);
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

  /**
   * Every ticket whose slip this station answers for and that has an end the hall does not know of yet; and slips that
   * this station was asked for, or that another one was. Covers every crash between printer and journal.
   */
  settleAll(): void {
    if (!this.#core.known) return;
    this.#standByPapers();
    for (const ticket of [...this.#core.state.all('ticket')]) {
      if (ticket.stub) continue;
      const { slipAt } = ticket;
      if (slipAt?.stationId === this.#actor.id) this.#settleAsked(ticket, slipAt);
      else if (ticket.issuedBy === this.#actor.id) {
        if (slipAt) this.#letGo(ticket, slipAt);
        if (ticket.paper !== 'printed' && ticket.paper !== 'failed') this.#settle(ticket);
      }
    }
  }

  #settle(ticket: Ticket): void {
    if (this.#pressing.has(ticket.id)) return;
    const outcome = this.#outcomeOf(
      this.#jobs(ticket.id).map((job) => job.state),
      ticket.issuedAt,
    );
    if (outcome === null || outcome === ticket.paper) return;
    if (ticket.slipAt && outcome !== 'printed') return; // another machine answers for it now
    this.#core.act('ticket.paper', { ticketId: ticket.id, outcome, number: ticket.number }, this.#actor);
  }

  /**
   * A hall that was put back decided the question for this slip otherwise, and knows no such ticket: what stands on the
   * paper in somebody's hand is stated as a fact, which no hall refuses.
   */
  #standByPapers(): void {
    const core = this.#core;
    for (const { line, refusal } of [...core.refused]) {
      if (line.kind !== 'ticket.paper' || refusal.code !== 'unknown-ticket') continue;
      const { ticketId, outcome, number } = line.body as BodyOf<'ticket.paper'>;
      const known = core.state.get('ticket', ticketId);
      if (outcome === 'failed' || number === undefined || (known && !known.stub)) continue;
      const wanted = core.dayOf(line.at) === core.today() ? core.journal.wantedOf(ticketId) : null;
      if (wanted === null || !core.act('ticket.issue', { ...wanted, number }, this.#actor).ok) continue;
      core.act('ticket.paper', { ticketId, outcome, number }, this.#actor);
      core.dismiss(line.seq);
    }
  }

  /** 在另一台打印: this station is the other one. Its job has the id it was asked with, so that it prints once. */
  #settleAsked(ticket: Ticket, asked: SlipElsewhere): void {
    const jobs = this.#jobs(ticket.id);
    const at = jobs.findIndex(({ id }) => id === asked.jobId);
    if (at < 0 && asked.outcome === null && asked.askedAt >= this.#core.doubtUntil && this.#core.now() < asked.until) {
      if (this.#core.stopped === null) this.reprint(ticket, { jobId: asked.jobId, expiresAt: asked.until });
      return;
    }
    const states = at < 0 ? [] : jobs.slice(at).map((job) => job.state);
    const outcome = this.#outcomeOf(states, asked.askedAt);
    if (outcome === null || outcome === asked.outcome || asked.outcome === 'printed') return;
    this.#core.act('ticket.paper', { ticketId: ticket.id, outcome }, this.#actor);
  }

  /** Another machine was asked for its slip: what waits here is not printed, and nobody is asked any more whether it was. */
  #letGo(ticket: Ticket, asked: SlipElsewhere): void {
    for (const { id, state } of this.#jobs(ticket.id)) {
      if (state === 'queued') this.spool.cancel(id);
      if (state === 'unknown' && asked.outcome === 'printed') this.spool.resolveElsewhere(id);
    }
  }

  /** What became of a slip, by all its jobs; null while it may still come. `since`: when the first was to be made. */
  #outcomeOf(jobs: readonly string[], since: number): 'printed' | 'unknown' | 'failed' | null {
    const states = new Set(jobs);
    if (states.has('printed')) return 'printed';
    if (states.has('queued') || states.has('sending')) return null;
    if (states.has('unknown')) return 'unknown';
    // A job may have been lost with the database: nobody can say that no slip came out.
    return states.size === 0 && since < this.#core.doubtUntil ? 'unknown' : 'failed';
  }

  /** Characters that stood as 〓 on paper of this station. */
  missing(): MissingGlyphs {
    return this.#missing;
  }

  #onEvent(event: SpoolEvent): void {
    if (event.missing.length > 0) {
      this.#missing = withMissing(this.#missing, event.missing, this.#core.now());
      this.#core.note('missing-glyphs', JSON.stringify(this.#missing));
    }
    const ticket = this.#core.known ? this.#core.state.get('ticket', event.ref) : undefined;
    if (ticket && event.outcome !== 'waiting') {
      if (ticket.slipAt?.stationId === this.#actor.id) this.#settleAsked(ticket, ticket.slipAt);
      else this.#settle(ticket);
    }
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
