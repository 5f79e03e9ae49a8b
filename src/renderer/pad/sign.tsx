import { type ReactNode, useEffect, useRef, useState } from 'react';
import { signMessages } from '../../shared/messages/sign.ts';
import { INK_WIDTH, type Ink, type InkPoint, isEnoughInk, strokeOf } from '../../shared/pad/ink.ts';
import type { SignText } from '../../shared/pad/sign-text.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { useMessages } from '../ui/locale.tsx';
import { InkField } from './ink-field.tsx';

/** So long nobody touched anything: then it is asked, quietly, whether somebody still wants to. */
const STILL_MS = 60_000;

interface Props {
  readonly text: SignText;
  readonly sending: boolean;
  readonly trouble: string | null;
  onSign(ink: Ink): void;
  onDecline(): void;
}

/** What is signed, a field to sign in, and the way to do it on paper, which counts the same. */
export function Sign({ text, sending, trouble, onSign, onDecline }: Props): ReactNode {
  const t = useMessages(signMessages);
  const field = useRef<HTMLDivElement>(null);
  const [strokes, setStrokes] = useState<readonly (readonly InkPoint[])[]>([]);
  const [tooLittle, setTooLittle] = useState(false);
  const [still, touched] = useStill();

  const confirm = (): void => {
    const box = field.current?.getBoundingClientRect();
    const height = Math.round((INK_WIDTH * (box?.height ?? 0)) / Math.max(box?.width ?? 0, 1));
    const ink = { height, strokes: strokes.map(strokeOf) };
    if (isEnoughInk(ink)) onSign(ink);
    else setTooLittle(true);
  };
  const again = (): void => {
    setStrokes([]);
    setTooLittle(false);
  };
  const words = tooLittle ? t('tooLittle') : trouble;

  return (
    <main className="sign">
      <SignedText text={text} />
      <section className="signing">
        <p className="ask-line">{t('ask')}</p>
        <div className="field" ref={field}>
          {strokes.length === 0 ? (
            <p className="here" aria-hidden="true">
              {t('here')}
            </p>
          ) : null}
          <InkField
            label={t('field')}
            disabled={sending}
            strokes={strokes}
            onStroke={(points) => {
              setTooLittle(false);
              setStrokes((before) => [...before, points]);
            }}
          />
        </div>
        {words ? (
          <p className="trouble" role="alert">
            {words}
          </p>
        ) : null}
        {still ? (
          <div className="row still" role="status">
            <b>{t('still')}</b>
            <BigButton onPress={touched}>{t('stillYes')}</BigButton>
            <BigButton onPress={onDecline}>{t('paper')}</BigButton>
          </div>
        ) : (
          <div className="row">
            <BigButton disabled={sending} onPress={onDecline}>
              {t('paper')}
            </BigButton>
            <BigButton disabled={sending || strokes.length === 0} onPress={again}>
              {t('again')}
            </BigButton>
            <BigButton kind="act" disabled={strokes.length === 0} pending={sending} onPress={confirm}>
              {t(sending ? 'sending' : 'confirm')}
            </BigButton>
          </div>
        )}
      </section>
    </main>
  );
}

/** All of it can be read: where it does not fit, it says so. */
function SignedText({ text }: { text: SignText }): ReactNode {
  const t = useMessages(signMessages);
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => setMore(element.scrollHeight - element.clientHeight - element.scrollTop > SLACK_PX);
    look();
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener('scroll', look);
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  return (
    <section className="signed-text" lang="zh-CN">
      <div className="all" data-read-on={true} ref={box}>
        <h1>{text.title}</h1>
        <p className="statement">{text.statement}</p>
        <dl>
          {text.lines.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {more ? (
        <BigButton onPress={() => box.current?.scrollBy({ top: box.current.clientHeight * 0.8 })}>
          {t('more')}
        </BigButton>
      ) : null}
    </section>
  );
}

const SLACK_PX = 8;

/** Whether nothing was touched for a while, and how to say that somebody is there. */
function useStill(): readonly [boolean, () => void] {
  const [still, setStill] = useState(false);
  const [touch, setTouch] = useState(0);
  useEffect(() => {
    void touch; // each touch begins the time anew
    const timer = setTimeout(() => setStill(true), STILL_MS);
    return () => clearTimeout(timer);
  }, [touch]);
  useEffect(() => {
    const begin = (): void => setTouch((n) => n + 1);
    addEventListener('pointerdown', begin);
    return () => removeEventListener('pointerdown', begin);
  }, []);
  return [still, () => setStill(false)];
}
