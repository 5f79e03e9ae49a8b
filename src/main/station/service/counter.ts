import type { Actor, Refusal, RefusalCode } from '../../../shared/intent/decision.ts';
import { stationMessages } from '../../../shared/messages/station.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import { serviceUnderWay, windowToday } from '../../../shared/queue/decisions/common.ts';
import { formatNumber, parseNumber } from '../../../shared/queue/numbers.ts';
import { pickNext } from '../../../shared/queue/policy.ts';
import type { Ticket, WindowState } from '../../../shared/queue/types.ts';
import type { StationCore } from './core.ts';

/** The clerk's counter (窗口): calls, serves and finishes, with the hall there or not. */
export class Counter {
  readonly #core: StationCore;
  readonly windowId: string;

  constructor(core: StationCore, windowId: string) {
    this.#core = core;
    this.windowId = windowId;
  }

  window(): WindowState | undefined {
    return this.#core.known ? windowToday(this.#core.state, this.windowId, this.#core.today()) : undefined;
  }

  current(): Ticket | undefined {
    const id = this.window()?.ticketId;
    return id ? this.#core.state.get('ticket', id) : undefined;
  }

  /** The clerk who is signed on here. */
  actor(): Actor {
    return { kind: 'clerk', id: this.window()?.clerk?.id ?? '' };
  }

  /** `pin`: which PIN of the person was proved; null where there is none. */
  signOn(clerkId: string, pin: number | null): Outcome {
    const clerk = this.#core.known ? this.#core.state.config().staff?.find((s) => s.id === clerkId) : undefined;
    if (!clerk) return no('not-allowed');
    return this.#core.act(
      'window.open',
      { windowId: this.windowId, clerk: { id: clerk.id, name: clerk.name }, pin },
      { kind: 'clerk', id: clerk.id },
    );
  }

  signOff(): Outcome {
    return this.#core.act('window.close', { windowId: this.windowId }, this.actor());
  }

  pause(reason: string): Outcome {
    return this.#core.act('window.pause', { windowId: this.windowId, reason }, this.actor());
  }

  resume(): Outcome {
    return this.#core.act('window.resume', { windowId: this.windowId }, this.actor());
  }

  /** Calls the next one. The hall says who; when it does not answer, this station's own list does. */
  async next(): Promise<Outcome> {
    const window = this.window();
    if (!window) return no('unknown-window');
    if (window.status === 'closed') return no('window-closed');
    if (window.ticketId !== null) return no('window-busy');
    const answer = await this.#core.ask('ticket.next', { windowId: this.windowId }, this.actor());
    if (answer.answered) return answer.refusal ? { ok: false, refusal: answer.refusal } : { ok: true, offline: false };

    const def = this.#core.state.config().windows.find((w) => w.id === this.windowId)!;
    const candidate = pickNext(this.#core.state, def, this.#core.today());
    if (!candidate) return no('nobody-waiting');
    const { id, number } = candidate.ticket;
    return this.#take(id, number, stationMessages.in('zh-CN')('hallSilent'), true);
  }

  async finishAndNext(): Promise<Outcome> {
    if (this.window()?.ticketId) {
      const finished = this.finish();
      if (!finished.ok) return finished;
    }
    return this.next();
  }

  /** A certain ticket by its number: out of turn with a reason, or shown by its holder while the hall is away. */
  async take(text: string, reason: string): Promise<Outcome> {
    const parsed = parseNumber(text);
    if (!parsed) return no('number-mistyped', { number: text });
    if (!this.#core.known) return no('unknown-window');
    const number = formatNumber(parsed.prefix, parsed.n);
    const known = this.#core.state.ticketByNumber(this.#core.today(), number);
    const offline = !this.#core.link.online;
    if (!known && !offline) return no('unknown-ticket', { number });
    const ticketId = known?.id ?? this.#core.runtime.newId();
    return offline
      ? this.#take(ticketId, number, reason, true)
      : this.#core.actContended(
          'ticket.take',
          { windowId: this.windowId, ticketId, number, reason, offline },
          this.actor(),
        );
  }

  #take(ticketId: string, number: string, reason: string, offline: boolean): Outcome {
    return this.#core.act('ticket.take', { windowId: this.windowId, ticketId, number, reason, offline }, this.actor());
  }

  #atWindow(act: (ticket: Ticket) => Outcome): Outcome {
    const ticket = this.current();
    return ticket ? act(ticket) : no('window-empty');
  }

  /** Only until the service begins: who is being served is neither called again nor missing. */
  #whileCalled(act: (ticket: Ticket) => Outcome): Outcome {
    return this.#atWindow((ticket) =>
      serviceUnderWay(this.#core.state, ticket, this.windowId) ? no('service-begun') : act(ticket),
    );
  }

  recall(): Outcome {
    return this.#whileCalled(({ id }) =>
      this.#core.act('ticket.recall', { windowId: this.windowId, ticketId: id }, this.actor()),
    );
  }

  miss(): Outcome {
    return this.#whileCalled(({ id }) =>
      this.#core.act('ticket.miss', { windowId: this.windowId, ticketId: id }, this.actor()),
    );
  }

  start(): Outcome {
    return this.#atWindow(({ id }) =>
      this.#core.act('ticket.start', { windowId: this.windowId, ticketId: id, serviceId: this.#newId() }, this.actor()),
    );
  }

  finish(): Outcome {
    return this.#atWindow((ticket) =>
      this.#core.act(
        'ticket.finish',
        // A service that began elsewhere (served twice while cut off) is not this one.
        {
          windowId: this.windowId,
          ticketId: ticket.id,
          serviceId: serviceUnderWay(this.#core.state, ticket, this.windowId)?.id ?? this.#newId(),
        },
        this.actor(),
      ),
    );
  }

  suspend(reason: string): Outcome {
    return this.#atWindow(({ id }) =>
      this.#core.act('ticket.suspend', { windowId: this.windowId, ticketId: id, reason }, this.actor()),
    );
  }

  transfer(to: { toQueueId: string | null; toWindowId: string | null; reason: string }): Outcome {
    return this.#atWindow(({ id }) =>
      this.#core.act('ticket.transfer', { windowId: this.windowId, ticketId: id, ...to }, this.actor()),
    );
  }

  restore(ticketId: string): Promise<Outcome> {
    return this.#core.actContended('ticket.restore', { ticketId }, this.actor());
  }

  answerHelp(helpId: string): Outcome {
    return this.#core.act('help.answer', { helpId }, this.actor());
  }

  #newId(): string {
    return this.#core.runtime.newId();
  }
}

function no(code: RefusalCode, params?: Refusal['params']): Outcome {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
