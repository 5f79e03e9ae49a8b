import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { LEVELS, type Level } from '../../shared/evaluation/types.ts';
import { evaluationMessages, levelKey } from '../../shared/messages/evaluation.ts';
import { padMessages } from '../../shared/messages/pad.ts';
import { useMessages } from '../ui/locale.tsx';
import { Face } from './face.tsx';

interface Props {
  /** The level whose answer is under way, else null. */
  readonly sending: Level | null;
  onChoose(level: Level): void;
}

/** The question and its five equal answers. None is chosen beforehand. */
export function Answers({ sending, onChoose }: Props): ReactNode {
  const t = useMessages(padMessages);
  const say = useMessages(evaluationMessages);
  return (
    <main className="ask">
      <div className="heading">
        <h1 id="question">{t('question')}</h1>
        <p>
          <span>{t('oneTouch')}</span>
          <span className="unseen">{t('unseen')}</span>
        </p>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: five buttons that act at once, not fields of a form */}
      <div className="five" role="group" aria-labelledby="question">
        {LEVELS.map((level) => (
          <Button
            key={level}
            className="answer"
            data-level={level}
            data-sending={sending === level || undefined}
            isDisabled={sending !== null}
            onPress={() => onChoose(level)}
          >
            <Face level={level} />
            <span>{say(levelKey(level))}</span>
          </Button>
        ))}
      </div>
    </main>
  );
}
