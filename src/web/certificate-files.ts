import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Certified, namesOf, newKey, selfSigned } from './certificate.ts';

/** Stations do not look at the dates: their clocks may be wrong, and the key is what they know. Browsers do. */
const VALID_MS = 10 * 365 * 86_400_000;
const RENEW_MS = 365 * 86_400_000;

/** Files that are no key and certificate that belong together, in words for their keeper. */
export class CertificateUnusable extends Error {}

/** Where a key and certificate of one's own are kept. `settle`: of two that are made at once one stands, and is given back. */
export interface CertificateKeeping {
  read(): Certified | null | Promise<Certified | null>;
  settle(made: Certified): Certified | Promise<Certified>;
  renew(made: Certified): void | Promise<void>;
}

/**
 * The certificate made at the first start. The key stays; a certificate that ends soon or lacks a name is made anew over
 * it. Names it stood for before stay in it. Throws `CertificateUnusable` for files that do not fit.
 */
export async function ownCertificate(
  keeping: CertificateKeeping,
  names: readonly string[],
  now: number,
): Promise<Certified> {
  const make = (key: string, all: readonly string[]) => ({ key, cert: selfSigned(key, all, now, now + VALID_MS) });
  const known = (await keeping.read()) ?? (await keeping.settle(make(newKey(), names)));
  const covered = namesOf(known.cert);
  const missing = names.filter((name) => !covered.includes(name));
  const ends = Date.parse(new X509Certificate(known.cert).validTo);
  if (missing.length === 0 && ends > now + RENEW_MS) return known;
  const renewed = make(known.key, [...covered, ...missing]);
  await keeping.renew(renewed);
  return renewed;
}

/** `NAME-key.pem`, for its owner's eyes only, and `NAME-cert.pem` in a folder. */
export function inFolder(folder: string, name: string): CertificateKeeping {
  const keyFile = join(folder, `${name}-key.pem`);
  const certFile = join(folder, `${name}-cert.pem`);
  return {
    read: () => {
      if (!existsSync(keyFile)) {
        if (!existsSync(certFile)) return null;
        throw new CertificateUnusable(`${keyFile}: the key is missing, its certificate is there; put it back`);
      }
      const key = readFileSync(keyFile, 'utf8');
      if (existsSync(certFile)) return checked(key, keyFile, readFileSync(certFile, 'utf8'), certFile);
      // Power went between the two files.
      return { key, cert: selfSigned(privateKey(key, keyFile), ['localhost'], 0, 0) };
    },
    settle: (made) => {
      writeWhole(keyFile, made.key, 0o600);
      writeWhole(certFile, made.cert, 0o644);
      return made;
    },
    renew: (made) => writeWhole(certFile, made.cert, 0o644),
  };
}

/** A key and certificate the keeper has; each option or key is named in what is wrong with its file. */
export function givenCertificate(
  key: { readonly option: string; readonly file: string },
  cert: { readonly option: string; readonly file: string },
): Certified {
  const keyText = readText(key.option, key.file);
  const certText = readText(cert.option, cert.file);
  return checked(keyText, `${key.option} ${key.file}`, certText, `${cert.option} ${cert.file}`);
}

export function readCertificate(option: string, file: string): string {
  const text = readText(option, file);
  parsed(text, `${option} ${file}`);
  return text;
}

/** All of it or nothing, whenever the power goes. */
function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode, flush: true });
  chmodSync(`${file}.new`, mode);
  renameSync(`${file}.new`, file);
}

function checked(key: string, keyName: string, cert: string, certName: string): Certified {
  const own = createPrivateKey(privateKey(key, keyName));
  if (!parsed(cert, certName).checkPrivateKey(own))
    throw new CertificateUnusable(`${certName}: the certificate is not for the key of ${keyName}`);
  return { key, cert };
}

function privateKey(text: string, name: string): string {
  try {
    createPrivateKey(text);
    return text;
  } catch {
    throw new CertificateUnusable(`${name}: expected a private key in PEM, without a password`);
  }
}

function parsed(text: string, name: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch {
    throw new CertificateUnusable(`${name}: expected a certificate in PEM`);
  }
}

function readText(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CertificateUnusable(
      `${option} ${file}: cannot be read (${error instanceof Error ? error.message : error})`,
    );
  }
}
