import { randomInt, randomUUID } from 'node:crypto';
import { MinimalClient } from './minimal-client.ts';

type Body = Record<string, unknown>;

/** A dispenser on top of the client that was written from the protocol page, and what a test wants to know of it. */
export class SmallDispenser extends MinimalClient {
  readonly seen = { gaps: 0, connections: 0 };
  refused: string | null = null;

  constructor(at: { url: string; station: string; code: string }) {
    super(at);
    this.on('news', (message: Body) => {
      if (message.t === 'gap') this.seen.gaps++;
      else if (message.t === 'welcome') this.seen.connections++;
      else if (message.t === 'refused') this.refused = String(message.reason);
    });
  }

  /** Writes a line and hands it over; resolves when it is settled, with the code of its refusal or null. */
  async state(kind: string, body: Body): Promise<string | null> {
    await this.until(() => this.seen.connections > 0);
    const { seq } = this.write(kind, body);
    this.push();
    await this.until(() => this.settled >= seq);
    return this.refusals.get(seq) ?? null;
  }

  /** A ticket: asked for, answered by its record, said to be on paper. */
  async takeTicket(queueId: string): Promise<Body> {
    const ticketId = randomUUID();
    const code = String(randomInt(1e8)).padStart(8, '0');
    const wanted = { ticketId, code, queueId, itemId: null, priority: 'ordinary', priorityReason: null, person: null };
    const refusal = await this.state('ticket.request', wanted);
    if (refusal) throw new Error(refusal);
    const number = this.record('ticket', ticketId)?.number;
    await this.state('ticket.paper', { ticketId, outcome: 'printed', number });
    return this.record('ticket', ticketId)!;
  }

  record(type: string, id: string): Body | undefined {
    return this.records.get(`${type} ${id}`);
  }

  until(wanted: () => boolean): Promise<void> {
    if (wanted()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = (): void => {
        if (!wanted()) return;
        this.off('news', look);
        resolve();
      };
      this.on('news', look);
    });
  }
}
