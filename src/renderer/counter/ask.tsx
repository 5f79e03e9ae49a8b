import { Button, Modal } from 'antd';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { useCounter } from './context.ts';
import { TroubleAt } from './trouble.tsx';

interface Props {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
  readonly confirm: string;
  readonly ready: boolean;
  readonly wide?: boolean;
  readonly onConfirm: () => Promise<boolean>;
  readonly onClose: () => void;
}

/** One question before an act. Enter confirms, Esc leaves; a refusal is said inside, and the answers stay. */
export function Ask({ title, hint, children, confirm, ready, wide, onConfirm, onClose }: Props): ReactNode {
  const { pending, dismiss, t } = useCounter();
  const form = useRef<HTMLFormElement>(null);
  const close = (): void => {
    dismiss();
    onClose();
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (ready && (await onConfirm())) onClose();
  };
  return (
    <Modal
      open
      centered
      closable={false}
      title={title}
      onCancel={close}
      footer={null}
      width={wide ? '46rem' : '32rem'}
      mask={{ closable: false }}
      afterOpenChange={(open) => open && focusFirst(form.current)}
    >
      <form className="ask" onSubmit={submit} ref={form}>
        {hint && <p className="sub">{hint}</p>}
        {children}
        <TroubleAt place="dialog" />
        <div className="answers">
          <Button onClick={close} size="large">
            {t('cancel')}
          </Button>
          <Button type="primary" htmlType="submit" size="large" disabled={!ready} loading={pending !== null}>
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The first answer has the keyboard: the dialog was asked for. */
function focusFirst(form: HTMLFormElement | null): void {
  const answer = form?.querySelector<HTMLElement>('input:checked') ?? form?.querySelector<HTMLElement>('[type=submit]');
  answer?.focus();
}
