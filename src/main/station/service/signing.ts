import { createHash } from 'node:crypto';
import { businessDay, clockTime } from '../../../shared/calendar/clock.ts';
import { type Case, OVER } from '../../../shared/case/types.ts';
import type { Actor, RefusalCode } from '../../../shared/intent/decision.ts';
import { type Ink, isEnoughInk } from '../../../shared/pad/ink.ts';
import { type SignText, type SignWhat, signText, wholeText } from '../../../shared/pad/sign-text.ts';
import { signatureSvg } from '../../../shared/pad/signature-svg.ts';
import type { CounterView, PadView } from '../../../shared/protocol/counter-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import { itemOf } from '../../../shared/views/rows.ts';
import type { Attachments } from './attachments.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';

/** Nobody signs for longer; a request somebody forgot does not stand before the next person. */
const ASKED_MS = 10 * 60_000;
const TOLD_MS = 5000;

interface Request {
  readonly id: string;
  readonly caseId: string;
  readonly what: SignWhat;
  readonly text: SignText;
  /** The clerk who asked: the signature is put with the case in their name. */
  readonly actor: Actor;
  /** Who was at the window: nobody else is asked. */
  readonly ticketId: string | null;
  sending: boolean;
}

type Told = NonNullable<CounterView['signing']>;

/** 签名 on the pad of one window: a clerk asks, somebody signs what they are shown or does not, and the case keeps it. */
export class Signing {
  readonly #core: StationCore;
  readonly #attachments: Attachments;
  /** Whether somebody can see it. */
  readonly #padThere: () => boolean;
  readonly #counter: Counter;
  readonly #stop = new AbortController();
  #request: Request | null = null;
  #last: Told | null = null;
  #told: { readonly declined: boolean; readonly until: number } | null = null;
  #cancel: () => void = () => undefined;

  constructor(deps: { core: StationCore; counter: Counter; attachments: Attachments; padThere: () => boolean }) {
    this.#core = deps.core;
    this.#counter = deps.counter;
    this.#attachments = deps.attachments;
    this.#padThere = deps.padThere;
    void this.#follow();
  }

  close(): void {
    this.#cancel();
    this.#stop.abort();
  }

  ask(caseId: string, actor: Actor): Outcome {
    const the = this.#core.known ? this.#core.state.get('case', caseId) : undefined;
    if (!the) return no('unknown-case');
    if (OVER.has(the.status)) return no('case-wrong-step', { number: the.number, status: the.status });
    if (!this.#padThere()) return no('no-pad');
    const what: SignWhat = the.status === 'ready' ? 'collect' : 'receive';
    const id = this.#core.runtime.newId();
    this.#begin({ id, caseId, what, text: this.#textOf(the, what), actor, ticketId: this.#ticketId(), sending: false });
    return this.#done();
  }

  drop(caseId: string): Outcome {
    if (this.#request?.caseId === caseId) this.#end(null);
    return this.#done();
  }

  async sign(requestId: string, ink: Ink): Promise<Outcome> {
    const request = this.#request;
    if (!request || request.id !== requestId || request.sending) return no('signature-over');
    if (!isEnoughInk(ink)) return no('signature-empty');
    const text = wholeText(request.text);
    const textHash = createHash('sha256').update(text).digest('hex');
    const bytes = Buffer.from(signatureSvg(ink, { text, textHash }));
    request.sending = true;
    const kept = await this.#attachments.attach(
      request.caseId,
      [{ bytes, purpose: 'signature', material: null, drawn: { what: request.what, textHash } }],
      request.actor,
    );
    request.sending = false;
    if (!kept.ok) return kept;
    // Kept is kept, also when the clerk took the question back in the same moment.
    if (this.#request === request) this.#end('signed');
    return this.#done();
  }

  decline(requestId: string): Outcome {
    const request = this.#request;
    if (!request || request.id !== requestId || request.sending) return no('signature-over');
    const { caseId, what, actor } = request;
    this.#end('declined');
    // Nobody is kept at the pad by what cannot be written; the clerk sees what was said in any case.
    return this.#core.act('case.declineSignature', { caseId, what }, actor);
  }

  stage(): Extract<PadView['stage'], { stage: 'sign' | 'signed' }> | null {
    if (this.#request) return { stage: 'sign', requestId: this.#request.id, text: this.#request.text };
    if (this.#told && this.#core.now() < this.#told.until) return { stage: 'signed', ...this.#told };
    return null;
  }

  /** `waiting`: the pad is still asked for a rating. */
  view(rating: boolean): CounterView['signing'] {
    if (!this.#request) return this.#last;
    const { caseId, what } = this.#request;
    return { caseId, what, state: rating ? 'waiting' : 'asked' };
  }

  #begin(request: Request): void {
    this.#cancel();
    this.#request = request;
    this.#last = this.#told = null;
    this.#cancel = this.#core.runtime.after(ASKED_MS, () => this.#end(null));
    this.#core.changes.changed();
  }

  #end(how: 'signed' | 'declined' | null): void {
    const request = this.#request;
    if (!request) return;
    this.#cancel();
    this.#request = null;
    this.#last = how && { caseId: request.caseId, what: request.what, state: how };
    if (how) {
      this.#told = { declined: how === 'declined', until: this.#core.now() + TOLD_MS };
      this.#cancel = this.#core.runtime.after(TOLD_MS + 10, () => this.#core.changes.changed());
    }
    this.#core.changes.changed();
  }

  #ticketId(): string | null {
    return this.#counter.current()?.id ?? null;
  }

  /** With the next person at the window, or with the case, the question is over. */
  async #follow(): Promise<void> {
    const stands = () => {
      const request = this.#request;
      if (!request || !this.#core.known) return { ends: false };
      const the = this.#core.state.get('case', request.caseId);
      return { ends: request.ticketId !== this.#ticketId() || !the || OVER.has(the.status) };
    };
    for await (const { ends } of this.#core.changes.views(stands, this.#stop.signal, JSON.stringify))
      if (ends && !this.#request?.sending) this.#end(null);
  }

  #textOf(the: Case, what: SignWhat): SignText {
    const config = this.#core.state.config();
    const materials = itemOf(config, the.itemId)?.materials ?? [];
    const now = this.#core.now();
    return signText({
      what,
      hall: config.name,
      item: the.itemName,
      number: the.number,
      maskedName: the.applicant.maskedName,
      materials: the.taken.map(({ id }) => materials.find((m) => m.id === id)?.name ?? id),
      outcome: the.outcome,
      at: `${businessDay(now, config.utcOffsetMinutes)} ${clockTime(now, config.utcOffsetMinutes)}`,
    });
  }

  #done(): Outcome {
    return { ok: true, offline: !this.#core.link.online };
  }
}

function no(code: RefusalCode, params?: Record<string, string | number>): Extract<Outcome, { ok: false }> {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
