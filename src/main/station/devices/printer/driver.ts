import {
  type Condition,
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
import { PortClosedError } from '../transport/transport.ts';
import { StatusRound } from './conversation.ts';
import { encodeDocument } from './encode.ts';
import { InOrderLine } from './order.ts';
import type { PrintOutcome } from './outcome.ts';
import type { PrinterProfile } from './profiles.ts';
import { AnswerDecoder, ASK_IN_ORDER, automaticConditionOf, conditionOf } from './status.ts';

/** A status as old as this is asked for again before a printout; younger ones are believed, for speed. */
const FRESH_MS = 2000;
/** One answer may get lost; a device is gone only after several. */
const MISSES_UNTIL_DOWN = 2;
/** A printer that was switched off leaves a TCP connection half open; a new one finds out. */
const MISSES_UNTIL_REOPEN = 5;

interface Job {
  readonly finish: (outcome: PrintOutcome) => void;
  readonly missing: string[];
}

/** Keeps a printer's health by asking it, and prints one document at a time, believing its answer and nothing else. */
export class PrinterDriver implements Printer {
  readonly profile: PrinterProfile;
  readonly #port: ReconnectingPort;
  readonly #config: PrinterConfig;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #decoder = new AnswerDecoder();
  readonly #round: StatusRound;
  readonly #order: InOrderLine;
  #condition: Condition = { state: 'down', code: 'connecting' };
  #health: DeviceHealth;
  #statusAt = Number.NEGATIVE_INFINITY;
  #misses = 0;
  #job: Job | null = null;
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
    this.#order = new InOrderLine({
      ask: () => void port.write(ASK_IN_ORDER).catch(() => undefined),
      settledAgain: () => this.#publish(),
      clock: deps.clock,
      timeoutMs: config.printTimeoutMs,
    });
    port.onState((state) => this.#portChanged(state));
    port.onData((bytes) => this.#received(bytes));
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

  async close(): Promise<void> {
    this.#cancelPoll();
    this.#order.stop();
    await this.#port.close();
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
    const { bytes, missing } = encodeDocument(document, this.profile);
    return new Promise((resolve) => {
      const finish = (outcome: PrintOutcome) => {
        if (this.#job !== job) return;
        this.#job = null;
        cancel();
        if (outcome.outcome === 'unknown' && this.profile.answers) this.#order.lose();
        this.#log('print', { outcome: outcome.outcome, bytes: bytes.length, missing: missing.length });
        this.#publish();
        resolve(outcome);
      };
      const job: Job = { finish, missing };
      this.#job = job;
      const cancel = this.#clock.after(this.#config.printTimeoutMs, () =>
        finish({ outcome: 'unknown', code: this.#condition.state === 'ready' ? 'no-answer' : this.#condition.code }),
      );
      // One write: nothing can get between the slip and the question that confirms it.
      const sent = this.#port.write(this.profile.answers ? Buffer.concat([bytes, ASK_IN_ORDER]) : bytes);
      sent
        .then(() => (this.profile.answers ? undefined : this.#port.drain()))
        .then(() => {
          if (!this.profile.answers) finish({ outcome: 'printed', confirmed: false, missing });
        })
        .catch((error: unknown) => {
          // Only a line that was closed before the first byte is certain not to have printed anything.
          if (error instanceof PortClosedError) finish({ outcome: 'failed', code: this.#refusal() ?? 'port-lost' });
          else finish({ outcome: 'unknown', code: 'port-lost' });
        });
    });
  }

  #portChanged(state: PortState): void {
    if (state.state === 'open') {
      this.#decoder.reset();
      this.#misses = 0;
      // A line that opens says nothing about a device that was silent on it.
      const silent = this.#condition.state === 'down' && ['no-answer', 'garbled'].includes(this.#condition.code);
      if (!this.profile.answers) this.#become({ state: 'ready' });
      else if (!silent) this.#become({ state: 'down', code: 'connecting' });
      if (this.profile.answers) void this.#poll();
      return;
    }
    this.#cancelPoll();
    this.#statusAt = Number.NEGATIVE_INFINITY;
    this.#order.interrupt();
    if (state.state === 'down') this.#become({ state: 'down', code: state.code });
    this.#job?.finish({ outcome: 'unknown', code: state.state === 'down' ? state.code : 'port-lost' });
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
    this.#misses = 0;
    this.#statusAt = this.#clock.now();
    this.#port.proven();
    this.#become(condition);
    if (isUsable(condition) && !this.#job) this.#order.settle();
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
          if (this.#job) this.#job.finish({ outcome: 'printed', confirmed: true, missing: this.#job.missing });
          else if (this.#order.settled) this.#round.noise();
          else this.#order.answered();
          break;
        case 'automatic':
          // It says what changed at once; the next round confirms it.
          this.#become(automaticConditionOf(answer.status));
          break;
        case 'noise':
          this.#round.noise();
          break;
      }
    }
  }

  #become(condition: Condition): void {
    if (!sameCondition(condition, this.#condition)) this.#log('printer-condition', { ...condition });
    this.#condition = condition;
    this.#publish();
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
