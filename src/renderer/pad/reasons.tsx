import { type ReactNode, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { type Level, MAX_TEXT, REASONS } from '../../shared/evaluation/types.ts';
import { evaluationMessages, levelKey, reasonKey } from '../../shared/messages/evaluation.ts';
import { padMessages } from '../../shared/messages/pad.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { useMessages } from '../ui/locale.tsx';

interface Props {
  readonly level: Level;
  /** Whether this pad can take written words: a keyboard is at hand. */
  readonly canWrite: boolean;
  /** How many reasons stand on one page; the rest are one touch away. */
  readonly perPage: number;
  readonly sending: boolean;
  /** Back to the answers, or out: what the button says. */
  readonly back: string;
  onBack(): void;
  onSubmit(reasons: string[], text: string): void;
}

/** Levels 1 and 2: what went wrong. At least one tick, or some words where they can be written. */
export function Reasons({ level, canWrite, perPage, sending, back, onBack, onSubmit }: Props): ReactNode {
  const t = useMessages(padMessages);
  const say = useMessages(evaluationMessages);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const [page, setPage] = useState(0);
  const pages = Math.ceil(REASONS[level].length / perPage);
  const first = (page % pages) * perPage;
  const enough = ticked.size > 0 || text.trim() !== '';

  const tick = (code: string, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(code);
    else next.delete(code);
    setTicked(next);
  };
  const submit = (): void =>
    onSubmit(
      REASONS[level].filter((code) => ticked.has(code)),
      text.trim(),
    );

  return (
    <main className="why">
      <div className="heading">
        <h1 id="why">{t('whyTitle')}</h1>
        <p>
          <span>{t('chosen', { level: say(levelKey(level)) })}</span>
          <span>{canWrite ? t('whyTicksOrText') : t('whyTicks')}</span>
        </p>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: toggle buttons, drawn as ticks large enough for a finger */}
      <div className="reasons" role="group" aria-labelledby="why">
        {REASONS[level].slice(first, first + perPage).map((code) => {
          const key = reasonKey(code);
          return (
            <ToggleButton
              key={code}
              className="reason"
              data-reason={code}
              isSelected={ticked.has(code)}
              isDisabled={sending}
              onChange={(on) => tick(code, on)}
            >
              <svg className="tick" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <rect x="2" y="2" width="20" height="20" rx="5" />
                <path d="M7 12.5l3.5 3.5L17 8.5" />
              </svg>
              <span>{key ? say(key) : code}</span>
            </ToggleButton>
          );
        })}
      </div>
      <div className="row">
        <BigButton disabled={sending} onPress={onBack}>
          {back}
        </BigButton>
        {pages > 1 ? (
          <BigButton disabled={sending} onPress={() => setPage(page + 1)}>
            {t('otherReasons', { page: (page % pages) + 1, pages })}
          </BigButton>
        ) : null}
        {canWrite ? (
          <input
            className="words"
            type="text"
            autoComplete="off"
            maxLength={MAX_TEXT}
            value={text}
            disabled={sending}
            placeholder={t('text', { max: MAX_TEXT })}
            aria-label={t('text', { max: MAX_TEXT })}
            onChange={(event) => setText(event.target.value)}
          />
        ) : (
          <span className="gap" />
        )}
        <BigButton kind="act" disabled={!enough} pending={sending} onPress={submit}>
          {sending ? t('submitting') : t('submit')}
        </BigButton>
      </div>
    </main>
  );
}
