import type { BenchOptions } from '../main.ts';

export async function benchStart(_options: BenchOptions): Promise<object> {
  throw new Error('not yet');
}
