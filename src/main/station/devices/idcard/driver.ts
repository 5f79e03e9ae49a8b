import {
  type Condition,
  conditionFacts,
  type DeviceHealth,
  nextHealth,
  sameCondition,
} from '../../../../shared/device/health.ts';
import { type IdCard, parseCardText } from '../../../../shared/identity/card.ts';
import type { Clock } from '../clock.ts';
import type { IdReaderConfig } from '../config.ts';
import type { IdReader } from '../device.ts';
import { Signal, type Unsubscribe } from '../events.ts';
import type { DeviceLog } from '../log.ts';
import type { PortState, ReconnectingPort } from '../transport/reconnecting-port.ts';
import { type CardExtras, CardOutlet } from './card-outlet.ts';
import {
  FIND_CARD,
  parseAppendedAddresses,
  parseReadData,
  parseReply,
  READ_APPENDED_ADDRESS,
  READ_TEXT_AND_PHOTO,
  type Reply,
  SAM_STATUS,
  SELECT_CARD,
} from './commands.ts';
import { FrameDecoder } from './frame.ts';
import { type CardTrouble, replyMeaning } from './replies.ts';

const MISSES_UNTIL_DOWN = 2;
const MISSES_UNTIL_REOPEN = 5;

type Answer = { kind: 'reply'; reply: Reply } | { kind: 'missed'; garbled: boolean };

/**
 * Looks for a card, reads it, says what it read, and keeps nothing. After a card was read, "find" fails until the card
 * was lifted and laid down again; so a card lying there is read once, and its absence is never announced.
 */
export class IdReaderDriver implements IdReader {
  readonly #port: ReconnectingPort;
  readonly #config: IdReaderConfig;
  readonly #clock: Clock;
  readonly #log: DeviceLog;
  readonly #changes = new Signal<[DeviceHealth]>();
  readonly #cards: CardOutlet;
  readonly #troubles = new Signal<[CardTrouble]>();
  readonly #decoder = new FrameDecoder();
  #condition: Condition = { state: 'down', code: 'connecting' };
  #health: DeviceHealth;
  #misses = 0;
  #statusAt = Number.NEGATIVE_INFINITY;
  #answer: ((answer: Answer) => void) | null = null;
  /** A new line makes the walk over the old one stop. */
  #walk = 0;
  #cancelNext: () => void = () => undefined;

