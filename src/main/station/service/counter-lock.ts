import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';
import type { StaffPins } from './staff-pins.ts';

const MINUTES = 10;

/**
 * 锁屏: a counter nobody touches lets nobody act until the person who is signed on has typed their PIN. The line, the pad
 * and what stands on the screen stay as they are. It begins locked when its program was started anew under somebody's name.
 */
export class CounterLock {
  readonly #core: StationCore;
  readonly #counter: Counter;
  readonly #pins: StaffPins;
  #locked = true;
  #touchedAt: number;

  constructor(core: StationCore, counter: Counter, pins: StaffPins) {
    this.#core = core;
    this.#counter = counter;
    this.#pins = pins;
    this.#touchedAt = core.runtime.uptime();
  }

  /** Somebody must prove who they are before anything is done here. */
  get locked(): boolean {
    return this.#locked && this.#counter.window()?.clerk != null && this.#standing() !== 'none';
  }

  /** A hand was on the keyboard, the mouse or the keypad. */
  touch(): void {
    if (this.locked) return;
    this.#locked = false;
    this.#touchedAt = this.#core.runtime.uptime();
  }

  /** 锁屏 by hand, or when nobody touched it for as long as the hall's file says. */
  lock(): Outcome {
    if (!this.#lockable()) return { ok: false, refusal: { code: 'pin-needs-code' } };
    this.#set(true);
    return { ok: true, offline: !this.#core.link.online };
  }

  async unlock(pin: string): Promise<Outcome> {
    const clerk = this.#counter.window()?.clerk;
    if (clerk) {
      const proof = await this.#pins.prove(clerk.id, pin);
      if (!proof.ok) return proof;
    }
    this.open();
    return { ok: true, offline: !this.#core.link.online };
  }

  /** Somebody proved who they are. */
  open(): void {
    this.#set(false);
    this.#touchedAt = this.#core.runtime.uptime();
  }

  /** Every few seconds. */
  tick(): void {
    if (!this.#core.known) return;
    const minutes = this.#core.state.config().rules.counterLockMinutes ?? MINUTES;
    const idle = this.#core.runtime.uptime() - this.#touchedAt;
    if (!this.#locked && minutes > 0 && idle >= minutes * 60_000 && this.#lockable()) this.#set(true);
  }

  #lockable(): boolean {
    return this.#counter.window()?.clerk != null && this.#standing() === 'set';
  }

  #standing() {
    return this.#pins.standing(this.#counter.window()?.clerk?.id ?? '');
  }

  #set(locked: boolean): void {
    if (locked === this.#locked) return;
    this.#locked = locked;
    this.#core.changes.changed();
  }
}
