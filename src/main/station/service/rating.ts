import { type Channel, type Level, needsReason } from '../../../shared/evaluation/types.ts';
import type { PadView } from '../../../shared/protocol/counter-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { Service } from '../../../shared/queue/types.ts';
import { exceptClock } from '../../../shared/views/latest.ts';
import { itemOf, queueOf } from '../../../shared/views/rows.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';
import type { Signing } from './signing.ts';

const THANKS_MS = 6000;
const CHECK_MS = 500;

/** 好差评 at one window: asks after a service, waits its time, never answers for anybody. */
export class Rating {
  readonly #core: StationCore;
  readonly #counter: Counter;
  #cancelCheck: () => void = () => undefined;
  /** Services whose holder asked for more time, and until when. */
  readonly #extended = new Map<string, number>();
  #thanksUntil = 0;
  /** A poor answer on keys whose reasons are asked for on a pad; kept after its time, for one that comes a moment late. */
  #explaining: { evaluationId: string; serviceId: string; level: Level; until: number; open: boolean } | null = null;
  /** Screens of pads that are looked at now. */
  #screens = 0;
  /** What is to be signed here, where cases are taken. */
  signing: Signing | null = null;

  constructor(core: StationCore, counter: Counter) {
    this.#core = core;
    this.#counter = counter;
    this.#checkLater();
  }

  close(): void {
    this.#cancelCheck();
  }

  /** The service this window asks about: only the last one, whose holder is still here. */
  asked(): Service | undefined {
    const last = this.latest();
    return last?.rating === 'asked' ? last : undefined;
  }

  /** The last service of this window that ended, whatever became of its rating. */
  latest(): Service | undefined {
    let newest: Service | undefined;
    for (const service of this.#core.state.all('service')) {
      if (service.windowId !== this.#counter.windowId || service.finishedAt === null) continue;
      if (!newest || service.finishedAt > (newest.finishedAt ?? 0)) newest = service;
    }
    return newest;
  }

  until(service: Service): number {
    return (
      this.#extended.get(service.id) ?? (service.finishedAt ?? 0) + this.#core.state.config().rules.ratingSeconds * 1000
    );
  }

  /** `channel`: where it was given, as the platform counts: 4 a screen, 5 keys without one. */
  rate(
    input: { serviceId: string; level: Level; reasons: string[]; text: string },
    channel: Extract<Channel, '4' | '5'> = '4',
  ): Outcome {
    const evaluationId = this.#core.runtime.newId();
    const outcome = this.#core.act(
      'evaluation.submit',
      { ...input, evaluationId, channel },
      { kind: 'citizen', id: '' },
    );
    if (outcome.ok) {
      const { serviceId, level } = input;
      const asks = channel === '5' && needsReason(level) && this.padThere;
      const until = this.#core.now() + this.#core.state.config().rules.ratingSeconds * 1000;
      this.#explaining = asks ? { evaluationId, serviceId, level, until, open: true } : null;
      this.#thanksUntil = this.#core.now() + THANKS_MS;
      this.#core.runtime.after(THANKS_MS + 10, () => this.#core.changes.changed());
      this.#core.changes.changed();
    }
    return outcome;
  }

  /** The reasons for a poor answer that was given on keys, or that nobody wants to say any. */
  explain({ serviceId, reasons, text }: { serviceId: string; reasons: string[]; text: string }): Outcome {
    const asked = this.#explaining;
    if (!asked || asked.serviceId !== serviceId) return { ok: false, refusal: { code: 'already-rated' } };
    const said = reasons.length > 0 || text.trim() !== '';
    const { evaluationId } = asked;
    const outcome: Outcome = said
      ? this.#core.act('evaluation.explain', { evaluationId, serviceId, reasons, text }, { kind: 'citizen', id: '' })
      : { ok: true, offline: !this.#core.link.online };
    if (outcome.ok) {
      this.#explaining = null;
      this.#thanksUntil = this.#core.now() + THANKS_MS;
      this.#core.runtime.after(THANKS_MS + 10, () => this.#core.changes.changed());
      this.#core.changes.changed();
    }
    return outcome;
  }

  /** Whether the pad asks somebody for a rating or its reasons now. */
  get asking(): boolean {
    return this.asked() !== undefined || this.#explainsNow();
  }

  #explainsNow(): boolean {
    const asked = this.#explaining;
    return asked?.open === true && asked.until > this.#core.now() && !this.#counter.current();
  }

