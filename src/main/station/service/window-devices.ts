import { needsReason } from '../../../shared/evaluation/types.ts';
import type { Refusal } from '../../../shared/intent/decision.ts';
import { stationMessages } from '../../../shared/messages/station.ts';
import type { CounterInput } from '../../../shared/protocol/counter-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import { serviceUnderWay } from '../../../shared/queue/decisions/common.ts';
import { canServe, lineFor } from '../../../shared/queue/policy.ts';
import { nextStep } from '../../../shared/queue/step.ts';
import type { Panel, PanelEvent, PanelKey, PanelView } from '../devices/index.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';
import type { CounterLock } from './counter-lock.ts';
import { LatestInput } from './latest-input.ts';
import type { Rating } from './rating.ts';

/** An evaluator that did not hear its acknowledgement says the same answer again: it is acknowledged, not rated twice. */
const SAME_RATING_MS = 10_000;

type KeyOutcome = Extract<CounterInput['what'], { kind: 'key' }>['outcome'];

/**
 * Keypads, evaluators and panels of one window. Keys do what the clerk's hot keys do, whether a page is open or not;
 * what needs an answer first is asked for on the screen. Panels show how the window stands.
 */
export class WindowDevices {
  readonly input: LatestInput<CounterInput['what']>;
  readonly #core: StationCore;
  readonly #counter: Counter;
  readonly #rating: Rating;
  readonly #panels: readonly Panel[];
  readonly #lock: CounterLock | null;
  readonly #stop = new AbortController();
  /** Keys one after another: the next may be pressed while the hall is being asked. */
  #keys: Promise<void> = Promise.resolve();
  #kept: { serviceId: string; level: number; at: number } | null = null;

  constructor(core: StationCore, counter: Counter, rating: Rating, panels: readonly Panel[], lock: CounterLock | null) {
    this.#lock = lock;
    this.#core = core;
    this.#counter = counter;
    this.#rating = rating;
    this.#panels = panels;
    this.input = new LatestInput(core);
    for (const panel of panels) panel.onEvent((event) => this.#event(panel, event));
    if (panels.length > 0) void this.#follow();
  }

  close(): void {
    this.#stop.abort();
    this.input.close();
  }

  async #follow(): Promise<void> {
    const views = this.#core.changes.views(() => this.#view(), this.#stop.signal, JSON.stringify);
    for await (const view of views) for (const panel of this.#panels) panel.show(view);
  }

  #view(): PanelView | null {
    const window = this.#counter.window();
    if (!window) return null;
    const { state } = this.#core;
    const def = state.config().windows.find((each) => each.id === this.#counter.windowId);
    if (!def) return null;
    const ticket = this.#counter.current();
    const serving = ticket !== undefined && serviceUnderWay(state, ticket, def.id) !== undefined;
    const withTicket = ticket && (serving ? ('serving' as const) : ('called' as const));
    return {
      window: def.number,
      status: withTicket ?? (window.status === 'open' ? 'idle' : window.status),
      ticket: ticket?.number ?? null,
      calls: ticket?.calls ?? 0,
      waiting: lineFor(state, def, this.#core.today()).length,
      asking: this.#rating.asked()?.id ?? null,
    };
  }

  #event(panel: Panel, event: PanelEvent): boolean {
    if (event.kind === 'rate') return event.level !== null && this.#rate(event.level);
    const { key } = event;
    this.#keys = this.#keys.then(() => this.#key(panel, key));
    return true;
  }

  async #key(panel: Panel, key: PanelKey): Promise<void> {
    const outcome = await this.#act(key);
    if (outcome.kind === 'refused') panel.beep();
    this.input.set({ kind: 'key', key, outcome });
  }

  async #act(key: PanelKey): Promise<KeyOutcome> {
    const counter = this.#counter;
    const window = counter.window();
    if (!window) return refused({ code: 'unknown-window' });
    if (window.status === 'closed') return refused({ code: 'window-closed' });
    if (this.#lock?.locked) return refused({ code: 'counter-locked' });
    this.#lock?.touch();
    switch (key) {
      case 'call':
        return this.#step();
      case 'recall':
        return told(counter.recall());
      case 'miss':
        return told(counter.miss());
      case 'evaluate':
        return told(counter.finish());
      case 'callback': {
        const newest = this.#suspended();
        return newest === undefined ? { kind: 'ask' } : told(await counter.restore(newest));
      }
      case 'pause':
        return window.status === 'paused' ? told(counter.resume()) : { kind: 'ask' };
      case 'suspend':
      case 'transfer':
        return counter.current() ? { kind: 'ask' } : refused({ code: 'window-empty' });
    }
  }

  async #step(): Promise<KeyOutcome> {
    const window = this.#counter.window();
    const ticket = this.#counter.current();
    if (!window) return refused({ code: 'unknown-window' });
    const serving = ticket !== undefined && serviceUnderWay(this.#core.state, ticket, window.id) !== undefined;
    const current = ticket ? { status: serving ? ('serving' as const) : ticket.status } : null;
    switch (nextStep({ window, current })) {
      case 'next':
        return told(await this.#counter.next());
      case 'start':
        return told(this.#counter.start());
      case 'finish-next': {
        const outcome = await this.#counter.finishAndNext();
        // Finished, and nobody there to call: that is no failure.
        return !outcome.ok && outcome.refusal.code === 'nobody-waiting' ? { kind: 'done' } : told(outcome);
      }
      case 'resume':
        return told(this.#counter.resume());
      case null:
        return refused({ code: 'window-closed' });
    }
  }

  /** The one ticket set aside that this window may call; with several the clerk chooses on the screen. */
  #suspended(): string | undefined {
    const def = this.#core.state.config().windows.find((each) => each.id === this.#counter.windowId);
    const mine = [...this.#core.state.all('ticket')].filter(
      (ticket) =>
        ticket.status === 'suspended' &&
        ticket.day === this.#core.today() &&
        def !== undefined &&
        canServe(def, ticket) &&
        ticket.mergedInto === null,
    );
    return mine.length === 1 ? mine[0]?.id : undefined;
  }

  #rate(level: 1 | 2 | 3 | 4 | 5): boolean {
    const asked = this.#rating.asked();
    const now = this.#core.runtime.uptime();
    if (!asked) {
      const latest = this.#rating.latest();
      const same = this.#kept && latest?.id === this.#kept.serviceId && level === this.#kept.level;
      return same === true && now - (this.#kept?.at ?? 0) < SAME_RATING_MS;
    }
    // The platform wants a reason with the two lowest levels; keys have none to give, and that is what is said.
    const text = needsReason(level) ? stationMessages.in('zh-CN')('ratedByKey') : '';
    const outcome = this.#rating.rate({ serviceId: asked.id, level, reasons: [], text }, '5');
    if (outcome.ok) this.#kept = { serviceId: asked.id, level, at: now };
    return outcome.ok;
  }
}

function told(outcome: Outcome): KeyOutcome {
  return outcome.ok ? { kind: 'done' } : refused(outcome.refusal);
}

function refused(refusal: Refusal): KeyOutcome {
  return { kind: 'refused', refusal };
}
