import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enrolCodeText, fingerprint, readEnrolCode } from './enrol-code.ts';

it('a code is read as it was written, whatever the keeper did with spaces and letter case', () => {
  const sha = Uint8Array.from({ length: 32 }, (_, i) => i * 7);
  const code = enrolCodeText({ secret: 'K7QM-2XWD', fingerprint: fingerprint(sha) });
  expect(code).toMatch(/^K7QM-2XWD(-[A-HJ-NP-Z2-9]{4}){4}$/);
  const read = { secret: 'K7QM-2XWD', fingerprint: fingerprint(sha) };
  expect(readEnrolCode(code)).toEqual(read);
  expect(readEnrolCode(` ${code.toLowerCase().replaceAll('-', ' - ')}\n`)).toEqual(read);
  expect(readEnrolCode('k7qm-2xwd')).toEqual({ secret: 'K7QM-2XWD', fingerprint: null });
});

it('the fingerprint tells 80 bits apart, and only those', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(bytes, fc.nat(255), (sha, bit) => {
      const other = Uint8Array.from(sha);
      other[bit >> 3]! ^= 1 << (bit & 7);
      expect(fingerprint(other) === fingerprint(sha)).toBe(bit >= 80);
    }),
  );
});
