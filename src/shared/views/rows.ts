import type { z } from 'zod';
import type { HallConfig } from '../catalogue/types.ts';
import type { StateReader } from '../intent/state.ts';
import type { HelpRow, TicketRow } from '../protocol/counter-view.ts';
import type { CallRow, TicketFacts } from '../protocol/views.ts';
import type { NextReason } from '../queue/policy.ts';
import type { Ticket } from '../queue/types.ts';
import { aheadOf, servingWindows } from '../queue/wait.ts';

/** Pieces of views that several screens share: pure functions of the hall's records. */

export interface Moment {
  readonly now: number;
  readonly day: string;
}

export function queueOf(config: HallConfig, queueId: string) {
  return config.queues.find((q) => q.id === queueId);
}

export function areaOf(config: HallConfig, areaId: string | undefined) {
  return config.areas.find((a) => a.id === areaId);
}

export function itemOf(config: HallConfig, itemId: string | null) {
  return itemId === null ? undefined : config.items.find((i) => i.id === itemId);
}

export function hallHead(config: HallConfig) {
  return { name: config.name, nameEn: config.nameEn, phone: config.phone, missedDesk: config.rules.missedDesk };
}

export function ticketRow(config: HallConfig, ticket: Ticket, reason: NextReason | null = null): TicketRow {
  return {
    ticketId: ticket.id,
    number: ticket.number,
    queueName: queueOf(config, ticket.queueId)?.name ?? ticket.queueId,
    itemName: itemOf(config, ticket.itemId)?.name ?? null,
    maskedName: ticket.person?.maskedName ?? null,
    priority: ticket.priority,
    priorityReason: ticket.priorityReason,
    waitingSince: ticket.waitingSince,
    reason,
    status: ticket.status,
    conflict: ticket.conflict,
    note: ticket.note,
  };
}

/** For everybody in the hall. What somebody came for, beside their name, is nobody else's business. */
export function callRow(config: HallConfig, ticket: Ticket): CallRow | null {
  const window = config.windows.find((w) => w.id === ticket.windowId);
  if (!window || ticket.calledAt === null) return null;
  return {
    ticketId: ticket.id,
    number: ticket.number,
    windowNumber: window.number,
    maskedName: ticket.person?.maskedName ?? null,
    queueName: queueOf(config, ticket.queueId)?.name ?? ticket.queueId,
    calledAt: ticket.calledAt,
    calls: ticket.calls,
    serving: ticket.status === 'serving',
  };
}

/** What is told to the person who holds the ticket. */
export function ticketFacts(state: StateReader, ticket: Ticket, { day }: Moment): TicketFacts {
  const config = state.config();
  const queue = queueOf(config, ticket.queueId);
  const area = areaOf(config, queue?.areaId);
  return {
    ticketId: ticket.id,
    number: ticket.number,
    code: ticket.code,
    queueName: queue?.name ?? '',
    queueNameEn: queue?.nameEn ?? '',
    itemName: itemOf(config, ticket.itemId)?.name ?? null,
    maskedName: ticket.person?.maskedName ?? null,
    priorityReason: ticket.priorityReason,
    ...aheadOf(state, ticket),
    areaName: area?.name ?? '',
    areaNameEn: area?.nameEn ?? '',
    windows: servingWindows(state, ticket, day),
    issuedAt: ticket.issuedAt,
    qr: progressQr(config.id, ticket.code),
  };
}

/** What the QR code says: opaque to others, and read by our kiosks and scanners. */
export function progressQr(hallId: string, code: string): string {
  return `OW1:${hallId}:${code}`;
}

export function openHelp(state: StateReader, day: string): z.infer<typeof HelpRow>[] {
  const rows: z.infer<typeof HelpRow>[] = [];
  for (const help of state.all('help')) {
    if (help.status === 'open' && help.day === day) rows.push({ helpId: help.id, place: help.place, at: help.at });
  }
  return rows.sort((a, b) => a.at - b.at);
}
