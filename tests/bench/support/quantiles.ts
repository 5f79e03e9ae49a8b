export interface Spread {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Median and 99th percentile (nearest rank) of durations in milliseconds, to a hundredth. */
export function spread(durations: readonly number[]): Spread {
  return { p50Ms: rounded(quantile(durations, 0.5)), p99Ms: rounded(quantile(durations, 0.99)) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}
