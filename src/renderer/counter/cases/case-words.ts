import type { CounterKey } from '../../../shared/messages/counter.ts';
import type { CaseView } from '../../../shared/protocol/case-view.ts';

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
};

export function eventWord(what: string): CounterKey | null {
  return EVENT_WORDS[what] ?? null;
}

/** Day, hall and station, running number. */
const TAIL = 17;

/** The end of a long number is what tells two apart: item, then day and the rest, in groups a person can compare. */
export function grouped(number: string): string {
  const tail = number.slice(-TAIL);
  const head = number.slice(0, -TAIL);
  return number.length <= TAIL ? number : `${head} ${tail.slice(0, 8)} ${tail.slice(8, 13)} ${tail.slice(13)}`;
}

/** `4028 3175`, as on the receipt. */
export function groupedCode(code: string): string {
  return code.replace(/^(\d{4})/, '$1 ');
}

/** Day, hall, station and running number: enough to tell cases of one list apart. */
export function shortened(number: string): string {
  return number.length <= TAIL ? number : `…${grouped(number).slice(number.length - TAIL + 1)}`;
}
