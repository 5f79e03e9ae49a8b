import type { IdCard } from '../../../../shared/identity/card.ts';
import type { Clock } from '../clock.ts';
import { Signal, type Unsubscribe } from '../events.ts';

/** What was read beside the card's text. */
export interface CardExtras {
  /** The 1024 bytes of the closed WLT compression; empty where the reader gave none. */
  readonly photo: Uint8Array;
  /** Addresses added to the card later; empty where it has none, or where they were not asked for. */
  readonly appendedAddresses: readonly string[];
}

/** Hands a card to whoever listens. One that nobody hears is kept for a moment, then forgotten: never for the next citizen. */
export class CardOutlet {
  readonly #clock: Clock;
  readonly #discardMs: number;
  readonly #cards = new Signal<[IdCard, CardExtras]>();
  #unread: { card: IdCard; extras: CardExtras } | null = null;
  #cancelDiscard: () => void = () => undefined;

  constructor(clock: Clock, discardMs: number) {
    this.#clock = clock;
    this.#discardMs = discardMs;
  }

  onCard(listener: (card: IdCard, extras: CardExtras) => void): Unsubscribe {
    const off = this.#cards.on(listener);
    const unread = this.#unread;
    this.discard();
    if (unread) listener(unread.card, unread.extras);
    return off;
  }

  deliver(card: IdCard, extras: CardExtras): void {
    this.discard();
    if (this.#cards.listeners > 0) {
      this.#cards.emit(card, extras);
      return;
    }
    this.#unread = { card, extras };
    this.#cancelDiscard = this.#clock.after(this.#discardMs, () => this.discard());
  }

  discard(): void {
    this.#cancelDiscard();
    this.#unread = null;
  }
}
