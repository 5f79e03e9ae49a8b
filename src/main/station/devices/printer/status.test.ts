import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerDecoder, askStatus, automaticConditionOf, conditionOf } from './status.ts';

const well = { printer: 0x12, offlineCause: 0x12, errorCause: 0x12, paper: 0x12 };

test.each([
  ['well', {}, { state: 'ready' }],
  ['near end', { paper: 0x1e }, { state: 'attention', code: 'paper-near-end' }],
  ['paper end', { paper: 0x7e, printer: 0x1a, offlineCause: 0x32 }, { state: 'down', code: 'paper-end' }],
  [
    'cover open, which also looks like no paper',
    { paper: 0x72, printer: 0x1a, offlineCause: 0x36 },
    { state: 'down', code: 'cover-open' },
  ],
  ['cutter', { errorCause: 0x1a, offlineCause: 0x52, printer: 0x1a }, { state: 'down', code: 'cutter' }],
  ['head too hot', { errorCause: 0x52, offlineCause: 0x52, printer: 0x1a }, { state: 'down', code: 'overheated' }],
  ['unrecoverable', { errorCause: 0x32, offlineCause: 0x52, printer: 0x1a }, { state: 'down', code: 'printer-fault' }],
  ['offline without a cause', { printer: 0x1a }, { state: 'down', code: 'offline' }],
] as const)('DLE EOT: %s', (_, bytes, condition) => {
  expect(conditionOf({ ...well, ...bytes })).toEqual(condition);
});

test.each([
  [[0x10, 0, 0, 0], { state: 'ready' }],
  [[0x38, 0, 0, 0], { state: 'down', code: 'cover-open' }],
  [[0x18, 0, 0x0f, 0], { state: 'down', code: 'paper-end' }],
  [[0x10, 0, 0x03, 0], { state: 'attention', code: 'paper-near-end' }],
  [[0x18, 0x08, 0, 0], { state: 'down', code: 'cutter' }],
  [[0x18, 0x40, 0, 0], { state: 'down', code: 'overheated' }],
] as const)('automatic status %j', (status, condition) => {
  expect(automaticConditionOf(status)).toEqual(condition);
});

describe('answers', () => {
  test('the question', () => {
    expect([...askStatus(4)]).toEqual([0x10, 0x04, 0x04]);
  });

  test('each kind is told by its fixed bits, also between the bytes of an automatic status', () => {
    expect(new AnswerDecoder().push(Uint8Array.of(0x12, 0x00, 0x10, 0x00, 0x1a, 0x00, 0x00, 0x0f, 0x13, 0xff))).toEqual(
      [
        { kind: 'real-time', status: 0x12 },
        { kind: 'in-order', status: 0 },
        { kind: 'real-time', status: 0x1a },
        { kind: 'automatic', status: [0x10, 0, 0, 0] },
        { kind: 'in-order', status: 0x0f },
        { kind: 'noise' },
      ],
    );
  });

  test('any cutting gives the same answers', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(), (bytes, at) => {
        const place = at % (bytes.length + 1);
        const cut = new AnswerDecoder();
        expect([...cut.push(bytes.subarray(0, place)), ...cut.push(bytes.subarray(place))]).toEqual(
          new AnswerDecoder().push(bytes),
        );
      }),
    );
  });
});
