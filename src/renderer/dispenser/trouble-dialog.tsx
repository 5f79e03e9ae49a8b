import type { ReactNode } from 'react';
import { dispenserMessages } from '../../shared/messages/dispenser.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Dialog } from '../ui/kit/dialog.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import type { Trouble } from '../ui/service.ts';
import { troubleText } from '../ui/trouble.ts';

interface Props {
  readonly trouble: Trouble | null;
  onClose(): void;
  onReprint(ticketId: string): void;
}

/** Why no number came, in words, with the way on: who already holds one is offered its paper again. */
export function TroubleDialog({ trouble, onClose, onReprint }: Props): ReactNode {
  const t = useMessages(dispenserMessages);
  const { locale } = useLocale();
  if (!trouble) return null;
  const held = heldTicket(trouble);
  return (
    <Dialog
      open
      alert
      title={t(held ? 'trouble.holds' : trouble.what === 'reprint' ? 'trouble.reprint' : 'trouble.title')}
      onClose={onClose}
      actions={
        <>
          <BigButton kind={held ? 'plain' : 'act'} onPress={onClose}>
            {t('trouble.ok')}
          </BigButton>
          {held ? (
            <BigButton kind="act" icon="print" onPress={() => onReprint(held)}>
              {t('done.reprint')}
            </BigButton>
          ) : null}
        </>
      }
    >
      {trouble.kind === 'no-answer' ? t('trouble.no-answer') : troubleText(trouble, locale)}
    </Dialog>
  );
}

function heldTicket(trouble: Trouble): string | null {
  if (trouble.kind !== 'refused' || trouble.refusal.code !== 'already-holds-ticket') return null;
  const id = trouble.refusal.params?.ticketId;
  return typeof id === 'string' ? id : null;
}
