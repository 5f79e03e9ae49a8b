import { z } from 'zod';

/** 好差评, the national platform's scale: 5 非常满意 … 1 非常不满意. GB/T 39046-2020 A.8 counts the other way round; convert on export. */
export const Level = z.union([z.literal(5), z.literal(4), z.literal(3), z.literal(2), z.literal(1)]);
export const LEVELS = [5, 4, 3, 2, 1] as const;

/** Channel codes of the platform: 4 hall tablet, 5 other hall terminal. */
export const Channel = z.enum(['1', '2', '3', '4', '5']);

export const MAX_TEXT = 150;

export const Evaluation = z.object({
  id: z.string(),
  day: z.string(),
  serviceId: z.string(),
  level: Level,
  reasons: z.array(z.string()),
  text: z.string().max(MAX_TEXT),
  channel: Channel,
  at: z.number(),
});

export type Level = z.infer<typeof Level>;
export type Channel = z.infer<typeof Channel>;
export type Evaluation = z.infer<typeof Evaluation>;

/** Reason codes in force, by level; lower numbers are retired. The words are in messages/evaluation.ts. */
export const REASONS: Readonly<Record<Level, readonly string[]>> = {
  5: ['510', '511', '512', '513', '514', '515', '516', '517'],
  4: ['406', '407', '408', '409', '410', '411', '412', '413'],
  3: ['307', '308', '309', '310', '311', '312', '313', '314'],
  2: ['207', '208', '209', '210', '211', '212', '213', '214'],
  1: ['108', '109', '110', '111', '112', '113', '114', '115'],
};

/** Levels 1 and 2 need at least one ticked reason or a text. */
export function needsReason(level: Level): boolean {
  return level <= 2;
}

export type EvaluationFault = 'reason-needed' | 'reason-of-another-level' | 'text-too-long';

export function checkEvaluation(e: Pick<Evaluation, 'level' | 'reasons' | 'text'>): EvaluationFault | null {
  if (e.text.length > MAX_TEXT) return 'text-too-long';
  if (e.reasons.some((r) => !REASONS[e.level].includes(r))) return 'reason-of-another-level';
  if (needsReason(e.level) && e.reasons.length === 0 && e.text.trim() === '') return 'reason-needed';
  return null;
}