  /** Whether a pad's screen is looked at, in a window or over the network. */
  get padThere(): boolean {
    return this.#screens > 0;
  }

  /** The views of one pad's screen, which counts as there while it looks. */
  async *screen(signal: AbortSignal | undefined): AsyncGenerator<PadView, void, void> {
    this.#screens++;
    this.#core.changes.changed();
    try {
      yield* this.#core.changes.views(() => this.padView(), signal, exceptClock);
    } finally {
      this.#screens--;
      this.#core.changes.changed();
    }
  }

  moreTime(serviceId: string): Outcome {
    if (this.#explaining?.open && this.#explaining.serviceId === serviceId) {
      if (!this.#extended.has(serviceId)) {
        const until = this.#core.now() + this.#core.state.config().rules.ratingSeconds * 1000;
        this.#extended.set(serviceId, until);
        this.#explaining = { ...this.#explaining, until };
        this.#core.changes.changed();
      }
      return { ok: true, offline: !this.#core.link.online };
    }
    const service = this.#core.state.get('service', serviceId);
    if (service?.rating !== 'asked') return { ok: false, refusal: { code: 'unknown-service' } };
    if (!this.#extended.has(serviceId)) {
      this.#extended.set(serviceId, this.#core.now() + this.#core.state.config().rules.ratingSeconds * 1000);
      this.#core.changes.changed();
    }
    return { ok: true, offline: !this.#core.link.online };
  }

  #checkLater(): void {
    this.#cancelCheck = this.#core.runtime.after(CHECK_MS, () => {
      this.#check();
      this.#checkLater();
    });
  }

  #check(): void {
    if (!this.#core.known || this.#core.handingIn) return;
    // Whoever is called next is not whom it was asked.
    const gone = this.#counter.current() !== undefined;
    if (this.#explaining?.open && (gone || this.#explaining.until <= this.#core.now())) {
      this.#explaining.open = false;
      this.#core.changes.changed();
    }
    const asked = this.asked();
    for (const service of [...this.#core.state.all('service')]) {
      if (service.windowId !== this.#counter.windowId || service.rating !== 'asked') continue;
      // With the next person served, whoever sat here before cannot answer any more, and nobody may in their place.
      if (service === asked && this.until(service) > this.#core.now()) continue;
      this.#core.act('evaluation.lapse', { serviceId: service.id }, { kind: 'station', id: this.#counter.windowId });
      this.#extended.delete(service.id);
    }
  }

  padView(): PadView | null {
    if (!this.#core.known) return null;
    const config = this.#core.state.config();
    const def = config.windows.find((w) => w.id === this.#counter.windowId);
    if (!def) return null;
    return {
      hallTime: this.#core.now(),
      windowNumber: def.number,
      hallName: config.name,
      hallNameEn: config.nameEn,
      phone: config.phone,
      stage: this.#stage(),
    };
  }

  #stage(): PadView['stage'] {
    const { state } = this.#core;
    const config = state.config();
    const now = this.#core.now();
    // The person who was just served rates before the next one is greeted.
    const asked = this.asked();
    if (asked) {
      return {
        stage: 'rate',
        serviceId: asked.id,
        itemName: itemOf(config, asked.itemId)?.name ?? null,
        queueName: queueOf(config, asked.queueId)?.name ?? '',
        until: this.until(asked),
      };
    }
    if (this.#explaining && this.#explainsNow()) {
      const { serviceId, level, until } = this.#explaining;
      return { stage: 'explain', serviceId, level, until };
    }
    const sign = this.signing?.stage();
    if (sign) return sign;
    if (now < this.#thanksUntil) return { stage: 'thanks', until: this.#thanksUntil };
    const window = this.#counter.window();
    if (!window || window.status === 'closed') return { stage: 'closed' };
    const clerkName = window.clerk?.name ?? '';
    const ticket = this.#counter.current();
    if (ticket?.status === 'called') return { stage: 'called', number: ticket.number };
    if (ticket?.status === 'serving') {
      return {
        stage: 'serving',
        number: ticket.number,
        clerkName,
        itemName: itemOf(config, ticket.itemId)?.name ?? null,
      };
    }
    return { stage: 'idle', clerkName };
  }
}
