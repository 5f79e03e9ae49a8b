import { openingAt } from '../../../shared/calendar/clock.ts';
import { type DeviceHealth, isUsable } from '../../../shared/device/health.ts';
import type { Actor, Refusal } from '../../../shared/intent/decision.ts';
import type { BodyOf } from '../../../shared/intent/registry.ts';
import { isOpen } from '../../../shared/intent/state.ts';
import type { Locale } from '../../../shared/messages/define.ts';
import type { PaperDocument } from '../../../shared/paper/document.ts';
import type { DispenserPlace } from '../../../shared/protocol/link.ts';
import type { IssueOutcome, Outcome } from '../../../shared/protocol/station-contract.ts';
import type { DispenserView, TicketFacts } from '../../../shared/protocol/views.ts';
import { heldTicket, numberIsFinal } from '../../../shared/queue/decisions/issue.ts';
import { formatNumber } from '../../../shared/queue/numbers.ts';
import type { NumberRange, Priority, PriorityReason, Ticket } from '../../../shared/queue/types.ts';
import { loads } from '../../../shared/queue/wait.ts';
import { ticketByCode } from '../../../shared/views/progress.ts';
import { areaOf, hallHead } from '../../../shared/views/rows.ts';
import type { IdReader, Printer } from '../devices/index.ts';
import type { CardDesk } from './card.ts';
import type { StationCore } from './core.ts';
import type { PaperDesk } from './paper.ts';

export interface Press {
  readonly queueId: string;
  readonly itemId: string | null;
  readonly priority: Priority;
  readonly priorityReason: PriorityReason | null;
  readonly locale?: Locale | undefined;
}

/** A slip on its way, as it was decided inside the transaction. */
interface Printing {
  readonly facts: TicketFacts;
  readonly document: PaperDocument;
  readonly claimed: boolean;
}

const COMING_UP_MS = 10_000;
/** A press waits so long for a printer that is just being opened. */
const PRINTER_WAIT_MS = 4_000;

/** A line that is just being opened, not one that stays silent. */
function isComingUp(health: DeviceHealth, now: number): boolean {
  return health.state === 'down' && health.code === 'connecting' && now - health.since < COMING_UP_MS;
}

/** With a thousand papers about, one code in 100 000 is taken: nobody draws this often. */
const CODE_TRIES = 20;
const CITIZEN: Actor = { kind: 'citizen', id: '' };

/** The ticket dispenser (取号机): from the press to the paper, with the hall there or not. */
export class Dispenser {
  readonly #core: StationCore;
  readonly #paper: PaperDesk;
  readonly #card: CardDesk;
  readonly #printer: Printer | null;
  readonly #reader: IdReader | null;
  readonly #station: string;
  readonly #area: string | null;
  #shown: string | null = null;

  constructor(deps: {
    core: StationCore;
    paper: PaperDesk;
    card: CardDesk;
    printer: Printer | null;
    reader: IdReader | null;
    station: string;
    area: string | null;
  }) {
    this.#core = deps.core;
    this.#paper = deps.paper;
    this.#card = deps.card;
    this.#printer = deps.printer;
    this.#reader = deps.reader;
    this.#station = deps.station;
    this.#area = deps.area;
    this.#shown = deps.paper.recentTicket();
  }

