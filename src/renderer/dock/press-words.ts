import type { DockEvaluator, DockKeypad } from '../../shared/protocol/demo-contract.ts';

type Device = Pick<DockKeypad | DockEvaluator, 'kind' | 'lastPress'>;

/** What became of the last key: whether it went well, and which words say so. */
export function pressWords({ kind, lastPress }: Device) {
  if (!lastPress) return { tone: 'quiet', words: 'press-none' } as const;
  switch (lastPress.state) {
    case 'waiting':
      return { tone: 'quiet', words: 'press-waiting' } as const;
    case 'answered':
      if (kind === 'evaluator') return { tone: 'good', words: 'press-kept' } as const;
      return lastPress.beeped
        ? ({ tone: 'warn', words: 'press-refused' } as const)
        : ({ tone: 'good', words: 'press-answered' } as const);
    case 'unanswered':
      if (!lastPress.sent) return { tone: 'bad', words: 'press-alone' } as const;
      // Such a key is heard and not acknowledged: a device that shows thanks must tell the truth.
      return kind === 'evaluator' && !lastPress.asked
        ? ({ tone: 'warn', words: 'press-not-asked' } as const)
        : ({ tone: 'bad', words: 'press-unanswered' } as const);
  }
}
