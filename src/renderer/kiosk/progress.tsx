import { type ReactNode, useEffect, useState } from 'react';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { NumberPad } from '../ui/kit/keys.tsx';
import { Notice } from '../ui/kit/notice.tsx';
import { Screen } from '../ui/kit/screen.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import type { Trouble } from '../ui/service.ts';
import { troubleText } from '../ui/trouble.ts';

interface Props {
  readonly head: ReactNode;
  readonly foot: ReactNode;
  readonly desk: string;
  readonly pending: boolean;
  readonly trouble: Trouble | null;
  actions(more?: ReactNode): ReactNode;
  /** Null when the way went on, or when the reason stands in `trouble`. */
  lookUp(code: string): Promise<ProgressAnswer | null>;
  /** What came of a slip shown to the scanner. */
  readonly scanned?: ProgressAnswer;
}

/** Why there is nothing to show. */
export type ProgressAnswer = 'not-found' | 'hall-away' | 'scan-unknown' | 'other-hall';

const LENGTH = 8;

/** The eight digits on the paper, by touch or by keyboard. */
export function ProgressScreen({ head, foot, desk, pending, trouble, actions, lookUp, scanned }: Props): ReactNode {
  const t = useMessages(kioskMessages);
  const { locale } = useLocale();
  const [code, setCode] = useState('');
  const [answer, setAnswer] = useState<ProgressAnswer | null>(scanned ?? null);
  const change = (next: string): void => {
    setAnswer(null);
    setCode(next);
  };
  const complete = code.length === LENGTH;
  const submit = async (): Promise<void> => {
    if (complete) setAnswer(await lookUp(code));
  };
  useEffect(() => {
    const type = (event: KeyboardEvent): void => {
      if (/^\d$/.test(event.key)) setCode((old) => (old + event.key).slice(0, LENGTH));
      else if (event.key === 'Backspace') setCode((old) => old.slice(0, -1));
      else return;
      setAnswer(null);
    };
    addEventListener('keydown', type);
    return () => removeEventListener('keydown', type);
  }, []);
  return (
    <Screen
      name="progress"
      head={head}
      foot={foot}
      split
      lead={
        <>
          <h1>{t('progress.title')}</h1>
          <p>{t('progress.hint')}</p>
          <output className="code" aria-label={t('progress.code')}>
            {Array.from({ length: LENGTH }, (_, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what they are
              <span key={place} className={place === code.length ? 'next' : ''}>
                {code[place] ?? ''}
              </span>
            ))}
          </output>
          <div className="code-answer">
            {answer || trouble ? (
              <Notice
                state="warn"
                live
                title={answer ? t(`progress.${answer}`, { desk }) : trouble ? troubleText(trouble, locale) : null}
              />
            ) : null}
          </div>
        </>
      }
    >
      <NumberPad value={code} maxLength={LENGTH} onChange={change} />
      {actions(
        <BigButton kind="act" icon="search" pending={pending} disabled={!complete} onPress={() => void submit()}>
          {t('progress.go')}
        </BigButton>,
      )}
    </Screen>
  );
}
