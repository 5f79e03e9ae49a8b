import { type ReactNode, useState } from 'react';
import { type PadKey, padMessages } from '../../shared/messages/pad.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { NumberPad } from '../ui/kit/keys.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { type NotPaired, pairWith, type Session } from './session.ts';

const LENGTH = 6;

const WORDS: Readonly<Record<NotPaired, PadKey>> = {
  wrong: 'pairWrong',
  'too-often': 'pairTooOften',
  full: 'pairFull',
  'not-now': 'pairNotNow',
};

/** Six digits from the counter make this tablet the pad of its window. */
export function Pairing({ place, onPaired }: { place: Session; onPaired(): void }): ReactNode {
  const t = useMessages(padMessages);
  const { locale, setLocale } = useLocale();
  const [code, setCode] = useState(codeInAddress);
  const [sending, setSending] = useState(false);
  const [why, setWhy] = useState<NotPaired | null>(null);
  const other = locale === 'en' ? 'zh-CN' : 'en';

  const send = async (): Promise<void> => {
    setSending(true);
    const answer = await pairWith(code);
    setSending(false);
    if (answer === 'paired') return onPaired();
    setWhy(answer);
    setCode('');
  };
  const type = (value: string): void => {
    setCode(value);
    setWhy(null);
  };

  return (
    <div className="pad" data-stage="pairing">
      <header>
        <span className="place">{t('window', { number: place.windowNumber })}</span>
        <span className="choices">
          <BigButton lang={other} onPress={() => setLocale(other)}>
            {t('otherLanguage')}
          </BigButton>
        </span>
      </header>
      <main className="pairing">
        <div className="heading">
          <h1>{t('pairTitle', { number: place.windowNumber })}</h1>
          <p>{t('pairHint')}</p>
          <p className="code" aria-live="polite">
            <span className="visually-hidden">{t('pairEntered', { count: code.length })}</span>
            {Array.from({ length: LENGTH }, (_, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: six places that never move
              <span key={place} className="digit" aria-hidden="true">
                {code[place] ?? ''}
              </span>
            ))}
          </p>
          {why ? (
            <p className="trouble" role="alert">
              {t(WORDS[why])}
            </p>
          ) : null}
          <BigButton kind="act" disabled={code.length < LENGTH} pending={sending} onPress={() => void send()}>
            {t(sending ? 'pairSending' : 'pairSend')}
          </BigButton>
        </div>
        <NumberPad value={code} maxLength={LENGTH} onChange={type} />
      </main>
      <footer>
        <span>{locale === 'en' ? place.hallNameEn : place.hallName}</span>
      </footer>
    </div>
  );
}

/** The picture code at the counter has the digits behind the `#`, which no server and no log ever sees. */
function codeInAddress(): string {
  const code = /^#(\d{6})$/.exec(location.hash)?.[1] ?? '';
  if (code !== '') history.replaceState(null, '', location.pathname + location.search);
  return code;
}
