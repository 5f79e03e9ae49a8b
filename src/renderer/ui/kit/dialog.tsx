import { type ReactNode, useRef } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSpoken } from '../spoken.ts';
import './dialog.css';

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons, the one to be expected last. */
  readonly actions: ReactNode;
  /** Escape, for who has a keyboard. */
  onClose(): void;
  readonly alert?: boolean;
}

/** One question, in front of everything; stands low enough to be reached from a chair. */
export function Dialog({ open, title, children, actions, onClose, alert = false }: DialogProps): ReactNode {
  const sheet = useRef<HTMLElement>(null);
  useSpoken(sheet);
  return (
    <ModalOverlay className="dialog-veil" isOpen={open} onOpenChange={(next) => next || onClose()}>
      <Modal className="dialog">
        <AriaDialog ref={sheet} role={alert ? 'alertdialog' : 'dialog'} className="dialog-sheet">
          <Heading slot="title">{title}</Heading>
          {children ? <div className="dialog-text">{children}</div> : null}
          <div className="actions">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
