/** Slips whose layout a hall may change. */
export const SLIPS = ['ticket', 'materials'] as const;
export type Slip = (typeof SLIPS)[number];
