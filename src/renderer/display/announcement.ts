import type { CallRow } from '../../shared/protocol/views.ts';

/** What makes an announcement one: the ticket and how often it has been called. */
export function announcementKey(call: Pick<CallRow, 'ticketId' | 'calls'>): string {
  return `${call.ticketId}/${call.calls}`;
}

const DIGITS = '零一二三四五六七八九';

/** `A012` → `A 零 一 二`: letter by letter and digit by digit, so that no voice says “twelve” or runs them together. */
export function spokenNumber(number: string): string {
  return [...number].map((char) => (/\d/.test(char) ? DIGITS[Number(char)] : char)).join(' ');
}

/** 1 to 99 as a Mandarin speaker says a window's number: 5 → 五, 12 → 十二, 20 → 二十; beyond that digit by digit. */
export function spokenWindow(window: number): string {
  if (!Number.isInteger(window) || window < 0 || window > 99) return spokenNumber(String(window));
  const tens = Math.floor(window / 10);
  const ones = window % 10;
  if (tens === 0) return DIGITS[ones] as string;
  return `${tens > 1 ? DIGITS[tens] : ''}十${ones > 0 ? DIGITS[ones] : ''}`;
}

/** What the voice is given for “请 A012 号到 5 号窗口”. */
export function spokenCall(call: Pick<CallRow, 'number' | 'windowNumber'>): string {
  return `请 ${spokenNumber(call.number)} 号，到 ${spokenWindow(call.windowNumber)} 号窗口`;
}

/** The same as the names of recorded parts in assets/voice, for a machine that has no Mandarin voice. */
export function spokenParts(call: Pick<CallRow, 'number' | 'windowNumber'>): readonly string[] {
  const window = [...spokenWindow(call.windowNumber)].filter((char) => char !== ' ');
  return [
    'qing',
    ...call.number,
    'hao',
    'dao',
    ...window.map((char) => (char === '十' ? '10' : part(char))),
    'chuangkou',
  ];
}

function part(char: string): string {
  const digit = DIGITS.indexOf(char);
  return digit < 0 ? char : String(digit);
}

/** A call older than this when it first reaches the screen (after a cut line, say) is shown, not said: its moment has passed. */
export const STALE_CALL_MS = 45_000;

/**
 * Which calls have still to be announced. Remembers what has been: a view is sent again for many reasons, a call is said once.
 * The first view of a page announces nothing, so that a reload does not shout at the hall.
 */
export function newCalls(
  known: ReadonlySet<string> | null,
  calls: readonly CallRow[],
  hallTime: number,
): { readonly known: Set<string>; readonly fresh: readonly CallRow[] } {
  const keys = calls.map(announcementKey);
  if (known === null) return { known: new Set(keys), fresh: [] };
  const fresh = calls
    .filter((call) => !call.serving && !known.has(announcementKey(call)) && hallTime - call.calledAt < STALE_CALL_MS)
    .toSorted((a, b) => a.calledAt - b.calledAt);
  return { known: new Set([...known, ...keys]), fresh };
}

/** `3 – 8` where they follow each other, `1、4、7` where not; `and` is what stands between. */
export function windowRange(numbers: readonly number[], and: string): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const n of sorted) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}${and}${to}` : `${from} – ${to}`))
    .join(and);
}
