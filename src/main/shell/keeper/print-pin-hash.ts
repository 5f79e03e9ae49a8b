import { createInterface } from 'node:readline';
import { hashPin } from '../../../pin/pin.ts';

/** `--hash-pin`: reads a PIN from stdin, where no command history keeps it, and prints what belongs in `keeper.pinHash`. */
export async function printPinHash(): Promise<number> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    try {
      process.stdout.write(`${await hashPin(line.trim())}\n`);
      return 0;
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      return 2;
    }
  }
  return 2;
}
