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
  /** Cannot be taken back: the keyboard begins at leaving, so that one Enter too many does nothing. */
  readonly final?: boolean;
  readonly onConfirm: () => Promise<boolean>;
  readonly onClose: () => void;
}

/** One question before an act. Enter confirms, Esc leaves; a refusal is said inside, and the answers stay. */
export function Ask({ title, hint, children, confirm, ready, wide, final, onConfirm, onClose }: Props): ReactNode {
  const { pending, connection, dismiss, t } = useCounter();
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
      afterOpenChange={(open) => open && focusFirst(form.current, final === true)}
    >
      <form className="ask" onSubmit={submit} ref={form}>
        {hint && <p className="sub">{hint}</p>}
        {children}
        <TroubleAt place="dialog" />
        <div className="answers">
          <Button onClick={close} size="large" className="leave">
            {t('cancel')}
          </Button>
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            disabled={!ready || connection !== 'up'}
            loading={pending !== null}
          >
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const FIRST = ['input:checked:enabled', 'input:enabled', '[type=submit]:enabled', '.leave'];

/** The first answer has the keyboard: the dialog was asked for. What is chosen already comes before what is not. */
function focusFirst(form: HTMLFormElement | null, final: boolean): void {
  const answers = (final ? ['.leave'] : FIRST).map((each) => form?.querySelector<HTMLElement>(each));
  answers.find((answer) => answer)?.focus();
}
