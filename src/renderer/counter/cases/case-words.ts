import type { CounterKey } from '../../../shared/messages/counter.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { CASE_TAIL, groupedCase } from '../../ui/case-number.ts';

export const STATUS_WORDS = {
  received: 'caseStatusReceived',
  supplement: 'caseStatusSupplement',
  accepted: 'caseStatusAccepted',
  refused: 'caseStatusRefused',
  decided: 'caseStatusDecided',
  sent: 'caseStatusSent',
  ready: 'caseStatusReady',
  'handed-over': 'caseStatusHandedOver',
  withdrawn: 'caseStatusWithdrawn',
} as const satisfies Record<CaseView['status'], CounterKey>;

export const STATUS_TONE = {
  received: 'guide',
  supplement: 'warn',
  accepted: 'act',
  refused: 'plain-tag',
  decided: 'act',
  sent: 'guide',
  ready: 'good',
  'handed-over': 'plain-tag',
  withdrawn: 'plain-tag',
} as const satisfies Record<CaseView['status'], string>;

const EVENT_WORDS: Readonly<Record<string, CounterKey>> = {
  received: 'eventReceived',
  accepted: 'eventAccepted',
  'accepted-owed': 'eventAcceptedOwed',
  refused: 'eventRefused',
  supplement: 'eventSupplement',
  brought: 'eventBrought',
  granted: 'eventGranted',
  denied: 'eventDenied',
  sent: 'eventSent',
  ready: 'eventReady',
  'handed-over': 'eventHandedOver',
  withdrawn: 'eventWithdrawn',
  attached: 'eventAttached',
  detached: 'eventDetached',
  'signature-declined': 'eventSignatureDeclined',
};

export function eventWord(what: string): CounterKey | null {
  return EVENT_WORDS[what] ?? null;
}

/** When the pad's question for a signature was last answered with no, if nothing was signed since; else null. */
export function declinedAt({ history, attachments }: Pick<CaseView, 'history' | 'attachments'>): number | null {
  const at = history.findLast(({ what }) => what === 'signature-declined')?.at ?? null;
  const signedLater = attachments.some(({ signed, at: then }) => signed !== undefined && at !== null && then > at);
  return signedLater ? null : at;
}

/** `4028 3175`, as on the receipt. */
export function groupedCode(code: string): string {
  return code.replace(/^(\d{4})/, '$1 ');
}

/** Day, hall, station and running number: enough to tell cases of one list apart. */
export function shortened(number: string): string {
  return number.length <= CASE_TAIL ? number : `…${groupedCase(number).slice(number.length - CASE_TAIL + 1)}`;
}
