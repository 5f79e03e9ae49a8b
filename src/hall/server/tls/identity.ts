import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Place, TlsOptions } from '../../options.ts';
import type { HallStore } from '../../store/types.ts';
import { Unusable } from '../../unusable.ts';
import { type Certified, namesOf, newKey, pinOf, plainAddress, selfSigned } from './certificate.ts';

/** Stations do not look at the dates: their clocks may be wrong, and the key is what they know. Browsers do. */
const VALID_MS = 10 * 365 * 86_400_000;
const RENEW_MS = 365 * 86_400_000;
const SETTING = 'tls';
const PINS_SETTING = 'tls-pins';

/**
 * What the hall proves itself with: given by the keeper, or its own, made at the first start and kept in the data
 * folder (the key for its owner's eyes only) or, where several server processes serve one hall, in its database. The
 * key stays; a certificate that ends soon or lacks a name is made anew over it. Throws `Unusable` for files that do
 * not fit.
 */
export async function tlsIdentity(
  options: TlsOptions,
  place: Place,
  store: HallStore,
  now: number,
): Promise<Certified & { readonly pins: readonly string[] }> {
  return givenIdentity(options) ?? withPins(options, await ownIdentity(place, store, wantedNames(options), now));
}

/** The keeper's own certificate; null when none was given. Throws `Unusable` for files that do not fit. */
export function givenIdentity(options: TlsOptions): (Certified & { readonly pins: readonly string[] }) | null {
  return options.given && withPins(options, readGiven(options.given));
}

function withPins({ nextCert }: TlsOptions, own: Certified): Certified & { readonly pins: readonly string[] } {
  const pins = [pinOf(own.cert)];
  if (nextCert !== null) pins.push(pinOf(readCertificate('--tls-next-cert', nextCert)));
  return { ...own, pins };
}

/** Keys stations may know this hall by, its own first; kept so that a code made by any program of the hall names it. */
export async function knownPins(store: HallStore): Promise<readonly string[]> {
  return JSON.parse((await store.getSetting(PINS_SETTING)) ?? '[]') as string[];
}

/** False when stations were told of other keys and not of this one: they will not let themselves be answered by it. */
export async function announcePins(store: HallStore, pins: readonly string[]): Promise<boolean> {
  const known = await knownPins(store);
  await store.setSetting(PINS_SETTING, JSON.stringify(pins));
  return known.length === 0 || known.includes(pins[0]!);
}

/** This machine's addresses now; they may be others tomorrow. */
export function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.filter((each) => !each.address.startsWith('fe80')).map((each) => plainAddress(each.address));
}

function wantedNames({ listen, hostNames }: TlsOptions): string[] {
  const everywhere = listen === '0.0.0.0' || listen === '::';
  const name = hostname().toLowerCase();
  return [
    ...new Set([
      'localhost',
      ...(/^[a-z0-9.-]+$/.test(name) ? [name] : []),
      ...hostNames,
      ...(everywhere ? ownAddresses() : [plainAddress(listen)]),
    ]),
  ];
}

async function ownIdentity(place: Place, store: HallStore, names: string[], now: number): Promise<Certified> {
  const make = (key: string, all: readonly string[]) => ({ key, cert: selfSigned(key, all, now, now + VALID_MS) });
  const kept =
    place.kind === 'folder'
      ? folderKeeping(place.data)
      : {
          read: async () => JSON.parse((await store.getSetting(SETTING)) ?? 'null') as Certified | null,
          settle: async (made: Certified) =>
            JSON.parse(await store.settleSetting(SETTING, JSON.stringify(made))) as Certified,
          renew: (made: Certified) => store.setSetting(SETTING, JSON.stringify(made)),
        };
  const known = (await kept.read()) ?? (await kept.settle(make(newKey(), names)));
  const covered = namesOf(known.cert);
  const missing = names.filter((name) => !covered.includes(name));
  const ends = Date.parse(new X509Certificate(known.cert).validTo);
  if (missing.length === 0 && ends > now + RENEW_MS) return known;
  // Names another server process of this hall goes by stay in it.
  const renewed = make(known.key, [...covered, ...missing]);
  await kept.renew(renewed);
  return renewed;
}

function folderKeeping(data: string) {
  const keyFile = join(data, 'tls-key.pem');
  const certFile = join(data, 'tls-cert.pem');
  return {
    read: async (): Promise<Certified | null> => {
      if (!existsSync(keyFile)) {
        if (!existsSync(certFile)) return null;
        throw new Unusable('tls', `${keyFile}: the hall's key is missing, its certificate is there; put it back`);
      }
      const key = readFileSync(keyFile, 'utf8');
      if (existsSync(certFile)) return checked(key, keyFile, readFileSync(certFile, 'utf8'), certFile);
      // Power went between the two files.
      return { key, cert: selfSigned(privateKey(key, keyFile), ['localhost'], 0, 0) };
    },
    settle: async (made: Certified): Promise<Certified> => {
      writeWhole(keyFile, made.key, 0o600);
      writeWhole(certFile, made.cert, 0o644);
      return made;
    },
    renew: async (made: Certified): Promise<void> => writeWhole(certFile, made.cert, 0o644),
  };
}

/** All of it or nothing, whenever the power goes. */
function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode, flush: true });
  chmodSync(`${file}.new`, mode);
  renameSync(`${file}.new`, file);
}

function readGiven({ cert, key }: NonNullable<TlsOptions['given']>): Certified {
  return checked(readText('--tls-key', key), `--tls-key ${key}`, readText('--tls-cert', cert), `--tls-cert ${cert}`);
}

function checked(key: string, keyName: string, cert: string, certName: string): Certified {
  const own = createPrivateKey(privateKey(key, keyName));
  if (!parsed(cert, certName).checkPrivateKey(own))
    throw new Unusable('tls', `${certName}: the certificate is not for the key of ${keyName}`);
  return { key, cert };
}

function readCertificate(option: string, file: string): string {
  const text = readText(option, file);
  parsed(text, `${option} ${file}`);
  return text;
}

function privateKey(text: string, name: string): string {
  try {
    createPrivateKey(text);
    return text;
  } catch {
    throw new Unusable('tls', `${name}: expected a private key in PEM, without a password`);
  }
}

function parsed(text: string, name: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new Unusable('tls', `${name}: expected a certificate in PEM`);
  }
}

function readText(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unusable('tls', `${option} ${file}: cannot be read (${error instanceof Error ? error.message : error})`);
  }
}
