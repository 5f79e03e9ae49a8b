import {
  type Condition,
  codesOf,
  conditionFacts,
  type DeviceCode,
  type DeviceHealth,
  isUsable,
  nextHealth,
  sameCondition,
} from '../../../../shared/device/health.ts';
import type { PaperDocument } from '../../../../shared/paper/document.ts';
import type { Clock } from '../clock.ts';
import type { PrinterConfig } from '../config.ts';
import type { Printer } from '../device.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceLog } from '../log.ts';
import type { PortState, ReconnectingPort } from '../transport/reconnecting-port.ts';
import { StatusRound } from './conversation.ts';
import { Delivery, type DeliveryEnd } from './delivery.ts';
import { encodeDocument, TELL_CHANGES } from './encode.ts';
import { InOrderLine } from './order.ts';
import type { PrintOutcome } from './outcome.ts';
import { slipLengthMm } from './preview/slip-length.ts';
import type { PrinterProfile } from './profiles.ts';
import {
  AnswerDecoder,
  ASK_IN_ORDER,
  automaticConditionOf,
  CLEAR_BUFFER,
  conditionOf,
  RECOVER,
  RECOVERABLE,
} from './status.ts';

/** A status as old as this is asked for again before a printout; younger ones are believed, for speed. */
const FRESH_MS = 2000;
/** One answer may get lost; a device is gone only after several. */
const MISSES_UNTIL_DOWN = 2;
/** A printer that was switched off leaves a TCP connection half open; a new one finds out. */
const MISSES_UNTIL_REOPEN = 5;

/** Keeps a printer's health by asking it, and prints one document at a time, believing its answer and nothing else. */
export class PrinterDriver implements Printer {
  readonly profile: PrinterProfile;
  readonly #port: ReconnectingPort;
  readonly #config: PrinterConfig;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #paper = new Signal<[number]>();
  readonly #decoder = new AnswerDecoder();
  readonly #round: StatusRound;
  readonly #order: InOrderLine;
  #condition: Condition = { state: 'down', code: 'connecting' };
  #health: DeviceHealth;
  #statusAt = Number.NEGATIVE_INFINITY;
  #misses = 0;
  #job: Delivery | null = null;
  #printouts: number;
  #cancelPoll: () => void = () => undefined;

