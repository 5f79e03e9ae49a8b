import { type ReactNode, useState } from 'react';
import { type Level, needsReason } from '../../shared/evaluation/types.ts';
import { padMessages } from '../../shared/messages/pad.ts';
import { useMessages } from '../ui/locale.tsx';
import { Answers } from './answers.tsx';
import { Reasons } from './reasons.tsx';

interface Props {
  readonly canWrite: boolean;
  readonly reasonsPerPage: number;
  readonly sending: boolean;
  onRate(level: Level, reasons: string[], text: string): void;
}

/** One rating from the question to the press. Lives as long as its service is on the pad; what was touched goes with it. */
export function Rate({ canWrite, reasonsPerPage, sending, onRate }: Props): ReactNode {
  const t = useMessages(padMessages);
  const [level, setLevel] = useState<Level | null>(null);
  if (level !== null && needsReason(level)) {
    return (
      <Reasons
        level={level}
        canWrite={canWrite}
        perPage={reasonsPerPage}
        sending={sending}
        back={t('back')}
        onBack={() => setLevel(null)}
        onSubmit={(reasons, text) => onRate(level, reasons, text)}
      />
    );
  }
  const choose = (chosen: Level): void => {
    setLevel(chosen);
    if (!needsReason(chosen)) onRate(chosen, [], '');
  };
  return <Answers sending={sending ? level : null} onChoose={choose} />;
}
