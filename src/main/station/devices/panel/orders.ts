import { parseNumber } from '../../../../shared/queue/numbers.ts';
import type { PanelOrderName } from '../frame-table/table.ts';
import type { OrderValues } from '../frame-table/values.ts';

/** The window as its keypads and panels show it. */
export interface PanelView {
  readonly window: number;
  readonly status: 'closed' | 'paused' | 'idle' | 'called' | 'serving';
  /** The ticket here, as printed. */
  readonly ticket: string | null;
  /** How often it was called: one more is a new call. */
  readonly calls: number;
  readonly waiting: number;
  /** The service whose rating is asked for. */
  readonly asking: string | null;
}

export interface PanelOrder {
  readonly name: PanelOrderName;
  readonly values: OrderValues;
}

/**
 * What a device must be told so that it shows `now`. Without `before` everything: it was just plugged in, and what it
 * still shows is of another time.
 */
export function panelOrders(before: PanelView | null, now: PanelView): PanelOrder[] {
  const values: OrderValues = {
    ticket: now.ticket,
    number: now.ticket === null ? null : (parseNumber(now.ticket)?.n ?? null),
    waiting: now.waiting,
    window: now.window,
    level: null,
  };
  const orders: PanelOrderName[] = [];
  const moved = before?.status !== now.status || before.ticket !== now.ticket || before.calls !== now.calls;
  if (moved) orders.push(now.status);
  if (!before || before.ticket !== now.ticket || before.waiting !== now.waiting) orders.push('show');
  if (now.asking !== null && before?.asking !== now.asking) orders.push('ask');
  return orders.map((name) => ({ name, values }));
}