  constructor(
    port: ReconnectingPort,
    profile: PrinterProfile,
    config: PrinterConfig,
    deps: { clock: Clock; log: DeviceLog },
  ) {
    this.#port = port;
    this.profile = profile;
    this.#config = config;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#health = { state: 'down', code: 'connecting', since: deps.clock.now() };
    this.#round = new StatusRound((bytes) => port.write(bytes), deps.clock, config.statusTimeoutMs);
    // Another beginning at each start: an answer to the run before must not name a printout of this one.
    this.#printouts = deps.clock.now() % 10_000;
    const say = (bytes: Uint8Array) => void port.write(bytes).catch(() => undefined);
    this.#order = new InOrderLine({
      ask: () => say(ASK_IN_ORDER),
      clear: profile.clearsBuffer ? () => say(CLEAR_BUFFER) : null,
      settledAgain: () => this.#publish(),
      clock: deps.clock,
      timeoutMs: config.printTimeoutMs,
    });
    port.onState((state) => this.#portChanged(state));
    port.onData((bytes) => this.#received(bytes));
    // Of a printer that cannot be asked this is all there is to know.
    port.onCondition((condition) => {
      if (!profile.answers) this.#become(condition);
    });
    port.start();
    // The character tables load at their first use, some ten milliseconds: neither the first citizen nor the start of
    // the station shall wait for them.
    setImmediate(() => encodeDocument({ version: 1, lines: [{ kind: 'text', text: '汉' }] }, profile));
  }

  health(): DeviceHealth {
    return this.#health;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  onPaper(listener: (mm: number) => void): Unsubscribe {
    return this.#paper.on(listener);
  }

  async close(): Promise<void> {
    this.#cancelPoll();
    this.#order.stop();
    await this.#port.close();
  }

  get recoverable(): boolean {
    return (
      this.profile.recovers && this.#job === null && codesOf(this.#condition).some((code) => RECOVERABLE.includes(code))
    );
  }

  recover(): void {
    if (!this.recoverable) return;
    this.#log('printer-recovery');
    void this.#port.write(RECOVER).catch(() => undefined);
    void this.#poll();
  }

  print(document: PaperDocument): Promise<PrintOutcome> {
    if (this.#job) return Promise.resolve({ outcome: 'failed', code: 'port-busy' });
    const refusal = this.#refusal();
    if (refusal) return Promise.resolve({ outcome: 'failed', code: refusal });
    // Not `async`: on the way citizens wait for, the first byte is at the port before this returns.
    if (!this.profile.answers || this.#clock.now() - this.#statusAt <= FRESH_MS) return this.#send(document);
    return this.#askFirst(document);
  }

  async #askFirst(document: PaperDocument): Promise<PrintOutcome> {
    await this.#poll();
    const stale = this.#clock.now() - this.#statusAt > FRESH_MS;
    const refusal = this.#refusal() ?? (stale ? 'no-answer' : null);
    if (refusal) return { outcome: 'failed', code: refusal };
    return this.#job ? { outcome: 'failed', code: 'port-busy' } : this.#send(document);
  }

  #refusal(): DeviceCode | null {
    return this.#health.state === 'down' ? this.#health.code : null;
  }

  #send(document: PaperDocument): Promise<PrintOutcome> {
    const encoded = encodeDocument(document, this.profile);
    const { missing } = encoded;
    return new Promise((resolve) => {
      const outcomeOf = (end: DeliveryEnd): PrintOutcome => {
        switch (end) {
          case 'confirmed':
          case 'taken':
            return { outcome: 'printed', confirmed: end === 'confirmed', missing };
          case 'nothing-left':
            return { outcome: 'failed', code: this.#refusal() ?? 'port-lost' };
          case 'line-lost':
            return {
              outcome: 'unknown',
              code: this.#port.state.state === 'down' ? this.#port.state.code : 'port-lost',
            };
          case 'no-word':
            return {
              outcome: 'unknown',
              code: this.#condition.state === 'ready' ? 'no-answer' : this.#condition.code,
            };
        }
      };
      const ended = (end: DeliveryEnd) => {
        const outcome = outcomeOf(end);
        this.#job = null;
        if (outcome.outcome === 'unknown' && this.profile.answers) this.#order.lose();
        this.#log('print', { outcome: outcome.outcome, bytes: encoded.bytes.length, missing: missing.length });
        this.#publish();
        if (outcome.outcome !== 'failed') this.#paper.emit(slipLengthMm(encoded.bytes));
        resolve(outcome);
      };
      this.#job = new Delivery(encoded, this.profile, this.#nextProcessId(), {
        write: (bytes) => this.#port.write(bytes),
        drain: () => this.#port.drain(),
        takeBack: () => this.#port.takeBack(),
        clock: this.#clock,
        timeoutMs: this.#config.printTimeoutMs,
        ended,
      });
      this.#job.start();
    });
  }

  /** Four characters that come again only after ten thousand printouts: no late answer can be for a newer one. */
  #nextProcessId(): string {
    this.#printouts = (this.#printouts + 1) % 10_000;
    return String(this.#printouts).padStart(4, '0');
  }

  #portChanged(state: PortState): void {
    if (state.state === 'open') {
      this.#decoder.reset();
      this.#misses = 0;
      // A line that opens says nothing about a device that was silent on it.
      const silent = this.#condition.state === 'down' && ['no-answer', 'garbled'].includes(this.#condition.code);
      if (!this.profile.answers) this.#become({ state: 'ready' });
      else if (!silent) this.#become({ state: 'down', code: 'connecting' });
      if (this.profile.answers) {
        // What an earlier run or a line that broke left in the printer belongs to a slip that a person decides about.
        if (this.profile.clearsBuffer) void this.#port.write(CLEAR_BUFFER).catch(() => undefined);
        this.#greet();
        void this.#poll();
      }
      return;
    }
    this.#cancelPoll();
    this.#statusAt = Number.NEGATIVE_INFINITY;
    this.#order.interrupt();
    if (state.state === 'down') this.#become({ state: 'down', code: state.code });
    this.#job?.end('line-lost');
    this.#round.abort();
  }

  async #poll(): Promise<void> {
    this.#cancelPoll();
    const result = await this.#round.run();
    if (this.#port.state.state !== 'open') return;
    if (result.kind === 'status') this.#answered(conditionOf(result.status));
    else this.#missed(result.noise ? 'garbled' : 'no-answer');
    if (this.#port.state.state !== 'open') return;
    this.#cancelPoll();
    this.#cancelPoll = this.#clock.after(this.#config.pollMs, () => void this.#poll());
  }

  #answered(condition: Condition): void {
    // It was silent: it may have been off, and then has forgotten that it was to tell changes.
    if (this.#misses > 0) this.#greet();
    this.#misses = 0;
    this.#statusAt = this.#clock.now();
    this.#port.proven();
    this.#become(condition);
    if (isUsable(condition) && !this.#job) this.#order.settle();
  }

  /** Asks a printer that can to tell changes by itself. */
  #greet(): void {
    if (this.profile.automaticStatus) void this.#port.write(TELL_CHANGES).catch(() => undefined);
  }

  /** A status nobody asked for. Before the first answer to a question it may still be the noise of another device. */
  #told(condition: Condition): void {
    if (!Number.isFinite(this.#statusAt)) return;
    this.#become(condition);
  }

  #missed(code: 'no-answer' | 'garbled'): void {
    // A slow line answers only behind the printout on it; the printout has its own deadline.
    if (this.#job) return;
    this.#misses += 1;
    const unknownYet = this.#condition.state === 'down' && this.#condition.code === 'connecting';
    if (unknownYet || this.#misses >= MISSES_UNTIL_DOWN) this.#become({ state: 'down', code });
    if (this.#misses >= MISSES_UNTIL_REOPEN) this.#port.reopen(code);
  }

  #received(bytes: Uint8Array): void {
    if (!this.profile.answers) return;
    for (const answer of this.#decoder.push(bytes)) {
      switch (answer.kind) {
        case 'real-time':
          this.#round.answer(answer.status);
          break;
        case 'in-order':
          if (this.#job) this.#job.inOrder();
          else if (this.#order.settled) this.#round.noise();
          else this.#order.answered();
          break;
        case 'automatic':
          // It says what changed at once; the next round confirms it.
          this.#told(automaticConditionOf(answer.status));
          break;
        case 'process-id':
          // An older name is the late answer to a printout already given up: a person decides about that one.
          this.#job?.named(answer.id);
          break;
        case 'cleared':
          this.#order.cleared();
          break;
        case 'noise':
          this.#round.noise();
          break;
      }
    }
  }

  #become(condition: Condition): void {
    if (!sameCondition(condition, this.#condition)) this.#log('printer-condition', conditionFacts(condition));
    const wasOpen = codesOf(this.#condition).includes('cover-open');
    this.#condition = condition;
    this.#publish();
    // Whoever opened it and closed it again has taken out what was stuck.
    if (wasOpen && !codesOf(condition).includes('cover-open')) this.recover();
  }

  #publish(): void {
    const owing = !this.#job && !this.#order.settled && isUsable(this.#condition);
    const shown: Condition = owing
      ? { state: 'down', code: this.#order.askedInVain ? 'no-answer' : 'connecting' }
      : this.#condition;
    const next = nextHealth(this.#health, shown, this.#clock.now());
    if (next === this.#health) return;
    this.#health = next;
    this.#changes.emit(next);
  }
}