  view(): DispenserView | null {
    if (!this.#core.known) return null;
    const { state } = this.#core;
    const config = state.config();
    const moment = this.#core.moment();
    const load = loads(state, moment.now, moment.day);
    const opening = openingAt(config, moment.now);
    return {
      hallTime: moment.now,
      utcOffsetMinutes: config.utcOffsetMinutes,
      hall: hallHead(config),
      opening,
      openWindows: config.windows.filter((w) => {
        const live = state.get('window', w.id);
        return live?.status === 'open' && live.day === moment.day;
      }).length,
      classes: config.classes.map((c) => {
        const { ahead, wait } = load.get(c.queueId) ?? { ahead: 0, wait: null };
        return {
          id: c.id,
          name: c.name,
          nameEn: c.nameEn,
          hint: c.hint,
          hintEn: c.hintEn,
          queueId: c.queueId,
          ahead,
          wait,
        };
      }),
      card: this.#card.view(),
      paper: this.#shown === null ? null : this.#slip(this.#shown),
      ready: this.#ready(opening.state),
      elsewhere: this.#elsewhere(),
      printer: this.#printer?.health() ?? null,
      reader: this.#reader?.health() ?? null,
      link: this.#core.linkView(),
    };
  }

  #slip(ticketId: string): DispenserView['paper'] {
    const state = this.#paper.slipState(ticketId);
    const at = state === 'elsewhere' ? this.#core.state.get('ticket', ticketId)?.slipAt?.stationId : undefined;
    if (at === undefined) return { ticketId, state };
    return { ticketId, state, place: this.#core.otherDispensers.find(({ id }) => id === at)?.name };
  }

  /** Another machine that prints tickets now, in the same area if there is one. */
  #elsewhere(): DispenserView['elsewhere'] {
    if (!this.#core.link.online) return null;
    const here = this.#area;
    const near = (place: DispenserPlace) => here !== null && place.area === here;
    const [place] = [...this.#core.otherDispensers].sort(
      (a, b) => Number(near(b)) - Number(near(a)) || (a.name < b.name ? -1 : 1),
    );
    if (!place) return null;
    const area = near(place) ? undefined : areaOf(this.#core.state.config(), place.area ?? undefined);
    return { name: place.name, areaName: area?.name ?? null, areaNameEn: area?.nameEn ?? null };
  }

  #ready(opening: 'open' | 'closed'): DispenserView['ready'] {
    if (opening === 'closed') return 'hall-closed';
    if (this.#core.stopped !== null) return 'stopped';
    const health = this.#printer?.health();
    if (!health) return 'printer-down';
    if (!isUsable(health)) return isComingUp(health, this.#core.runtime.now()) ? 'starting' : 'printer-down';
    if (this.#core.link.online) return 'yes';
    return this.#core.state.config().queues.some((q) => this.#freeNumber(q.id) !== null) ? 'yes' : 'no-numbers';
  }

  /** The press. Answers when the slip is on its way to the printer, or says why there will be none. */
  async press(press: Press): Promise<IssueOutcome> {
    if (!this.#core.known) return refused({ code: 'unknown-queue' });
    const { state } = this.#core;
    const config = state.config();
    if (!config.queues.some((q) => q.id === press.queueId)) return refused({ code: 'unknown-queue' });
    if (openingAt(config, this.#core.now()).state === 'closed') return refused({ code: 'hall-closed' });
    const person = this.#card.expired ? null : this.#card.person();
    if (this.#ready('open') === 'starting') await this.#printerOpened();
    const ready = this.#ready('open');
    if (ready === 'stopped') return refused({ code: 'station-stopped' });
    if (ready === 'printer-down' || ready === 'starting') return refused({ code: 'paper-unavailable' });
    const held = heldTicket(state, { day: this.#core.today(), station: this.#station }, press.queueId, person);
    if (held) return refused({ code: 'already-holds-ticket', params: { number: held.number, ticketId: held.id } });

    const ticketId = this.#core.runtime.newId();
    const wanted: BodyOf<'ticket.request'> = {
      ticketId,
      code: this.#freshCode(),
      queueId: press.queueId,
      itemId: press.itemId,
      priority: press.priority,
      priorityReason: press.priorityReason,
      person,
    };
    return this.#paper.whilePressing(ticketId, () => this.#issue(wanted, press.locale));
  }

  /** Until the printer that is being opened has answered or turned out to be down, for a moment at most. */
  #printerOpened(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        off?.();
        cancel();
        resolve();
      };
      const off = this.#printer?.onHealth(() => {
        if (this.#ready('open') !== 'starting') done();
      });
      const cancel = this.#core.runtime.after(PRINTER_WAIT_MS, done);
    });
  }

  /** A code on no other paper of yesterday or today that this station has heard of: it must lead to one ticket. */
  #freshCode(): string {
    const { state, runtime } = this.#core;
    let code = runtime.newCode();
    for (let tries = 1; tries < CODE_TRIES && ticketByCode(state, code); tries++) code = runtime.newCode();
    return code;
  }

  async #issue(wanted: BodyOf<'ticket.request'>, locale?: Locale): Promise<IssueOutcome> {
    const jobId = this.#paper.newJobId();
    let reserved = false;
    const answer = await this.#core.ask('ticket.request', wanted, CITIZEN, () => {
      this.#paper.reserve(jobId, wanted.ticketId);
      reserved = true;
    });
    if (answer.answered) {
      const ticket = answer.refusal ? undefined : this.#core.state.get('ticket', wanted.ticketId);
      if (ticket) {
        const facts = this.#paper.facts(ticket);
        const document = this.#paper.ticketDocument(ticket, facts, false, locale);
        if (this.#paper.print(jobId, document)) return this.#done(facts, false);
        this.#paper.spool.cancel(jobId); // nobody waits for it: whoever pressed is told so
        return refused({ code: 'storage-full' });
      }
      if (answer.refusal) {
        if (reserved) this.#paper.spool.cancel(jobId);
        return refused(answer.refusal);
      }
      // Settled, and its record has not come, as after a change of servers: the same as no answer. The printed number wins.
    }
    return this.#issueAlone(wanted, jobId, reserved, locale);
  }

  /** Without the hall: a number out of the range it granted beforehand. What is printed now is the number, whatever the hall may have answered too late. */
  #issueAlone(wanted: BodyOf<'ticket.request'>, jobId: string, reserved: boolean, locale?: Locale): IssueOutcome {
    const queue = this.#core.state.config().queues.find((q) => q.id === wanted.queueId)!;
    const n = this.#freeNumber(wanted.queueId);
    if (n === null) {
      if (reserved) this.#paper.spool.cancel(jobId);
      return refused({ code: 'no-numbers-left', params: { queue: queue.name } });
    }
    let printing: Printing | undefined;
    // One durable write for all of it: the ticket, the number used up, its print job and that its bytes may now leave.
    const acted = this.#core.act(
      'ticket.issue',
      { ...wanted, number: formatNumber(queue.prefix, n) },
      CITIZEN,
      (changes) => {
        if (!reserved) this.#paper.reserve(jobId, wanted.ticketId);
        const ticket = changes.find((c) => c.type === 'ticket' && c.id === wanted.ticketId)!.body as Ticket;
        const facts = this.#paper.facts(ticket);
        const document = this.#paper.ticketDocument(ticket, facts, false, locale);
        printing = { facts, document, claimed: this.#paper.spool.claim(jobId, document) };
      },
    );
    if (!acted.ok) return refused(acted.refusal);
    const { facts, document, claimed } = printing as unknown as Printing;
    this.#paper.dispatch(jobId, document, claimed);
    return this.#done(facts, true);
  }

  #done(ticket: TicketFacts, offline: boolean): IssueOutcome {
    this.#shown = ticket.ticketId;
    return { ok: true, offline, reprint: false, ticket };
  }

