import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { namesOf, newKey, pinOf, selfSigned } from './certificate.ts';

const NOW = Date.UTC(2026, 2, 2);
const YEAR = 365 * 86_400_000;

it('OpenSSL reads the certificate back: names, addresses, dates, its own signature, no authority over others', () => {
  const key = newKey();
  const names = ['localhost', 'hall.example.cn', '192.168.1.20', '2001:db8::7'];
  const cert = new X509Certificate(selfSigned(key, names, NOW, NOW + 10 * YEAR));
  expect(cert.checkHost('hall.example.cn')).toBe('hall.example.cn');
  expect(cert.checkHost('elsewhere.example.cn')).toBeUndefined();
  expect(cert.checkIP('192.168.1.20')).toBe('192.168.1.20');
  expect(cert.checkIP('2001:db8::7')).toBe('2001:db8::7');
  expect(namesOf(cert.toString())).toEqual(names);
  expect(cert.verify(createPublicKey(key))).toBe(true);
  expect(cert.ca).toBe(false);
  expect(cert.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect([Date.parse(cert.validFrom), Date.parse(cert.validTo)]).toEqual([NOW - 86_400_000, NOW + 10 * YEAR]);
});

it('a certificate made anew over the same key keeps the pin; another key has another', () => {
  const key = newKey();
  const pin = pinOf(selfSigned(key, ['localhost'], NOW, NOW + YEAR));
  expect(pinOf(selfSigned(key, ['other.example'], NOW + YEAR, NOW + 40 * YEAR))).toBe(pin);
  expect(pin).toBe(
    createHash('sha256')
      .update(createPublicKey(key).export({ type: 'spki', format: 'der' }))
      .digest('base64url'),
  );
  expect(pinOf(selfSigned(newKey(), ['localhost'], NOW, NOW + YEAR))).not.toBe(pin);
});

it('any number of any addresses is a certificate', () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(fc.ipV4(), fc.domain()), { minLength: 1, maxLength: 40 }), (names) => {
      const cert = selfSigned(key, names, NOW, Date.UTC(2051, 0, 1));
      expect(namesOf(cert)).toEqual(names.map((name) => name.toLowerCase()));
      expect(Date.parse(new X509Certificate(cert).validTo)).toBe(Date.UTC(2051, 0, 1));
    }),
    { numRuns: 30 },
  );
});
