import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** A key and a certificate over it, both PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

/** SHA-256 of the certificate's public key (SubjectPublicKeyInfo, DER), base64url: what stations know the hall by. */
export function pinOf(cert: string): string {
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url');
}

/** A new P-256 key, PKCS #8 in PEM. */
export function newKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

/** The names and addresses a certificate stands for. */
export function namesOf(cert: string): string[] {
  const alternatives = new X509Certificate(cert).subjectAltName ?? '';
  return alternatives.split(', ').flatMap((each) => {
    const name = /^(?:DNS|IP Address):(.+)$/.exec(each)?.[1];
    return name === undefined ? [] : [plainAddress(name)];
  });
}

/** OpenSSL writes the groups of an IPv6 address out; `FE80:0:…:1` and `fe80::1` are one address. */
export function plainAddress(name: string): string {
  return isIPv6(name) ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name.toLowerCase();
}

/**
 * A certificate the key signs itself (RFC 5280, X.509 v3), for names and addresses, from a day before `now` until
 * `until`, both ms since 1970. Written here rather than by a library: the form is one and fixed, nothing is parsed,
 * key and signature are the system's; the libraries there are bring some fifteen packages for it.
 */
export function selfSigned(key: string, names: readonly string[], now: number, until: number): string {
  const privateKey = createPrivateKey(key);
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const name = sequence(set(sequence(oid(2, 5, 4, 3), tagged(0x0c, Buffer.from('OneWindow', 'utf8')))));
  const ecdsaWithSha256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2));
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x3f) | 0x40; // positive, and of full length
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(time(now - DAY_MS), time(until)),
    name,
    spki,
    tagged(
      0xa3,
      sequence(
        // No authority over others, a signature for TLS, and only as a server.
        extension([2, 5, 29, 19], true, sequence()),
        extension([2, 5, 29, 15], true, tagged(0x03, Buffer.from([7, 0x80]))),
        extension([2, 5, 29, 37], false, sequence(oid(1, 3, 6, 1, 5, 5, 7, 3, 1))),
        extension([2, 5, 29, 17], false, sequence(...names.map(alternative))),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return new X509Certificate(der).toString();
}

const DAY_MS = 86_400_000;

function alternative(name: string): Buffer {
  if (isIPv4(name)) return tagged(0x87, Buffer.from(name.split('.').map(Number)));
  if (isIPv6(name)) return tagged(0x87, ipv6Bytes(name));
  return tagged(0x82, Buffer.from(name, 'ascii'));
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = plainAddress(address).split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16)));
  const [front, back] = [words(head), words(tail ?? '')];
  const all = [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 255]));
}

type Oid = readonly [first: number, second: number, ...rest: number[]];

function extension(id: Oid, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(...id), ...(critical ? [tagged(0x01, Buffer.from([0xff]))] : []), tagged(0x04, value));
}

/** UTCTime until 2049, GeneralizedTime from then on, as the standard wants it. */
function time(at: number): Buffer {
  const text = `${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return text < '2050' ? tagged(0x17, Buffer.from(text.slice(2))) : tagged(0x18, Buffer.from(text));
}

function oid(...[first, second, ...rest]: Oid): Buffer {
  const bytes = rest.flatMap((part) => {
    const groups = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128);
    return groups;
  });
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, Buffer.concat(parts));
const set = (...parts: readonly Uint8Array[]) => tagged(0x31, Buffer.concat(parts));

/** DER: tag, length, content. */
function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const bytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}