  #freeNumber(queueId: string): number | null {
    const day = this.#core.today();
    let best: NumberRange | null = null;
    for (const range of this.#core.state.all('range')) {
      if (range.day !== day || range.queueId !== queueId || range.stationId !== this.#station || range.next > range.to)
        continue;
      if (best === null || range.from < best.from) best = range;
    }
    return best?.next ?? null;
  }

  reprint(ticketId: string, locale?: Locale): IssueOutcome {
    const ticket = this.#core.known ? this.#core.state.get('ticket', ticketId) : undefined;
    if (!ticket || !isOpen(ticket)) return refused({ code: 'unknown-ticket' });
    const state = this.#paper.slipState(ticketId);
    const here = ticket.issuedBy === this.#station && (state === 'waiting' || state === 'printing');
    if (here || !numberIsFinal(ticket, this.#station)) {
      return refused({ code: 'paper-still-coming', params: { number: ticket.number } });
    }
    if (this.#core.stopped !== null) return refused({ code: 'station-stopped' });
    if (this.#ready('open') === 'printer-down') return refused({ code: 'paper-unavailable' });
    if (this.#paper.reprint(ticket, { locale }) === null) return refused({ code: 'storage-full' });
    this.#shown = ticket.id;
    return {
      ok: true,
      offline: !this.#core.link.online,
      reprint: true,
      ticket: this.#paper.facts(ticket),
    };
  }

  cancel(ticketId: string): Outcome {
    return this.#core.act('ticket.cancel', { ticketId, reason: 'holder' }, CITIZEN);
  }

  endSession(): Outcome {
    this.#shown = null;
    this.#card.forget();
    return { ok: true, offline: !this.#core.link.online };
  }
}

function refused(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