  constructor(port: ReconnectingPort, config: IdReaderConfig, deps: { clock: Clock; log: DeviceLog }) {
    this.#port = port;
    this.#config = config;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#cards = new CardOutlet(deps.clock, config.discardMs);
    this.#health = { state: 'down', code: 'connecting', since: deps.clock.now() };
    port.onState((state) => this.#portChanged(state));
    port.onData((bytes) => this.#received(bytes));
    port.start();
  }

  health(): DeviceHealth {
    return this.#health;
  }

  onHealth(listener: (health: DeviceHealth) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  onCard(listener: (card: IdCard, extras: CardExtras) => void): Unsubscribe {
    return this.#cards.onCard(listener);
  }

  onTrouble(listener: (trouble: CardTrouble) => void): Unsubscribe {
    return this.#troubles.on(listener);
  }

  async close(): Promise<void> {
    this.#stopWalk();
    this.#cards.discard();
    await this.#port.close();
  }

  #portChanged(state: PortState): void {
    this.#stopWalk();
    if (state.state === 'open') {
      this.#misses = 0;
      this.#statusAt = Number.NEGATIVE_INFINITY;
      const silent = this.#condition.state === 'down' && ['no-answer', 'garbled'].includes(this.#condition.code);
      if (!silent) this.#become({ state: 'down', code: 'connecting' });
      this.#step();
    } else if (state.state === 'down') this.#become({ state: 'down', code: state.code });
  }

  #stopWalk(): void {
    this.#walk += 1;
    this.#cancelNext();
    this.#answer?.({ kind: 'missed', garbled: false });
  }

  #step(): void {
    const walk = this.#walk;
    void this.#look(walk).then(() => {
      if (walk !== this.#walk) return;
      this.#cancelNext = this.#clock.after(this.#config.findMs, () => this.#step());
    });
  }

  async #look(walk: number): Promise<void> {
    if (this.#clock.now() - this.#statusAt >= this.#config.statusMs || this.#condition.state !== 'ready') {
      if (!(await this.#askStatus(walk))) return;
    }
    const found = await this.#ask(FIND_CARD, walk);
    if (found === null || replyMeaning(found.sw3).kind !== 'found') return;
    const selected = await this.#ask(SELECT_CARD, walk);
    if (selected === null || !this.#good(selected)) return;
    const read = await this.#ask(READ_TEXT_AND_PHOTO, walk);
    if (read === null || !this.#good(read)) return;
    const parts = parseReadData(read.data);
    const parsed = parts ? parseCardText(parts.text) : null;
    if (!parts || !parsed?.ok) {
      // Which field, never its content.
      this.#log('card-text', { problem: parsed && !parsed.ok ? parsed.problem : 'frame' });
      this.#troubles.emit(parsed && !parsed.ok && parsed.problem === 'kind' ? 'unsupported' : 'unreadable');
      return;
    }
    this.#log('card-read', { kind: parsed.card.kind });
    const appendedAddresses = this.#config.appendedAddress ? await this.#appended(walk) : [];
    if (walk !== this.#walk) return;
    this.#cards.deliver(parsed.card, { photo: parts.photo, appendedAddresses });
  }

  async #askStatus(walk: number): Promise<boolean> {
    const reply = await this.#ask(SAM_STATUS, walk);
    if (reply === null) return false;
    const fine = replyMeaning(reply.sw3).kind === 'ok';
    if (fine) {
      this.#statusAt = this.#clock.now();
      this.#port.proven();
    }
    this.#become(fine ? { state: 'ready' } : { state: 'down', code: 'reader-fault' });
    return fine;
  }

  /** Whether to go on; says what a person can do where the card is the reason. */
  #good(reply: Reply): boolean {
    const meaning = replyMeaning(reply.sw3);
    if (meaning.kind === 'ok') return true;
    if (meaning.kind === 'trouble') this.#troubles.emit(meaning.trouble);
    // Ask the module how it is before the next look.
    if (meaning.kind === 'fault') this.#statusAt = Number.NEGATIVE_INFINITY;
    return false;
  }

  /** Most cards have none; a card that was lifted too early has been read all the same. */
  async #appended(walk: number): Promise<string[]> {
    const reply = await this.#ask(READ_APPENDED_ADDRESS, walk);
    return reply !== null && replyMeaning(reply.sw3).kind === 'ok' ? parseAppendedAddresses(reply.data) : [];
  }

  /** Null when no answer came or the line changed meanwhile. */
  async #ask(command: Uint8Array, walk: number): Promise<Reply | null> {
    if (walk !== this.#walk) return null;
    this.#decoder.reset();
    const answer = await new Promise<Answer>((resolve) => {
      const settle = (value: Answer) => {
        cancel();
        this.#answer = null;
        resolve(value);
      };
      const cancel = this.#clock.after(this.#config.commandTimeoutMs, () =>
        settle({ kind: 'missed', garbled: this.#decoder.skipped + this.#decoder.pending > 0 }),
      );
      this.#answer = settle;
      this.#port.write(command).catch(() => settle({ kind: 'missed', garbled: false }));
    });
    if (walk !== this.#walk) return null;
    if (answer.kind === 'missed') {
      this.#missed(answer.garbled ? 'garbled' : 'no-answer');
      return null;
    }
    this.#misses = 0;
    return answer.reply;
  }

  #missed(code: 'no-answer' | 'garbled'): void {
    this.#misses += 1;
    const unknownYet = this.#condition.state === 'down' && this.#condition.code === 'connecting';
    if (unknownYet || this.#misses >= MISSES_UNTIL_DOWN) this.#become({ state: 'down', code });
    if (this.#misses >= MISSES_UNTIL_REOPEN) this.#port.reopen(code);
  }

  #received(bytes: Uint8Array): void {
    for (const body of this.#decoder.push(bytes)) {
      const reply = parseReply(body);
      // Without an open question this is a late answer; the next question starts with a clean decoder.
      if (reply) this.#answer?.({ kind: 'reply', reply });
    }
  }

  #become(condition: Condition): void {
    if (!sameCondition(condition, this.#condition)) this.#log('reader-condition', conditionFacts(condition));
    this.#condition = condition;
    const next = nextHealth(this.#health, condition, this.#clock.now());
    if (next === this.#health) return;
    this.#health = next;
    this.#changes.emit(next);
  }
}
