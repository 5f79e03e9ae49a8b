import { Button, Input, type InputRef } from 'antd';
import {
  type FormEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { formatNumber, parseNumber } from '../../shared/queue/numbers.ts';
import { useCounter } from './context.ts';
import type { Asking } from './dialogs.tsx';
import { whyNoCall } from './operations.ts';
import { TroubleAt } from './trouble.tsx';

interface Props {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onTake: (asking: Asking) => void;
  /** A number a scanner read; acted on once for each id. */
  readonly scanned: { readonly id: number; readonly number: string } | null;
}

/** 输号办理: by the number its holder shows, typed or scanned. The way to serve while the hall is away. */
export function NumberField({ inputRef, onTake, scanned }: Props): ReactNode {
  const { view, act, say, dismiss, pending, t } = useCounter();
  const [text, setText] = useState('');
  const field = useRef<InputRef>(null);
  useImperativeHandle(inputRef, () => field.current?.input as HTMLInputElement);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const parsed = parseNumber(text);
    if (parsed) return void take(formatNumber(parsed.prefix, parsed.n));
    say('number', t('numberWrong', { text: text.trim() }));
    field.current?.select();
  };
  const take = async (number: string): Promise<void> => {
    const why = whyNoCall(view);
    if (why) return say('number', t(why.key, why.params));
    if (view.link.state === 'online') {
      setText('');
      field.current?.blur();
      const ahead = view.line.findIndex((row) => row.number === number);
      return onTake({ kind: 'take', number, ...(ahead >= 0 ? { ahead } : {}) });
    }
    // Away from the hall this is the ordinary way: no question on top of it.
    const done = await act('number', 'take', (s) => s.counter.take({ number, reason: t('takeOffline') }));
    if (done) {
      setText('');
      field.current?.blur();
    } else field.current?.select();
  };

  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (scanned) void latest.current(scanned.number);
  }, [scanned]);

  return (
    <form className="number" onSubmit={submit}>
      <label className="quiet" htmlFor="ticket-number">
        {t('numberLabel')}
      </label>
      <Input
        id="ticket-number"
        ref={field}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          dismiss();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          dismiss();
          field.current?.blur();
        }}
        placeholder={t('numberHint')}
        autoComplete="off"
        spellCheck={false}
        maxLength={40}
        enterKeyHint="go"
      />
      <Button htmlType="submit" disabled={text.trim() === '' || pending !== null} loading={pending === 'take'}>
        {t('numberGo')}
      </Button>
      <TroubleAt place="number" />
    </form>
  );
}
