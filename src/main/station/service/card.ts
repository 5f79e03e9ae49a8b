import { createHmac, randomUUID } from 'node:crypto';
import { type IdCard, isCardExpired } from '../../../shared/identity/card.ts';
import { maskName } from '../../../shared/identity/person.ts';
import type { CardView } from '../../../shared/protocol/views.ts';
import { numberIsFinal } from '../../../shared/queue/decisions/issue.ts';
import type { Ticket, TicketPerson } from '../../../shared/queue/types.ts';
import { queueOf } from '../../../shared/views/rows.ts';
import type { CardTrouble, IdReader } from '../devices/index.ts';
import type { StationCore } from './core.ts';

/** A card nobody used is forgotten after this long. */
const FORGET_MS = 60_000;
const FAILED_SHOWN_MS = 6000;

type Laid = { readonly person: TicketPerson; readonly expired: boolean };

/** As much of a card as the hall may know: a masked name, and a key that finds the same person again today. */
export function personOf(core: StationCore, card: IdCard): TicketPerson {
  const { personKey } = core;
  // Keyed with the hall's secret, so that the hash means nothing elsewhere and does not lead back to a number.
  const key =
    personKey === null ? randomUUID() : createHmac('sha256', personKey).update(card.number).digest('base64url');
  return { maskedName: maskName(card.name), key };
}

/**
 * The card on the reader, for as long as its holder needs it: a masked name and a keyed hash, nothing else of the card
 * leaves this file.
 */
export class CardDesk {
  readonly #core: StationCore;
  readonly #station: string;
  #laid: Laid | null = null;
  #failed: CardTrouble | null = null;
  #cancelForget: (() => void) | null = null;

  constructor(core: StationCore, reader: IdReader | null, station: string) {
    this.#core = core;
    this.#station = station;
    reader?.onCard((card) => this.#onCard(card));
    reader?.onTrouble((trouble) => this.#show(null, trouble, FAILED_SHOWN_MS));
  }

  person(): TicketPerson | null {
    return this.#laid?.person ?? null;
  }

  get expired(): boolean {
    return this.#laid?.expired ?? false;
  }

  forget(): void {
    this.#show(null, null, 0);
  }

  view(): CardView {
    if (this.#failed) return { state: 'failed', trouble: this.#failed };
    if (!this.#laid) return { state: 'none' };
    const { person, expired } = this.#laid;
    const config = this.#core.state.config();
    const held = this.#tickets(person.key).map((ticket) => ({
      ticketId: ticket.id,
      number: ticket.number,
      queueId: ticket.queueId,
      queueName: queueOf(config, ticket.queueId)?.name ?? '',
    }));
    return { state: 'present', maskedName: person.maskedName, expired, held };
  }

  #tickets(key: string): Ticket[] {
    const today = this.#core.today();
    return [...this.#core.state.openTickets()].filter(
      (t) => t.day === today && t.person?.key === key && numberIsFinal(t, this.#station),
    );
  }

  #onCard(card: IdCard): void {
    if (!this.#core.known) return;
    const expired = isCardExpired(card.validity, this.#core.today());
    this.#show({ person: personOf(this.#core, card), expired }, null, FORGET_MS);
  }

  #show(laid: Laid | null, failed: CardTrouble | null, forMs: number): void {
    this.#cancelForget?.();
    this.#cancelForget = null;
    this.#laid = laid;
    this.#failed = failed;
    if (forMs > 0) this.#cancelForget = this.#core.runtime.after(forMs, () => this.forget());
    this.#core.changes.changed();
  }
}
