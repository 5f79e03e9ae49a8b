import { useCallback, useRef, useState } from 'react';
import { z } from 'zod';

/** What a clerk has begun at a ticket and not received yet. It names papers and nothing of a person. */
const Draft = z.object({
  ticketId: z.string(),
  /** The item looked up in place of the ticket's own. */
  looked: z.string().nullable(),
  /** Ticked materials by item. */
  ticks: z.record(z.string(), z.array(z.string())),
});
type Draft = z.infer<typeof Draft>;

/** Over a reload as well: a page that had to come back must not make the clerk go through the papers again. */
const KEPT_AT = 'onewindow-counter-drafts';
/** Tickets set aside come back with their ticks; older ones make room. */
const KEPT = 20;

export interface DraftOf {
  readonly looked: string | null;
  lookAt(itemId: string | null): void;
  ticked(itemId: string): readonly string[];
  tick(itemId: string, materials: readonly string[]): void;
  /** These papers are being received: a page that dies meanwhile comes back without ticks that would do so twice. */
  receiving(itemId: string): void;
  /** They were not: what is ticked is kept as before. */
  notReceived(): void;
}

/** How many papers are ticked for this ticket and not received. */
export function unreceived(ticketId: string): number {
  const draft = read().find((each) => each.ticketId === ticketId);
  return Object.values(draft?.ticks ?? {}).reduce((sum, materials) => sum + materials.length, 0);
}

/** The ticket's draft; between two tickets (null) nothing is kept. */
export function useDraft(ticketId: string | null): DraftOf {
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = read().find((each) => each.ticketId === ticketId);
    return kept ?? { ticketId: ticketId ?? '', looked: null, ticks: {} };
  });
  // Written at the press and not after the next drawing: a page may die in between.
  const latest = useRef(draft);
  const change = useCallback((part: Partial<Draft>) => {
    latest.current = { ...latest.current, ...part };
    if (latest.current.ticketId !== '') write(latest.current);
    setDraft(latest.current);
  }, []);
  return {
    looked: draft.looked,
    lookAt: useCallback((looked) => change({ looked }), [change]),
    ticked: (itemId) => draft.ticks[itemId] ?? [],
    tick: useCallback(
      (itemId, materials) => change({ ticks: { ...latest.current.ticks, [itemId]: [...materials] } }),
      [change],
    ),
    receiving: useCallback((itemId) => {
      if (latest.current.ticketId !== '')
        write({ ...latest.current, ticks: { ...latest.current.ticks, [itemId]: [] } });
    }, []),
    notReceived: useCallback(() => change({}), [change]),
  };
}

function read(): Draft[] {
  try {
    return z.array(Draft).parse(JSON.parse(localStorage.getItem(KEPT_AT) ?? '[]'));
  } catch {
    return []; // not ours, or no storage here
  }
}

function write(draft: Draft): void {
  try {
    const others = read().filter((each) => each.ticketId !== draft.ticketId);
    localStorage.setItem(KEPT_AT, JSON.stringify([...others, draft].slice(-KEPT)));
  } catch {
    // No storage here: it is kept as long as the page lives.
  }
}
