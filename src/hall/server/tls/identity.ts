import { namesFor } from '../../../web/addresses.ts';
import { type Certified, pinOf } from '../../../web/certificate.ts';
import {
  type CertificateKeeping,
  givenCertificate,
  inFolder,
  ownCertificate,
  readCertificate,
} from '../../../web/certificate-files.ts';
import type { Place, TlsOptions } from '../../options.ts';
import type { HallStore } from '../../store/types.ts';

const SETTING = 'tls';
const PINS_SETTING = 'tls-pins';

/**
 * What the hall proves itself with: given by the keeper, or its own, made at the first start and kept in the data
 * folder (the key for its owner's eyes only) or, where several server processes serve one hall, in its database. The
 * key stays; a certificate that ends soon or lacks a name is made anew over it. Throws `CertificateUnusable` for files
 * that do not fit.
 */
export async function tlsIdentity(
  options: TlsOptions,
  place: Place,
  store: HallStore,
  now: number,
): Promise<Certified & { readonly pins: readonly string[] }> {
  return (
    givenIdentity(options) ?? withPins(options, await ownCertificate(keepingOf(place, store), namesFor(options), now))
  );
}

/** The keeper's own certificate; null when none was given. Throws `CertificateUnusable` for files that do not fit. */
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

function readGiven({ cert, key }: NonNullable<TlsOptions['given']>): Certified {
  return givenCertificate({ option: '--tls-key', file: key }, { option: '--tls-cert', file: cert });
}

function keepingOf(place: Place, store: HallStore): CertificateKeeping {
  if (place.kind === 'folder') return inFolder(place.data, 'tls');
  return {
    read: async () => JSON.parse((await store.getSetting(SETTING)) ?? 'null') as Certified | null,
    settle: async (made) => JSON.parse(await store.settleSetting(SETTING, JSON.stringify(made))) as Certified,
    renew: (made) => store.setSetting(SETTING, JSON.stringify(made)),
  };
}
