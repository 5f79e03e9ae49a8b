import { describe, expect, it } from 'vitest';
import type { CallRow } from '../../shared/protocol/views.ts';
import { newCalls, STALE_CALL_MS, spokenCall, spokenNumber, spokenWindow, windowRange } from './announcement.ts';

const now = 1_800_000_000_000;
const call = (ticketId: string, calls = 1, over: Partial<CallRow> = {}): CallRow => ({
  ticketId,
  number: 'A012',
  windowNumber: 5,
  maskedName: null,
  itemName: null,
  queueName: '就业社保',
  calledAt: now,
  calls,
  serving: false,
  ...over,
});

describe('what the voice says', () => {
  it.each([
    ['A012', 'A 零 一 二'],
    ['B1003', 'B 一 零 零 三'],
  ])('reads %s digit by digit', (number, spoken) => expect(spokenNumber(number)).toBe(spoken));

  it.each([
    [5, '五'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [35, '三十五'],
    [108, '一 零 八'],
  ])('says window %i as one number', (window, spoken) => expect(spokenWindow(window)).toBe(spoken));

  it('is one sentence', () => {
    expect(spokenCall({ number: 'A012', windowNumber: 5 })).toBe('请 A 零 一 二 号，到 五 号窗口');
  });
});

describe('which calls are announced', () => {
  it('none of the first view, each new pair once', () => {
    const first = newCalls(null, [call('t1')], now);
    expect(first.fresh).toEqual([]);
    const second = newCalls(first.known, [call('t2'), call('t1')], now);
    expect(second.fresh.map((c) => c.ticketId)).toEqual(['t2']);
    const again = newCalls(second.known, [call('t2'), call('t1')], now);
    expect(again.fresh).toEqual([]);
    const recalled = newCalls(again.known, [call('t2'), call('t1', 2)], now);
    expect(recalled.fresh.map((c) => `${c.ticketId}/${c.calls}`)).toEqual(['t1/2']);
  });

  it('oldest first when several come at once', () => {
    const { fresh } = newCalls(
      new Set(),
      [call('new', 1, { calledAt: now }), call('old', 1, { calledAt: now - 900 })],
      now,
    );
    expect(fresh.map((c) => c.ticketId)).toEqual(['old', 'new']);
  });

  it('not one whose moment has passed, nor one already being served', () => {
    const late = call('late', 1, { calledAt: now - STALE_CALL_MS });
    expect(newCalls(new Set(), [late, call('served', 1, { serving: true })], now).fresh).toEqual([]);
  });
});

describe('the windows of an area', () => {
  it.each([
    [[1, 2, 3, 4, 5], '1 – 5'],
    [[4, 1, 7], '1、4、7'],
    [[1, 2, 6, 7, 8], '1、2、6 – 8'],
    [[3], '3'],
  ])('%j is %s', (numbers, text) => expect(windowRange(numbers, '、')).toBe(text));
});
