import type { ReactNode } from 'react';
import { kioskMessages } from '../../shared/messages/kiosk.ts';
import type { KioskView } from '../../shared/protocol/views.ts';
import { BigButton } from '../ui/kit/button.tsx';
import { Dialog } from '../ui/kit/dialog.tsx';
import { Working } from '../ui/kit/icon.tsx';
import { useLocale, useMessages } from '../ui/locale.tsx';
import type { Trouble } from '../ui/service.ts';
import { troubleText } from '../ui/trouble.ts';

interface Props {
  /** How far the list is; null when none was asked for. */
  readonly paper: NonNullable<KioskView['paper']>['state'] | null;
  readonly trouble: Trouble | null;
  readonly desk: string;
  onClose(): void;
}

/** Where the paper is: coming, there, not coming, or for a person to look. */
export function PrintDialog({ paper, trouble, desk, onClose }: Props): ReactNode {
  const t = useMessages(kioskMessages);
  const { locale } = useLocale();
  if (!paper && !trouble) return null;
  const state = paper === 'waiting' ? 'printing' : paper;
  return (
    <Dialog
      open
      alert
      title={t(state ? `print.${state}` : 'print.refused')}
      onClose={onClose}
      actions={
        <BigButton kind={state === 'printing' ? 'plain' : 'act'} onPress={onClose}>
          {t('ok')}
        </BigButton>
      }
    >
      {state ? t(`print.${state}.text`, { desk }) : trouble ? troubleText(trouble, locale) : null}{' '}
      {state === 'printing' ? <Working /> : null}
    </Dialog>
  );
}
