import { z } from 'zod';
import { signMessages } from '../messages/sign.ts';

/** 收件确认 when papers were taken, 领取确认 when a result is collected. */
export const SignWhat = z.enum(['receive', 'collect']);
export type SignWhat = z.infer<typeof SignWhat>;

/** What is put before somebody to sign, in short words. */
export const SignText = z.object({
  title: z.string(),
  /** What the signature says. */
  statement: z.string(),
  lines: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type SignText = z.infer<typeof SignText>;

export interface SignFacts {
  readonly what: SignWhat;
  readonly hall: string;
  readonly item: string;
  readonly number: string;
  /** Already masked. */
  readonly maskedName: string;
  /** Names of what was handed in. */
  readonly materials: readonly string[];
  readonly outcome: 'granted' | 'denied' | null;
  /** Day and time at the hall. */
  readonly at: string;
}

/** In Chinese, whatever language the pad shows: it is what is signed. */
export function signText(facts: SignFacts): SignText {
  const t = signMessages.in('zh-CN');
  const line = (label: string, value: string) => ({ label, value });
  const { what, materials } = facts;
  return {
    title: t(`${what}.title`),
    statement: t(`${what}.statement`),
    lines: [
      line(t('item'), facts.item),
      ...(facts.maskedName === '' ? [] : [line(t('applicant'), facts.maskedName)]),
      ...(what === 'receive' && materials.length > 0
        ? [line(t('materials', { count: materials.length }), materials.join('、'))]
        : []),
      ...(what === 'collect' && facts.outcome !== null ? [line(t('outcome'), t(facts.outcome))] : []),
      line(t('date'), facts.at),
      line(t('number'), facts.number),
      line(t('hall'), facts.hall),
    ],
  };
}

/** The very text a signature is bound to: what is shown, line by line. Its hash stands in the case. */
export function wholeText({ title, lines, statement }: SignText): string {
  return [title, statement, ...lines.map(({ label, value }) => `${label}：${value}`)].join('\n');
}
