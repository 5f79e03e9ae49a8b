import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { proofText } from '../../../shared/protocol/link.ts';
import { getMeta, setMeta } from '../store/meta.ts';

/** The station's own key pair: made at its first start, kept in its encrypted database, never shown to anyone. */
export class StationIdentity {
  readonly publicKey: string;
  readonly #privateKey: string;

  constructor(db: Database) {
    const known = getMeta(db, 'identity');
    if (known !== null) {
      const pair = JSON.parse(known) as { publicKey: string; privateKey: string };
      this.publicKey = pair.publicKey;
      this.#privateKey = pair.privateKey;
      return;
    }
    const pair = generateKeyPairSync('ed25519');
    this.publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    this.#privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    setMeta(db, 'identity', JSON.stringify({ publicKey: this.publicKey, privateKey: this.#privateKey }));
  }

  /** Proves to a hall, for one connection, that this is the station it knows. Base64. */
  prove(nonce: string, hall: string, station: string, channel: string): string {
    const key = createPrivateKey({ key: Buffer.from(this.#privateKey, 'base64'), format: 'der', type: 'pkcs8' });
    return sign(null, Buffer.from(proofText(nonce, hall, station, channel)), key).toString('base64');
  }
}
