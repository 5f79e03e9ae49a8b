import { type IdCard, isCardExpired } from '../../../shared/identity/card.ts';
import type { IdentityView } from '../../../shared/protocol/identity-view.ts';
import type { Outcome } from '../../../shared/protocol/station-contract.ts';
import type { TicketPerson } from '../../../shared/queue/types.ts';
import type { CardTrouble, IdReader, PhotoDecoder, Picture } from '../devices/index.ts';
import { personOf } from './card.ts';
import type { StationCore } from './core.ts';
import type { Counter } from './counter.ts';

/** A check of a card takes seconds; what lies there longer was forgotten by the clerk. */
const FORGET_MS = 120_000;
const FAILED_SHOWN_MS = 6000;

type Card = IdentityView['card'];
type Present = Extract<Card, { state: 'present' }>;

interface Laid {
  /** The ticket that was at the window; another one is another person's. */
  readonly ticketId: string | null;
  readonly person: TicketPerson;
  readonly expired: boolean;
  photo: 'none' | 'decoding' | 'absent' | Picture;
}

/** The card on a counter's reader: who it is by the masked name, the ticket's own key and the photo; nothing of it is kept. */
export class CounterCard {
  readonly #core: StationCore;
  readonly #counter: Counter;
  readonly #decoder: PhotoDecoder | null;
  readonly #stop = new AbortController();
  #laid: Laid | null = null;
  #failed: CardTrouble | null = null;
  #id = 0;
  #cancelForget: () => void = () => undefined;

  constructor(core: StationCore, counter: Counter, reader: IdReader, decoder: PhotoDecoder | null) {
    this.#core = core;
    this.#counter = counter;
    this.#decoder = decoder;
    reader.onCard((card, { photo }) => this.#onCard(card, photo));
    reader.onTrouble((trouble) => {
      if (this.#attended()) this.#show(null, trouble);
    });
    void this.#follow();
  }

  view(): IdentityView {
    return { id: this.#id, card: this.#card() };
  }

  /** The clerk has seen it. */
  forget(): Outcome {
    this.#show(null, null);
    return { ok: true, offline: !this.#core.link.online };
  }

  close(): void {
    this.#stop.abort();
    this.#show(null, null);
    this.#decoder?.close();
  }

  #card(): Card {
    if (this.#failed) return { state: 'failed', trouble: this.#failed };
    if (!this.#laid) return { state: 'none' };
    const { person, expired, photo } = this.#laid;
    return {
      state: 'present',
      maskedName: person.maskedName,
      expired,
      holder: this.#holder(person),
      photo:
        typeof photo === 'string'
          ? { state: photo }
          : { state: 'there', type: photo.type, base64: Buffer.from(photo.bytes).toString('base64') },
    };
  }

  #holder(person: TicketPerson): Present['holder'] {
    const ticket = this.#counter.current();
    if (!ticket) return 'no-ticket';
    if (!ticket.person) return 'no-card';
    if (this.#core.personKey === null) return 'unknown';
    return ticket.person.key === person.key ? 'same' : 'other';
  }

  /** A clerk is at the window. */
  #attended(): boolean {
    const status = this.#counter.window()?.status;
    return status === 'open' || status === 'paused';
  }

  #onCard(card: IdCard, packed: Uint8Array): void {
    if (!this.#attended()) return;
    const laid: Laid = {
      ticketId: this.#counter.current()?.id ?? null,
      person: personOf(this.#core, card),
      expired: isCardExpired(card.validity, this.#core.today()),
      photo: this.#decoder === null ? 'none' : packed.length === 0 ? 'absent' : 'decoding',
    };
    this.#show(laid, null);
    if (laid.photo === 'decoding') void this.#decode(laid, packed);
  }

  /** The card is there at once; its photo when the decoder is done, if it ever is. */
  async #decode(laid: Laid, packed: Uint8Array): Promise<void> {
    const picture = (await this.#decoder?.decode(packed)) ?? null;
    if (this.#laid !== laid) {
      picture?.bytes.fill(0);
      return;
    }
    laid.photo = picture ?? 'absent';
    this.#changed();
  }

  async #follow(): Promise<void> {
    const at = () => ({ ticketId: this.#counter.current()?.id ?? null });
    for await (const { ticketId } of this.#core.changes.views(at, this.#stop.signal, (now) => now.ticketId)) {
      if (this.#laid && this.#laid.ticketId !== ticketId) this.#show(null, null);
    }
  }

  #show(laid: Laid | null, failed: CardTrouble | null): void {
    this.#cancelForget();
    const before = this.#laid?.photo;
    if (before && typeof before !== 'string') before.bytes.fill(0);
    const nothing = laid === null && failed === null;
    if (nothing && this.#laid === null && this.#failed === null) return;
    this.#laid = laid;
    this.#failed = failed;
    if (!nothing) {
      this.#cancelForget = this.#core.runtime.after(failed ? FAILED_SHOWN_MS : FORGET_MS, () => this.#show(null, null));
    }
    this.#changed();
  }

  #changed(): void {
    this.#id += 1;
    this.#core.changes.changed();
  }
}
