import { expect, it } from 'vitest';
import type { CaseView } from '../../../shared/protocol/case-view.ts';
import { declinedAt } from './case-words.ts';

type Told = Parameters<typeof declinedAt>[0];
const signed = (at: number): CaseView['attachments'][number] => ({
  hash: '0'.repeat(64),
  mediaType: 'image/svg+xml',
  bytes: 1,
  purpose: 'signature',
  material: null,
  signed: { what: 'receive', textHash: '0'.repeat(64) },
  at,
  clerk: '周敏',
  unsent: false,
});
const no = (at: number): CaseView['history'][number] => ({ at, what: 'signature-declined', clerk: '周敏' });

it.each<[string, Told, number | null]>([
  ['nobody was asked', { history: [], attachments: [] }, null],
  ['declined twice: the last time', { history: [no(5), no(9)], attachments: [] }, 9],
  ['signed first, declined afterwards', { history: [no(9)], attachments: [signed(5)] }, 9],
  ['declined first, signed afterwards: it is settled', { history: [no(5)], attachments: [signed(9)] }, null],
])('%s', (_, told, at) => {
  expect(declinedAt(told)).toBe(at);
});
