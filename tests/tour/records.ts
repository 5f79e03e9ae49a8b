import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What the hall itself wrote down, read from its database after everything has ended. */
export interface HallRecords {
  readonly tickets: readonly TicketRecord[];
  readonly services: readonly { readonly id: string; readonly ticketId: string; readonly finishedAt: number | null }[];
  readonly ratings: readonly {
    readonly serviceId: string;
    readonly level: number;
    readonly reasons: readonly string[];
  }[];
  /** Accepted and refused intents, by kind. */
  readonly accepted: Readonly<Record<string, number>>;
  readonly refused: readonly { readonly kind: string; readonly station: string; readonly refusal: string }[];
}

export interface TicketRecord {
  readonly id: string;
  readonly number: string;
  readonly code: string;
  readonly issuedBy: string;
  readonly paper: string;
  readonly status: string;
  readonly stub: boolean;
  readonly mergedInto: string | null;
  readonly conflict: string;
}

export function readRecords(dataDir: string): HallRecords {
  const db = new Database(join(dataDir, 'hall', 'hall.db'), { readonly: true });
  try {
    const records = <T>(type: string) =>
      (db.prepare('SELECT body FROM record WHERE type = ? AND body IS NOT NULL').pluck().all(type) as string[]).map(
        (body) => JSON.parse(body) as T,
      );
    const journal = db.prepare('SELECT kind, station, refusal FROM journal ORDER BY position').all() as {
      kind: string;
      station: string;
      refusal: string | null;
    }[];
    const accepted: Record<string, number> = {};
    for (const { kind, refusal } of journal) if (refusal === null) accepted[kind] = (accepted[kind] ?? 0) + 1;
    return {
      tickets: records('ticket'),
      services: records('service'),
      ratings: records('evaluation'),
      accepted,
      refused: journal.flatMap((line) => (line.refusal === null ? [] : [{ ...line, refusal: line.refusal }])),
    };
  } finally {
    db.close();
  }
}
